import type { ReadMail } from '../../contract/readMail.ts';

/** A returned mail in a server's own form. */
export interface Told {
  recipient: string;
  words: string;
  delayed: boolean;
  sign: string;
  confidence: number;
}

const SIGN = '[^\\s<>"\'();:,【】≪≫\\u0080-\\uffff]';
const ADDRESS = `${SIGN}+@${SIGN}+`;

/** One form: what its text has, where the address stands, and whether a machine's sender is needed to believe it. */
interface Dialect {
  name: string;
  text: RegExp;
  /** First group: the address. */
  recipient: RegExp;
  /** First group: the server's words; else what follows the address. */
  words?: RegExp;
  delayed?: RegExp;
}

const DIALECTS: readonly Dialect[] = [
  {
    // https://cr.yp.to/proto/qsbmf.txt: paragraphs that begin with the address, after a line "Hi. This is the".
    name: 'qmail',
    text: /^\s*Hi\. This is the |qmail-send program|I(?:'|’)m afraid I wasn(?:'|’)t able to deliver your message/im,
    recipient: new RegExp(`^<(${ADDRESS})>:\\s*$`, 'm'),
    words: new RegExp(`^<${ADDRESS}>:\\s*\\n([\\s\\S]*?)(?:\\n\\s*\\n|\\n---|$)`, 'm'),
  },
  {
    name: 'postfix',
    text: /this is the (?:mail system at|postfix program)|your message could not be delivered to one or more recipients|I(?:'|’)m sorry to have to inform you/i,
    recipient: new RegExp(`^\\s*<(${ADDRESS})>(?:\\s*\\(expanded from[^)]*\\))?:`, 'm'),
    words: new RegExp(`^\\s*<${ADDRESS}>(?:\\s*\\(expanded from[^)]*\\))?:\\s*([\\s\\S]*?)(?:\\n\\s*\\n|$)`, 'm'),
    delayed: /delayed|still being tried|you do not need to resend/i,
  },
  {
    name: 'exchange',
    text: /did not reach (?:some or all of )?the (?:intended|following) recipient|could(?:n(?:'|’)t| not) be delivered\.|delivery has failed to these recipients|undeliverable:|次の受信者またはグループへの?配信(?:に失敗|でき)|配信に失敗しました|一部またはすべての受信者に(?:は)?届きません|メッセージを配信できませんでした/i,
    recipient: new RegExp(`(${ADDRESS})`),
    words:
      /(<[^<>\n]*#\s*[245]\.\d+\.\d+[^<>\n]*>?|#?(?:SMTP#)?\b[45]\d\d [45]\.\d+\.\d+[^\n]*|remote server returned[^\n]*|リモート サーバー[^\n]*|The e-?mail (?:address|account)[^\n]*|見つかりませんでした[^\n]*|recipient(?:'|’)?s (?:mailbox|e-?mail)[^\n]*)/i,
  },
  {
    // au (ezweb.ne.jp, au.com): "Mail System Error - Returned Mail".
    name: 'au',
    text: /Each of the following recipients was rejected by a remote mail server|The user\(s\) account is|Could not be delivered to:?|Your mail (?:sent|attempted to be delivered) on:/i,
    recipient: new RegExp(`(?:Recipient:|delivered to:?)?\\s*<(${ADDRESS})>`, 'i'),
    words:
      /(The user\(s\) account is[^\n]*|Reason:[^\n]*|As their mailbox is full|As the remote domain doesn(?:'|’)?t exist|Due to the following SMTP relay error[^\n]*|>>> ?[45]\d\d[^\n]*|<<< ?[45]\d\d[^\n]*)/i,
  },
  {
    // docomo and softbank tell it in Japanese, the address in brackets of several kinds.
    name: 'docomo',
    text: /次のあて先へのメッセージはエラーのため送信できませんでした|送信先メールアドレスが見つかりません|送信先エラーにより[、,]?配信されませんでした/,
    recipient: new RegExp(
      `(?:[<＜【≪《]?(?:宛先|送信先メールアドレス)?[>＞】≫》]?[:：]?\\s*)[<＜]?(${ADDRESS}?)(?=[>＞\\s】≫]|$)`,
    ),
    words:
      /(送信先メールアドレスが見つかりません[^\n]*|送信先エラーにより[^\n]*|次のあて先へのメッセージはエラーのため送信できませんでした[^\n]*)/,
  },
  {
    name: 'softbank',
    text: /(?:メール|メッセージ)(?:を|が|は)(?:お)?(?:届け|配信|送信)(?:でき|されま)(?:ません|せん)でした|宛先(?:の)?(?:メール)?アドレスが(?:存在しない|見つから|不明)|受信者のメールボックスが(?:いっぱい|一杯)|お届けできませんでした/,
    recipient: new RegExp(`(${ADDRESS})`),
    words: /([^\n]*(?:存在し|見つから|いっぱい|一杯|不明|届け|配信)[^\n]*)/,
  },
  {
    // sendmail's transcript, and whatever else shows the talk with the other server.
    name: 'transcript',
    text: /the following addresses had (?:permanent fatal|transient|delivery) errors|transcript of session follows|mail delivery failed|returning message to sender|failure notice|undelivered mail|returned mail|delivery (?:to the following recipients? )?(?:has )?failed|could not be delivered|unable to deliver|undeliverable|宛先不明|配信(?:エラー|不能)/i,
    recipient: new RegExp(`<?(${ADDRESS})>?`),
    words:
      /((?:(?:said|reason|error)[:：]\s*)?(?:\b[45]\d\d[ -][^\n]*|[45]\.\d+\.\d+[^\n]*|[^\n]*(?:unknown|full|quota|rejected|unrouteable|timed out|not found)[^\n]*))/i,
    delayed:
      /warning: could not send|still (?:being )?(?:re)?tr(?:y|ied)|not yet been delivered|has been delayed|will (?:be retried|keep trying)/i,
  },
];

/** Subjects of returned mails, for those whose sender does not show it. */
const SUBJECT =
  /^\s*(?:undeliver(?:ed|able)|delivery (?:status notification|failure|has failed)|mail (?:system error|delivery (?:failed|failure|problem))|returned mail|failure notice|failed mail|配信(?:不能|に失敗|できません|エラー)|送信(?:エラー|できません)|宛先不明|mail could not be delivered|warning: could not send)/i;

/**
 * What a returned mail of a known form says; null when the mail is none. A person who writes that something could not be
 * delivered is no server: the sender or the subject must be a machine's too.
 */
export function dialectOf(mail: ReadMail, ofMachine: boolean): Told | null {
  const subjectTells = SUBJECT.test(mail.subject);
  if (!ofMachine && !subjectTells) return null;
  const text = aboveCopy(beginningOf(mail.text));
  const dialect = DIALECTS.find((each) => each.text.test(`${mail.subject}\n${text}`));
  if (!dialect) return null;
  const recipient = dialect.recipient.exec(text)?.[1] ?? new RegExp(`<(${ADDRESS})>`).exec(text)?.[1] ?? '';
  const words = dialect.words?.exec(text)?.[1] ?? '';
  return {
    recipient: recipient.replace(/[.。]$/, '').toLowerCase(),
    words,
    delayed: dialect.delayed?.test(`${mail.subject}\n${text}`) ?? false,
    sign: dialect.name,
    confidence: ofMachine ? 0.9 : 0.75,
  };
}

/** What a server says of itself is short; the rest is copies. Long lines are cut, so that no text takes long. */
function beginningOf(text: string): string {
  const lines = text.slice(0, 20_000).replace(/\r\n?/g, '\n').split('\n', 400);
  return lines.map((line) => line.slice(0, 500)).join('\n');
}

/** The text above the copy of the returned mail, whose own addresses must not be taken for the one that failed. */
function aboveCopy(text: string): string {
  const copy =
    /^(?:-{2,}.*(?:below this line|original message|copy of (?:the|your) message|元のメッセージ|the following is|message headers).*|return-path:.*|received: .*|(?:----- )?message header follows.*|元のメッセージ ヘッダー.*|diagnostic information for administrators:\s*)$/im;
  const found = copy.exec(text);
  return found && found.index > 40 && !/diagnostic/i.test(found[0]) ? text.slice(0, found.index) : text;
}
