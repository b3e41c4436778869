import type { ErrorCode, ErrorParams } from '../contract/errors.ts';

/** What the shell tells the service. `connect` comes with one port, the way to the window;
 * `lock` shuts the lock of the windows, where a PIN is set. */
export type ToService =
  | { type: 'open'; dataFolder: string }
  | { type: 'connect' }
  | { type: 'lock' }
  | { type: 'answer'; id: number; value: string | null }
  | { type: 'refusal'; id: number; code: ErrorCode; params: ErrorParams }
  | { type: 'close' };

/** What the service asks for: secrets live in the shell, because only there the system's key store is reached. */
export type SecretRequest = { action: 'get'; name: string } | { action: 'set'; name: string; value: string | null };

/** What the service tells the shell. `refused`: the data cannot be opened, so starting again would not help. */
export type FromService =
  | { type: 'opened' }
  | { type: 'refused'; code: ErrorCode; params: ErrorParams }
  | { type: 'secret'; id: number; request: SecretRequest }
  | { type: 'log'; line: string };
