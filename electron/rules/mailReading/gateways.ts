import type { ReadMail } from '../../contract/readMail.ts';
import type { Returned } from './kinds.ts';

/** What tells of a FAX at all, and of its result, in the mails of mail-to-FAX services and multifunction machines. */
const FAX = /fax|ファ(?:ッ)?クス|ファクシミリ|ﾌｧｸｽ|ＦＡＸ/i;
const RESULT =
  /(?:送信|配信|発信)(?:結果|完了|成功|失敗|エラー|不能|レポート|報告|終了|できません)|結果(?:通知|報告|レポート)|transmission (?:report|result|ok|error|failed)|(?:sent|delivered) successfully|(?:successful|failed) (?:fax )?transmission|send (?:result|failure|error)|通信結果/i;

/** Results in the order they are looked for: what went wrong is told beside words like "sent". */
const OUTCOMES: readonly [pattern: RegExp, result: Returned['result'], cause: NonNullable<Returned['cause']> | null][] =
  [
    [/話\s*中|通話中|busy|使用中/i, 'soft', 'busy'],
    [
      /応答(?:なし|がありません|無し|しません)|無応答|no[ _-]?answer|呼出(?:し)?(?:時間)?(?:超過|タイムアウト)/i,
      'soft',
      'no_answer',
    ],
    [
      /番号(?:違い|誤り|エラー|が(?:違|存在|使わ))|欠番|現在使われておりません|(?:wrong|invalid|unknown|not (?:a )?valid) (?:fax )?number|not a fax|電話(?:が)?応答|voice|人が(?:出|応答)/i,
      'hard',
      'wrong_number',
    ],
    [
      /中断|途中(?:切断|終了)|回線(?:断|切断)|通信エラー|communication error|disconnected|line error/i,
      'soft',
      'broken_off',
    ],
    [/失敗|エラー|不能|できません|未達|\bNG\b|fail(?:ed|ure)?|error|not (?:sent|delivered)|cancel/i, 'soft', 'other'],
    [/正常(?:終了|に)|完了|成功|送信済|\bOK\b|success|delivered|sent/i, 'delivered', null],
  ];

/**
 * What a mail-to-FAX gateway tells of a transmission; null when the mail is no such result. Result classes as FAX services
 * have them: busy, no answer, wrong number or no FAX, broken off.
 */
export function gatewayResultOf(mail: Pick<ReadMail, 'subject' | 'text' | 'from' | 'fromName'>): Returned | null {
  const head = `${mail.fromName} ${mail.from.join(' ')} ${mail.subject}`;
  const beginning = mail.text.slice(0, 3000);
  const ofFax = FAX.test(head) && RESULT.test(`${mail.subject}\n${beginning}`);
  // A person's answer may speak of a FAX in its subject; a machine's names the number it dialled.
  const recipient = dialledIn(`${mail.subject}\n${beginning}`);
  if (!ofFax || recipient === '') return null;
  const told = `${mail.subject}\n${resultLines(beginning)}`;
  const outcome = OUTCOMES.find(([pattern]) => pattern.test(told));
  if (!outcome) return null;
  const [, result, cause] = outcome;
  return { recipient, status: '', result, ...(cause ? { cause } : {}), words: wordsOf(mail.subject, beginning) };
}

/** Lines that name a result, where there are such; else the whole. */
function resultLines(text: string): string {
  const lines = text
    .split('\n')
    .filter((line) => /結果|状態|ステータス|理由|エラー|result|status|reason|remarks|error/i.test(line));
  return lines.length > 0 ? lines.join('\n') : text;
}

/** Digits of the first telephone number after a word for the other side, or of the first there is. */
function dialledIn(text: string): string {
  const plain = text.normalize('NFKC').replace(/[‐‑‒–—―−ー]/g, '-');
  const named =
    /(?:宛先|送信先|相手先?|fax(?:番号)?|to|number|destination|dial(?:l)?ed)[^\d+\n]{0,24}(\+?\d[\d()-]{8,16})/i.exec(
      plain,
    );
  const any = /(?<![\d-])(\+?0\d{1,4}-?\d{1,4}-?\d{3,4})(?![\d-])/.exec(plain);
  const digits = (named?.[1] ?? any?.[1] ?? '').replace(/[^\d+]/g, '').replace(/^\+81/, '0');
  return digits.length >= 9 && digits.length <= 13 ? digits : '';
}

function wordsOf(subject: string, text: string): string {
  const [first = ''] = resultLines(text)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return `${subject} ${first}`.replace(/\s+/g, ' ').trim().slice(0, 300);
}
