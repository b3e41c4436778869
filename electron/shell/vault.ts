import { safeStorage } from 'electron';
import type { Vault } from './secrets.ts';

/**
 * Electron's safeStorage as a vault. On a Linux desktop without a key ring it falls back to `basic_text`,
 * a fixed key: that protects nothing, so it counts as not available.
 */
export const systemVault: Vault = {
  async available() {
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false;
    return safeStorage.isAsyncEncryptionAvailable();
  },
  encrypt: (text) => safeStorage.encryptStringAsync(text),
  decrypt: async (bytes) => (await safeStorage.decryptStringAsync(bytes)).result,
};
