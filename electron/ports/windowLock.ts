import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { fail } from '../contract/errors.ts';
import type { Clock } from './clock.ts';
import type { SecretStore } from './secrets.ts';

/** The lock of the windows: while it is shut the application answers them nothing that is in the register. */
export interface WindowLock {
  /** `waitSeconds`: until the next PIN is looked at, after too many wrong ones. */
  state(): Promise<{ hasPin: boolean; locked: boolean; waitSeconds: number }>;
  isLocked(): Promise<boolean>;
  /** Without a PIN there is nothing to lock with. */
  lock(): Promise<void>;
  /** Errors: pin_wrong, pin_wait. */
  unlock(pin: string): Promise<void>;
  /**
   * Sets a PIN, or takes it away (null); `present` null asks for none. Errors: pin_wrong, pin_wait when there is one
   * and `present` is another.
   */
  setPin(pin: string | null, present: string | null): Promise<void>;
}

/** Name of the PIN's hash in the secrets port. */
const PIN = 'lock-pin';
/** 16 MiB, some 50 ms: a PIN is short, so what protects it is the wait after wrong ones, and the key store. */
const COST = { N: 2 ** 14, r: 8, p: 1 };
const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;

const storedShape = z.object({ salt: z.string(), hash: z.string() });

/** A lock that is shut from the start when a PIN is set. */
export function createWindowLock(parts: { secrets: SecretStore; clock: Clock }): WindowLock {
  let open = false;
  let wrong = 0;
  let until = 0;

  const waitMs = () => Math.max(0, until - parts.clock.now().getTime());
  // Asked at every call of a window, and the system's key store is a process away.
  let known: boolean | undefined;
  const hasPin = async () => (known ??= (await parts.secrets.get(PIN)) !== null);

  async function requirePin(pin: string): Promise<void> {
    const stored = await parts.secrets.get(PIN);
    if (stored === null) return;
    if (waitMs() > 0) throw fail('pin_wait', { seconds: Math.ceil(waitMs() / 1000) });
    // Counted before it is looked at: many at once must not get more tries than one after the other.
    wrong += 1;
    if (wrong >= FREE_TRIES) {
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (wrong - FREE_TRIES));
      until = parts.clock.now().getTime() + wait;
    }
    const { salt, hash } = storedShape.parse(JSON.parse(stored));
    const typed = await hashOf(pin, salt);
    if (!timingSafeEqual(Buffer.from(typed, 'hex'), Buffer.from(hash, 'hex'))) throw fail('pin_wrong');
    wrong = 0;
    until = 0;
  }

  return {
    isLocked: async () => !open && (await hasPin()),
    state: async () => {
      const pin = await hasPin();
      return { hasPin: pin, locked: pin && !open, waitSeconds: Math.ceil(waitMs() / 1000) };
    },
    lock: async () => {
      open = false;
    },
    unlock: async (pin) => {
      await requirePin(pin);
      open = true;
    },
    setPin: async (pin, present) => {
      if (present !== null) await requirePin(present);
      const salt = randomBytes(16).toString('hex');
      await parts.secrets.set(PIN, pin === null ? null : JSON.stringify({ salt, hash: await hashOf(pin, salt) }));
      known = pin !== null;
      open = true;
    },
  };
}

async function hashOf(pin: string, salt: string): Promise<string> {
  const derive = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt);
  return (await derive(pin.normalize('NFKC'), Buffer.from(salt, 'hex'), 32, COST)).toString('hex');
}
