import { randomBytes, timingSafeEqual } from 'node:crypto';
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
 * Sessions of one run of the loopback host; they end with it.
 * @param port part of the cookie's name, because browsers do not tell ports apart in cookies (RFC 6265 8.5)
 */
export function createSessions(port: number, clock: Clock): Sessions {
  const name = `todoke-${port}`;
  const tokens = new Map<string, number>();
  const sessions: Buffer[] = [];
  const secret = () => randomBytes(32).toString('base64url');
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
      sessions.push(Buffer.from(session));
      return `${name}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
    knows: (cookieHeader) => {
      const prefix = `${name}=`;
      const cookie = (cookieHeader ?? '').split('; ').find((part) => part.startsWith(prefix));
      const given = Buffer.from(cookie?.slice(prefix.length) ?? '');
      return sessions.some((session) => session.length === given.length && timingSafeEqual(session, given));
    },
  };
}
