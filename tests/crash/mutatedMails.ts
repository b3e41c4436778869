import { simpleParser } from 'mailparser';
import type { Random } from '../../electron/practice/random.ts';
import { returnedMails } from '../fixtures/returnedMails.ts';
import { manyOffices } from '../support/builders.ts';
import { mailOf, type SentVersion } from '../support/replies.ts';
import { replyFixtures } from '../support/replyFixtures.ts';

const OFFICES = 40;
export const offices = manyOffices(OFFICES);

/** Mails of every sort we know: people's answers, machines' answers, returned mails, and shapes of MIME that are rare. */
export async function wholeMails({ codes, messageIds, sources }: SentVersion, random: Random): Promise<Buffer[]> {
  const known = offices.map(async ({ code, mail = '' }) => {
    const text = (await simpleParser(sources.get(mail) ?? '')).text ?? '';
    return { code, mail, name: code, slip: codes.get(code) ?? '', text, messageId: messageIds.get(code) ?? '' };
  });
  const world = { offices: await Promise.all(known), subject: '障害のお知らせ' };
  const draw = () => random.int(0, 999_999) / 1_000_000;
  return [
    ...replyFixtures(world, OFFICES, draw).map(({ source }) => source),
    ...returnedMails.map(({ source }) => Buffer.from(source)),
    ...[...sources.values()].map((source) => Buffer.from(source, 'latin1')),
    ...rareShapes(),
  ];
}

function rareShapes(): Buffer[] {
  const inner = mailOf({ from: 'a@example.jp', subject: '中', body: '中の文' }).toString('latin1');
  const multipart = (kind: string, ...parts: string[]) =>
    `From: b@example.jp\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/${kind}; boundary="=_x"\r\n\r\n${parts
      .map((part) => `--=_x\r\n${part}\r\n`)
      .join('')}--=_x--\r\n`;
  const nested = (depth: number): string =>
    depth === 0
      ? 'Content-Type: text/plain\r\n\r\nx'
      : multipart('mixed', nested(depth - 1)).replaceAll('=_x', `=_${depth}`);
  const file =
    "Content-Type: application/pdf; name*=utf-8''%E8%A1%A8.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=";
  return [
    multipart('mixed', `Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$B3NG'\x1b(B`, file),
    multipart(
      'alternative',
      'Content-Type: text/plain\r\n\r\nx',
      'Content-Type: text/html\r\n\r\n<p>x<script>y</script>',
    ),
    multipart('mixed', `Content-Type: message/rfc822\r\n\r\n${inner}`, file),
    multipart('report; report-type=delivery-status', 'Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: x'),
    nested(12),
    `From: c@example.jp\r\nContent-Type: text/plain; charset=x-no-such\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=E3=81=`,
    `From: =?iso-2022-jp?B?GyRCM04=?= <d@example.jp>\r\nSubject: =?utf-8?Q?=E3=81?= =?x?y?z?=\r\n\r\nx`,
    `From: "a" <e@example.jp>, , <>;\r\nContent-Type: application/ms-tnef\r\nContent-Transfer-Encoding: uuencode\r\n\r\nbegin`,
  ].map((text) => Buffer.from(text, 'latin1'));
}

const WORDS: readonly [string, ...string[]] = [
  '\0',
  ...['\x1b$B', '\x1b(B', '\r', '\n', '\r\n\r\n', '=?', '?=', '=?iso-2022-jp?B?', '--', '"', '<', '>', ';', '\xff\xfe'],
  ...['Content-Type: multipart/mixed; boundary=""\r\n', 'Content-Transfer-Encoding: base64\r\n', 'charset="utf-7"'],
  ...['Content-Type: message/rfc822\r\n\r\n', 'From: \r\n', 'Date: 99999\r\n', 'References: <>\r\n', '%%%'],
];

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const cut = (bytes: Buffer, random: Random): [number, number] => {
  const from = random.int(0, bytes.length);
  return [from, Math.min(bytes.length, from + random.int(1, 200))];
};

const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  (bytes, random) => {
    for (let n = random.int(1, 30); n > 0; n -= 1) bytes[random.int(0, bytes.length - 1)] = random.int(0, 255);
    return bytes;
  },
  (bytes, random) => bytes.subarray(0, random.int(0, bytes.length)),
  (bytes, random) => {
    const [from, to] = cut(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  (bytes, random) => {
    const [from, to] = cut(bytes, random);
    const times = random.int(2, 40);
    const piece = Buffer.concat(Array.from({ length: times }, () => bytes.subarray(from, to)));
    return Buffer.concat([bytes.subarray(0, from), piece, bytes.subarray(to)]);
  },
  (bytes, random) => {
    const at = random.int(0, bytes.length);
    const word = Buffer.from(random.pick(WORDS).repeat(random.int(1, 5)), 'latin1');
    return Buffer.concat([bytes.subarray(0, at), word, bytes.subarray(at)]);
  },
  (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'),
  (bytes, random) => {
    const lines = bytes.toString('latin1').split('\r\n');
    const [one, other] = [random.int(0, lines.length - 1), random.int(0, lines.length - 1)];
    [lines[one], lines[other]] = [lines[other] ?? '', lines[one] ?? ''];
    return Buffer.from(lines.join('\r\n'), 'latin1');
  },
  // A mail in a mail in a mail.
  (bytes, random) => {
    const head = 'From: x@example.jp\r\nContent-Type: message/rfc822\r\n\r\n';
    return Buffer.concat([Buffer.from(head.repeat(random.int(1, 30))), bytes]);
  },
  // What is short becomes long: a header, a line, an address list; now and then so long that a thread reads it.
  (bytes, random) => {
    const filler = random.pick(['x', 'a@example.jp, ', ' <', '(', '"\\', '=?utf-8?Q?=41?= ', '\t\r\n ', '>']);
    const at = random.int(0, Math.min(bytes.length, 2000));
    const long = Buffer.from(filler.repeat(random.int(0, 20) === 0 ? 20_000 : random.int(100, 3000)));
    return Buffer.concat([bytes.subarray(0, at), long, bytes.subarray(at)]);
  },
];

/** The mail after one to four mutations. */
export function mutated(mail: Buffer, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(mail);
  for (let n = random.int(1, 4); n > 0 && bytes.length > 0; n -= 1) bytes = random.pick(MUTATIONS)(bytes, random);
  return bytes;
}
