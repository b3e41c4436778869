import type { Charset } from './replies.ts';

/** What a reply is made from. */
export interface ReplyWorld {
  /** Offices by code: address, name, the code as printed, the text of the mail it got and its Message-ID. */
  offices: readonly { code: string; mail: string; name: string; slip: string; text: string; messageId: string }[];
  /** The notice's subject. */
  subject: string;
}

/** A number in [0, 1). */
export type Draw = () => number;
export type Office = ReplyWorld['offices'][number];

const CHARSETS: readonly Charset[] = ['utf-8', 'iso-2022-jp', 'shift_jis', 'euc-jp'];
/** What people say when they have read it. */
export const THANKS = [
  '確認しました。',
  '内容を確認いたしました。よろしくお願いいたします。',
  'お世話になっております。拝見しました。',
  '承知しました。',
  '了解です。',
  '受領いたしました。引き続きよろしくお願いします。',
  'いつもお世話になります。お知らせを読みました。',
];
/** What stands below. */
export const SIGNATURES = [
  '',
  '\n--\n東雲運送 中村',
  '\n\n有限会社テスト\n総務課 佐藤\nTEL 03-0000-0417',
  '\n\niPhoneから送信',
];

/** One of a list. */
export const pick = <T>(draw: Draw, list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T;
const quoted = (text: string, mark = '> ') =>
  text
    .split('\n')
    .map((line) => mark + line)
    .join('\n');

/** The code as people write it. */
export function written(draw: Draw, slip: string): string {
  const wide = (text: string) => text.replace(/[0-9A-Z]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
  return pick(draw, [
    slip,
    slip.toLowerCase(),
    slip.replaceAll('-', ''),
    wide(slip).replaceAll('-', '－'),
    slip.replaceAll('-', ' '),
  ]);
}

/** The answered mail below, as mail programs put it. */
export function withQuote(draw: Draw, office: Office, own: string): string {
  const text = office.text;
  return pick(draw, [
    `${own}\n\n2026年6月8日(月) 10:00 試験組合 <kumiai@example.jp>:\n${quoted(text)}`,
    `${own}\n\n-----Original Message-----\nFrom: kumiai@example.jp\nSent: Monday, June 8, 2026 10:00 AM\nSubject: x\n\n${text}`,
    `${own}\n\n________________________________\n差出人: 試験組合\n送信日時: 2026年6月8日 10:00\n宛先: ${office.mail}\n件名: お知らせ\n\n${text}`,
    `${quoted(text)}\n\n${own}`,
    `${own}\n\nOn Mon, 8 Jun 2026 10:00, kumiai@example.jp wrote:\n${quoted(text, '>')}`,
    `${own}\n\n差出人: kumiai@example.jp\n日時: 2026年6月8日 10:00:00 JST\n宛先: ${office.mail}\n件名: お知らせ\n\n${text}`,
    own,
  ]);
}

/** Makes a mail of one sort. */
export type Make = (
  draw: Draw,
  office: Office,
  other: Office,
  world: ReplyWorld,
) => { source: Buffer; office?: string };
/** A sender with a name. */
export const from = (office: Office) => `"=?utf-8?B?${Buffer.from('担当 中村').toString('base64')}?=" <${office.mail}>`;
/** Charset and transfer encoding by chance. */
export const style = (draw: Draw) => ({ charset: pick(draw, CHARSETS), encoded: draw() < 0.3 });
