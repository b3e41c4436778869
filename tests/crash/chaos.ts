import { identities } from '../fixtures/certificates.ts';
import { manyOffices } from '../support/builders.ts';
import { HOUR, hastyMailer, mailBy, queueVersion } from '../support/sending.ts';
import { DROP, type Point, SILENCE, type SmtpOptions, startSmtpServer, type Turn } from '../support/smtpServer.ts';
import { createTestApp } from '../support/testApp.ts';
import { compare, type KillResult } from './killedSender.ts';

/** How often a server misbehaves in each case. */
const TIMES = 50;
const ROUNDS = 120;

/** A way in which a mail server may fail us. */
interface Case {
  name: string;
  point: Point;
  turn: Turn;
  /** Most mails that may end in doubt: only where the final dot was out. */
  doubts: number;
  server?: Partial<SmtpOptions>;
  /** What leads to the point: a refusal at an earlier one. */
  after?: { point: Point; turn: string };
  mail?: Parameters<typeof mailBy>[1];
  /** The server never takes a mail at all. */
  hopeless?: boolean;
}

/** Every place of our conversation where a line can drop, in its order. */
const POINTS: readonly Point[] = [
  ...(['greeting', 'EHLO', 'STARTTLS', 'handshake', 'AUTH', 'MAIL'] as const),
  ...(['RCPT', 'DATA', 'body', 'text', 'dot', 'answered'] as const),
];
const login = { user: 'clerk', password: 'open-sesame-1234' };

function drop(point: Point): Case {
  const usual: Case = {
    name: `line drops at ${point}`,
    point,
    turn: DROP,
    doubts: point === 'dot' || point === 'text' ? TIMES : 0,
  };
  if (point === 'AUTH') return { ...usual, server: { login }, mail: { user: login.user } };
  if (point !== 'STARTTLS' && point !== 'handshake') return usual;
  // A certificate of its own is never trusted: nothing may be said to this server.
  const server = { tls: { identity: identities.right, from: 'starttls' as const } };
  return { ...usual, server, mail: { security: 'starttls' }, hopeless: true };
}

function reply(point: Point, turn: string): Case {
  return { name: `"${turn}" at ${point}`, point, turn, doubts: 0 };
}

export const cases: readonly Case[] = [
  ...POINTS.map(drop),
  ...['421 4.3.2 Shutting down', '450 4.2.0 Greylisted', '451 4.3.0 Later', '452 4.2.2 Full'].flatMap((turn) => [
    reply('RCPT', turn),
    reply('dot', turn),
  ]),
  ...['550 5.1.1 User unknown', '552 5.2.2 Full', '554 5.0.0 No'].flatMap((turn) => [
    reply('RCPT', turn),
    reply('dot', turn),
  ]),
  { name: 'no answer to the dot in time', point: 'dot', turn: SILENCE, doubts: TIMES },
  { name: 'garbage at MAIL', point: 'MAIL', turn: '%%\x01 ???', doubts: 0 },
  { name: 'garbage at the dot', point: 'dot', turn: '%%\x01 ???', doubts: TIMES },
  // Nothing goes wrong here: every mail is taken, however slowly that is said.
  { name: 'answers byte by byte', point: 'dot', turn: '250 2.0.0 Ok: queued', doubts: 0, server: { crumbsMs: 3 } },
  ...(['RCPT', 'dot'] as const).map((refused) => ({
    ...drop('RSET'),
    name: `line drops at RSET, after a refusal at ${refused}`,
    after: { point: refused, turn: '550 5.1.1 User unknown' },
  })),
];

export interface ChaosResult extends Omit<KillResult, 'kills' | 'seconds'> {
  name: string;
  /** How often the server misbehaved. */
  struck: number;
  clean: boolean;
}

/** Fifty mails to a server that misbehaves fifty times, until nothing waits any more. */
export async function runCase(each: Case): Promise<ChaosResult> {
  const app = await createTestApp({ createMailer: hastyMailer({ silence: 600, connect: 600, greeting: 600 }) });
  let struck = 0;
  const server = await startSmtpServer({
    ...each.server,
    at: (point) => {
      if (point === each.after?.point) return each.after.turn;
      if (point !== each.point || struck >= TIMES) return undefined;
      struck += 1;
      return each.turn;
    },
  });
  try {
    await queueVersion(app, server.port, manyOffices(TIMES));
    const password = each.mail?.user ? { password: login.password } : {};
    await app.client.settings.update({ mail: mailBy(server.port, each.mail), ...password });
    for (let round = 0; round < ROUNDS; round += 1) {
      await app.client.deliveries.run({});
      const { waiting } = (await app.client.settings.frame({})).sending;
      if (waiting === 0 || (each.hopeless && struck >= TIMES)) break;
      app.clock.forward(HOUR);
    }
    const found = await compare(app.store, server);
    // Where no mail can ever be taken, all of them must still wait.
    const lost = each.hopeless ? found.lost - found.mails : found.lost;
    const wrong = [found.messagesTwice, found.recipientsTwice, found.falselySent, found.falselyFailed, lost];
    const clean =
      wrong.every((count) => count === 0) && found.inDoubt <= each.doubts && found.countersRight && struck === TIMES;
    return { ...found, lost, name: each.name, struck, clean };
  } finally {
    await app.close();
    await server.close();
  }
}
