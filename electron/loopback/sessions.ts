import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../ports/clock.ts';

/** A token is for one use within ten minutes: long enough to copy the printed address by hand. */
const TOKEN_LIFE_MS = 600_000;

/** Who may call: a browser that came with a one-time token and carries the cookie it got for it. */
export interface Sessions {
  /** A new one-time token for the address's fragment. */
  newToken(): string;
  /** Trades a token for a cookie; null when it is unknown, used or too old. */
  signIn(token: string): string | null;
  /** True when the Cookie header holds a live session. */
  knows(cookieHeader: string | undefined): boolean;
}

/**
 * Sessions of the loopback host. A cookie carries its own proof, so it outlives a host that was killed and started
 * again with the same key; with a new key none is known any more.
 * @param port part of the cookie's name, because browsers do not tell ports apart in cookies (RFC 6265 8.5)
 * @param key whoever has it can make cookies: it stays in memory and in a file only this user can read
 */
export function createSessions(port: number, clock: Clock, key: string): Sessions {
  const name = `todoke-${port}`;
  const tokens = new Map<string, number>();
  const secret = () => randomBytes(32).toString('base64url');
  const proofOf = (session: string) => createHmac('sha256', key).update(`session ${session}`).digest();
  return {
    newToken: () => {
      const token = secret();
      tokens.set(token, clock.now().getTime() + TOKEN_LIFE_MS);
      return token;
    },
    signIn: (token) => {
      const until = tokens.get(token);
      tokens.delete(token);
      if (until === undefined || until < clock.now().getTime()) return null;
      const session = secret();
      const value = `${session}.${proofOf(session).toString('base64url')}`;
      return `${name}=${value}; HttpOnly; SameSite=Strict; Path=/`;
    },
    knows: (cookieHeader) => {
      const prefix = `${name}=`;
      const cookie = (cookieHeader ?? '').split('; ').find((part) => part.startsWith(prefix));
      const [session = '', proof = ''] = cookie?.slice(prefix.length).split('.') ?? [];
      const [given, wanted] = [Buffer.from(proof, 'base64url'), proofOf(session)];
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    },
  };
}
