import { mailOf } from './replies.ts';
import { from, type Make, pick, SIGNATURES, style, THANKS, withQuote, written } from './replyWords.ts';

/** Sorts of replies that are to be recorded. */
export const GENUINE: Record<string, Make> = {
  'reply line of the plain text': (draw, office) => ({
    source: mailOf({
      from: from(office),
      subject: written(draw, office.slip),
      body: pick(draw, SIGNATURES),
      ...style(draw),
    }),
  }),
  'reply line of the HTML': (draw, office, _other, { subject }) => ({
    source: mailOf({
      ...{ from: from(office), subject: `【確認】第1報 確認番号 ${office.slip}`, ...style(draw) },
      body: `内容を確認しました。\n\n第1報「${subject}」\n確認番号: ${office.slip}${pick(draw, SIGNATURES)}`,
    }),
  }),
  'code typed above the quote': (draw, office) => ({
    source: mailOf({
      ...{
        from: from(office),
        subject: 'Re: 障害のお知らせ',
        ...style(draw),
        headers: [`In-Reply-To: ${office.messageId}`],
      },
      body: withQuote(
        draw,
        office,
        `${pick(draw, THANKS)}\n確認番号 ${written(draw, office.slip)}${pick(draw, SIGNATURES)}`,
      ),
    }),
  }),
  'mobile carrier': (draw, office) => ({
    source: mailOf({
      ...{ from: office.mail.toUpperCase(), subject: pick(draw, ['', 'Re:', '確認']), charset: 'iso-2022-jp' },
      body: `${pick(draw, THANKS)}${written(draw, office.slip)}`,
    }),
  }),
  'HTML only': (draw, office) => ({
    source: mailOf({
      ...{ from: from(office), subject: 'Re: 障害のお知らせ', html: true, ...style(draw) },
      body: `<div>${pick(draw, THANKS)}<br>確認番号 ${office.slip}</div><blockquote>${office.text.replaceAll('\n', '<br>')}</blockquote>`,
    }),
  }),
  'with a question': (draw, office) => ({
    source: mailOf({
      ...{ from: from(office), subject: 'Re: 障害のお知らせ', ...style(draw) },
      body: `確認しました。確認番号 ${written(draw, office.slip)}\n復旧はいつ頃になりますか。`,
    }),
  }),
  'marked as not automatic': (draw, office) => ({
    source: mailOf({
      ...{
        from: from(office),
        subject: `確認番号 ${office.slip}`,
        headers: ['Auto-Submitted: no', 'Return-Path: <a@example.jp>'],
      },
      ...{ body: pick(draw, THANKS), ...style(draw) },
    }),
  }),
};
