import { mailOf } from './replies.ts';
import { from, type Make, type Office, pick, SIGNATURES, style, THANKS, withQuote } from './replyWords.ts';

/** A code of nine symbols whose check symbol is right and that nobody was given. */
const FORGED = ['0000-0000-0', '0000-0001-1', '1111-1111-D', '7K3M-9Q2T-X', '2222-2222-S'];

/** Sorts of replies that must never be recorded by themselves. */
export const NEVER: Record<string, Make> = {
  'forged code': (draw, office) => ({
    source: mailOf({
      from: from(office),
      subject: '確認',
      body: `確認しました。確認番号 ${pick(draw, FORGED)}`,
      ...style(draw),
    }),
  }),
  'misread code': (draw, office) => ({
    source: mailOf({
      ...{ from: from(office), subject: '確認', ...style(draw) },
      body: `確認しました。確認番号 ${office.slip.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`,
    }),
  }),
  'code of another office': (draw, office, other) => ({
    source: mailOf({ from: from(office), subject: other.slip, body: pick(draw, THANKS), ...style(draw) }),
  }),
  'right code from an unknown address': (draw, office) => ({
    source: mailOf({
      from: `stranger${Math.floor(draw() * 1000)}@example.net`,
      subject: office.slip,
      body: pick(draw, THANKS),
      ...style(draw),
    }),
  }),
  'office’s name on an unknown address': (draw, office) => ({
    source: mailOf({ from: `"${office.mail}" <stranger@example.net>`, subject: office.slip, body: pick(draw, THANKS) }),
  }),
  'code only in the quote': (draw, office) => ({
    source: mailOf({
      ...{
        from: from(office),
        subject: 'Re: 障害のお知らせ',
        ...style(draw),
        headers: [`In-Reply-To: ${office.messageId}`],
      },
      body: withQuote(draw, office, pick(draw, THANKS)),
    }),
  }),
  'unmarked quote': (draw, office) => ({
    source: mailOf({
      ...{ from: from(office), subject: 'Re: 障害のお知らせ', ...style(draw) },
      body: `${pick(draw, THANKS)}\n\n${office.text}`,
    }),
  }),
  'whole notice passed on': (draw, office) => ({
    source: mailOf({
      ...{ from: from(office), subject: `Fwd: 障害のお知らせ`, ...style(draw) },
      body: `${pick(draw, ['', '転送します。'])}\n---------- Forwarded message ---------\nFrom: <kumiai@example.jp>\nDate: 2026年6月8日\nSubject: 障害のお知らせ\n\n${office.text}`,
    }),
  }),
  'confirming mail passed on by somebody': (draw, office) => ({
    source: mailOf({
      ...{ from: 'accountant@example.net', subject: `FW: 【確認】第1報 確認番号 ${office.slip}`, ...style(draw) },
      body: `-----Original Message-----\nFrom: ${office.mail}\nSent: x\n\n内容を確認しました。\n確認番号: ${office.slip}`,
    }),
  }),
  vacation: (draw, office) => ({
    source: mailOf({
      ...{ from: from(office), ...style(draw) },
      subject: pick(draw, [
        '自動返信: 障害のお知らせ',
        'Automatic reply: x',
        '不在のお知らせ',
        `Re: 【確認】第1報 確認番号 ${office.slip}`,
      ]),
      body: `休暇のため不在にしております。確認番号 ${office.slip}`,
      headers: draw() < 0.7 ? ['Auto-Submitted: auto-replied'] : ['X-Autoreply: yes'],
    }),
  }),
  'vacation without a header': (draw, office) => ({
    source: mailOf({
      ...{ from: from(office), subject: `${office.slip}`, ...style(draw) },
      body: pick(draw, [
        'ただいま休業のため、ご返信が遅れます。',
        '本メールは自動返信です。',
        'I am currently out of the office.',
      ]),
    }),
  }),
  bounce: (draw, office) => ({
    source: mailOf({
      ...{
        from: 'MAILER-DAEMON@example.jp',
        subject: 'Undelivered Mail Returned to Sender',
        headers: ['Return-Path: <>'],
      },
      ...{
        body: `This is the mail system at host x.\n\n<${office.mail}>: 550 5.1.1 User unknown\n\n確認番号: ${office.slip}`,
        ...style(draw),
      },
    }),
  }),
  'read receipt': (draw, office) => ({
    source: mailOf({
      from: from(office),
      subject: `開封済み: ${office.slip}`,
      body: `メッセージは読まれました。${office.slip}`,
      ...style(draw),
    }),
  }),
  'says it was not read': (draw, office) => ({
    source: mailOf({
      ...{ from: from(office), subject: office.slip, ...style(draw) },
      body: pick(draw, [
        'まだ確認できていません。',
        '添付を開くことができません。',
        '連名報告には同意できません。',
        '担当者が変わりました。',
        '先月退会しました。',
      ]),
    }),
  }),
  'a question in place of a confirmation': (draw, office) => ({
    source: mailOf({
      from: from(office),
      subject: office.slip,
      body: pick(draw, ['この番号はどこに書けばよいですか。', 'どういうことでしょうか？', '電話をください。']),
      ...style(draw),
    }),
  }),
  'several codes': (draw, office, other) => ({
    source: mailOf({
      from: from(office),
      subject: '確認',
      body: `確認しました。${office.slip} と ${other.slip}`,
      ...style(draw),
    }),
  }),
  'sender the server doubts': (draw, office) => ({
    source: mailOf({
      ...{ from: from(office), subject: office.slip, body: pick(draw, THANKS) },
      headers: ['Authentication-Results: mx.example.jp; spf=fail; dkim=none; dmarc=fail'],
    }),
  }),
  'no code': (draw, office) => ({
    source: mailOf({
      from: from(office),
      subject: 'Re: 障害のお知らせ',
      body: pick(draw, THANKS) + pick(draw, SIGNATURES),
      ...style(draw),
    }),
  }),
  'code in a mail inside': (_draw, office) => ({ source: withInner(office) }),
  'wrong charset named, no code': (_draw, office) => ({
    source: Buffer.from(
      mailOf({ from: from(office), subject: 'x', body: '確認しました', charset: 'shift_jis' })
        .toString('latin1')
        .replace('shift_jis', 'us-ascii'),
      'latin1',
    ),
  }),
};

/** A mail that has our notice inside, said to be shown inline. */
function withInner(office: Office): Buffer {
  const inner = mailOf({ from: 'kumiai@example.jp', subject: office.slip, body: office.text });
  const head = [
    `From: ${office.mail}`,
    'Subject: x',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
  ];
  const parts = [
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    '見ました。',
    '--b',
    'Content-Type: message/rfc822',
    'Content-Disposition: inline',
    '',
    '',
  ];
  return Buffer.concat([Buffer.from([...head, ...parts].join('\r\n')), inner, Buffer.from('\r\n--b--\r\n')]);
}
