import { ORPCError } from '@orpc/contract';
import { acknowledgementErrors } from './acknowledgementErrors.ts';
import { callErrors } from './callErrors.ts';
import type { Language } from './common.ts';
import { type ErrorEntry, type ErrorParams, reason, thing } from './errorWords.ts';
import { fileErrors } from './fileErrors.ts';
import { ledgerErrors } from './ledgerErrors.ts';
import { mailboxErrors } from './mailboxErrors.ts';
import { safetyErrors } from './safetyErrors.ts';

export type { ErrorParams } from './errorWords.ts';

/**
 * The closed list of errors. Every failure that leaves the app is one of these, in one shape:
 * `{code, message, data: params}`. Each sentence says what happened, that nothing is lost, what to do.
 */
export const errors = {
  invalid_input: {
    status: 400,
    ja: (p) => `入力に誤りがあります（${p.field}）。直してもう一度お試しください。`,
    en: (p) => `Something in the input is not right (${p.field}). Please correct it and try again.`,
  },
  not_found: {
    status: 404,
    ja: (p) => `${thing(p.what).ja}が見つかりません。一覧を開き直してください。`,
    en: (p) => `${thing(p.what).en} was not found. Please reopen the list.`,
  },
  unknown_office: {
    status: 404,
    ja: (p) => `事業所番号「${p.code}」は台帳にありません。番号を確かめてください。`,
    en: (p) => `There is no office with the code "${p.code}" in the register. Please check the code.`,
  },
  unknown_procedure: {
    status: 404,
    ja: (p) => `手続きの種類「${p.type}」はありません。一覧から選んでください。`,
    en: (p) => `There is no kind of procedure called "${p.type}". Please choose one from the list.`,
  },
  procedure_changed: {
    status: 409,
    ja: () =>
      'この手続きは、別の画面で書きかえられています。上書きはしていません。開き直して、もう一度入れてください。',
    en: () => 'This filing was changed in another window. Nothing was overwritten. Reopen it and enter it again.',
  },
  filed_already: {
    status: 409,
    ja: (p) =>
      `事業所「${p.code}」の同じ手続き（同じ種類・対象者・基準日）が、別の記録で提出済みです。二重に出さないよう、何も変えていません。`,
    en: (p) =>
      `The same filing of office "${p.code}" (kind, person, base date) is on record as filed. Nothing was changed, so that it is not filed twice.`,
  },
  state_reason: {
    status: 409,
    ja: () =>
      '手続きの状態を戻すとき、またはふつうの順と違う状態にするときは、理由が要ります。何も変えていません。手続きを開き、理由を入れて変えてください。',
    en: () =>
      'To put a state back, or to set one that cannot follow, a reason is needed. Nothing was changed. Open the filing and give the reason.',
  },
  rule_used: {
    status: 409,
    ja: () =>
      'この種類の手続きが登録されているため、取り除けません。中身を変えるときは、新しい決まりを加えてください。',
    en: () => 'There are filings of this kind, so its rule stays. To change it, add a new rule.',
  },
  not_recipient: {
    status: 409,
    ja: (p) => `事業所「${p.code}」は、この報の宛先ではありません。どの報への確認かを確かめてください。`,
    en: (p) => `Office "${p.code}" is not a recipient of this version. Please check which version it answered.`,
  },
  frozen: {
    status: 409,
    ja: () => '承認した文面は変えられません。直すときは、次の報（訂正）を作ってください。',
    en: () => 'An approved text cannot be changed. To correct it, write the next version.',
  },
  not_approved: {
    status: 409,
    ja: () => 'この報はまだ承認されていません。承認してから送付してください。',
    en: () => 'This version has not been approved yet. Approve it, then send it.',
  },
  empty_audience: {
    status: 409,
    ja: () => '送る相手がありません。事業所の台帳と、事案の対象を確かめてください。',
    en: () => 'There is nobody to send to. Please check the register and the offices this incident affects.',
  },
  mail_not_set: {
    status: 409,
    ja: () => 'メールの送信サーバーが設定されていません。「設定」でサーバーと差出人を入れてください。',
    en: () => 'No mail server is set. Please enter the server and the sender under Settings.',
  },
  tls_required: {
    status: 409,
    ja: (p) => `「${p.host}」への送信には暗号化（TLS）が必要です。「設定」で TLS か STARTTLS を選んでください。`,
    en: (p) => `Sending through "${p.host}" needs encryption. Choose TLS or STARTTLS under Settings.`,
  },
  drill_on_server: {
    status: 409,
    ja: () => 'この台帳は共有サーバーにあるため、写しで練習することはできません。練習用の台帳をお使いください。',
    en: () => 'This register is on a shared server, so there is no practising on a copy. Use the practice register.',
  },
  mail_refused: {
    status: 502,
    ja: (p) => `メールを送れませんでした。サーバーの応答：${p.response}`,
    en: (p) => `The mail could not be sent. The server said: ${p.response}`,
  },
  sending_gone: {
    status: 409,
    ja: () =>
      'もう送信が始まっているため、まとめて取り消せません。「残りを取りやめる」で、まだ送っていない分を止められます。',
    en: () =>
      'The sending has begun, so it cannot be taken back as a whole. "Cancel the rest" stops what has not gone.',
  },
  sender_elsewhere: {
    status: 409,
    ja: (p) =>
      `別の Todoke（パソコン「${p.owner}」）が送信を受け持っています。そちらで進みを見てください。二重には送りません。`,
    en: (p) => `Another running Todoke (on "${p.owner}") is doing the sending. Follow it there; nothing is sent twice.`,
  },
  secrets_unavailable: {
    status: 409,
    ja: () =>
      'このパソコンにはパスワードを安全にしまう場所がないため、保存しませんでした。ログインキーリングを使えるようにしてから、もう一度入れてください。',
    en: () =>
      'This computer has no safe place for a password, so it was not saved. Set up its key ring and enter it again.',
  },
  my_number: {
    status: 422,
    ja: (p) =>
      `「${p.field}」にマイナンバーと思われる12桁の数字があります。マイナンバーは保存できません。消してから続けてください。`,
    en: (p) =>
      `"${p.field}" holds a 12-digit number that looks like an Individual Number. It is never stored. Remove it and go on.`,
  },
  ...fileErrors,
  ...callErrors,
  ...mailboxErrors,
  ...acknowledgementErrors,
  ...safetyErrors,
  ...ledgerErrors,
  code_taken: {
    status: 409,
    ja: (p) => `事業所番号「${p.code}」は、ほかの事業所が使っています。`,
    en: (p) => `The office code "${p.code}" is already used by another office.`,
  },
  fact_taken: {
    status: 409,
    ja: (p) => `この事案には「${p.name}」という事実がもうあります。ほかの名前にするか、その行に内容を加えてください。`,
    en: (p) => `This incident already has a fact named "${p.name}". Choose another name, or add to that one.`,
  },
  notice_invalid: {
    status: 422,
    ja: (p) =>
      `文面の${p.line}行目${p.column}文字目「${p.found}」を直してください。差込の名前か、囲みの閉じ忘れです。まだ承認していません。`,
    en: (p) =>
      `Please correct "${p.found}" at line ${p.line}, column ${p.column}: a field of that name is not known, or it is not closed. Nothing was approved.`,
  },
  draft_changed: {
    status: 409,
    ja: (p) =>
      `この下書きは、${p.by ? `${p.by}さんが` : ''}別の画面で書きかえています。上書きはしていません。どちらの文面を残すか選んでください。`,
    en: (p) =>
      `This draft was changed in another window${p.by ? ` by ${p.by}` : ''}. Nothing was overwritten. Please choose which text to keep.`,
  },
  second_clerk_needed: {
    status: 409,
    ja: () => '承認には、書いた人とは別の担当者が要ります。「承認を頼む」を押し、別の担当者が承認してください。',
    en: () => 'Another clerk than the writer must approve. Ask for the approval, and have another clerk give it.',
  },
  attachment_refused: {
    status: 422,
    ja: (p) =>
      `「${p.name}」は添付できません。PDF・Word・Excel・CSV で、すべて合わせて ${p.limit} までです。ほかの添付はそのままです。`,
    en: (p) =>
      `"${p.name}" cannot be attached: PDF, Word, Excel or CSV only, ${p.limit} together. The other attachments are unchanged.`,
  },
  template_broken: {
    status: 422,
    ja: (p) => `手紙のひな形の${p.line}行目に誤りがあります（${p.details}）。元のひな形で作れます。`,
    en: (p) => `The letter's template has a fault on line ${p.line} (${p.details}). The house's own can be used.`,
  },
  office_busy: {
    status: 409,
    ja: (p) =>
      `事業所「${p.code}」へのメールがまだ送付中か、判断待ちです。送付の画面で片付いてから、もう一度お試しください。何も変わっていません。`,
    en: (p) =>
      `A mail to office "${p.code}" is still under way or in doubt. Settle it on the sending page, then try again. Nothing was changed.`,
  },
  merge_not_last: {
    status: 409,
    ja: (p) =>
      `事業所「${p.code}」には、そのあとの統合があります。新しい統合から順に元に戻してください。何も変わっていません。`,
    en: (p) => `Office "${p.code}" was part of a later merge. Take the newest one back first. Nothing was changed.`,
  },
  contact_empty: {
    status: 422,
    ja: () => '名前・メール・電話・FAXのどれか一つは入れてください。',
    en: () => 'Please enter at least a name, a mail address, a phone or a FAX number.',
  },
  office_invalid: {
    status: 422,
    ja: (p) => `「${p.field}」を直してください：${reason('ja', p)}`,
    en: (p) => `Please correct "${p.field}": ${reason('en', p)}`,
  },
  newer_database: {
    status: 409,
    ja: (p) =>
      `この台帳は新しい版の Todoke（第${p.found}版の形）で作られています。台帳はそのままです。Todoke を更新してください。`,
    en: (p) =>
      `This register was made by a newer Todoke (format ${p.found}). It was left untouched. Please update Todoke.`,
  },
  foreign_database: {
    status: 409,
    ja: (p) => `「${p.name}」は Todoke の台帳ではありません。そのままにしてあります。`,
    en: (p) => `"${p.name}" is not a Todoke register. It was left untouched.`,
  },
  already_open: {
    status: 409,
    ja: () => 'この台帳は、もう開いている Todoke が使っています。そちらの画面をお使いください。',
    en: () => 'This register is open in a Todoke that is already running. Please use that window.',
  },
  database_busy: {
    status: 503,
    ja: () => '台帳をほかの処理が使っています。入力はそのままです。少し待ってもう一度お試しください。',
    en: () => 'The register is in use. What you typed is still here. Please wait a moment and try again.',
  },
  disk_full: {
    status: 507,
    ja: () => 'ディスクの空きがないため保存できません。入力はそのままです。空きを作ってもう一度お試しください。',
    en: () =>
      'The disk is full, so this could not be saved. What you typed is still here. Free some space and try again.',
  },
  read_only: {
    status: 503,
    ja: () => '台帳に書き込めません（読み取り専用）。フォルダーの権限を確かめてください。',
    en: () => 'The register is read-only. Please check the permissions of its folder.',
  },
  backup_on_server: {
    status: 409,
    ja: () => 'この台帳は共有サーバーにあります。バックアップはサーバーの側で取ってください。',
    en: () => 'This register is on a shared server. Back it up there.',
  },
  pdf_unavailable: {
    status: 501,
    ja: () => 'このパソコンではPDFを作れません。代わりにExcelかCSVで書き出してください。',
    en: () => 'PDF files cannot be made on this computer. Please write an Excel or CSV file instead.',
  },
  cancelled: {
    status: 499,
    ja: () => '取り消しました。何も変わっていません。',
    en: () => 'Cancelled. Nothing was changed.',
  },
  not_signed_in: {
    status: 401,
    ja: () => 'この画面は終わっています。Todoke をもう一度開いてください。',
    en: () => 'This window is no longer connected. Please open Todoke again.',
  },
  forbidden: {
    status: 403,
    ja: () => 'この場所からは使えません。',
    en: () => 'This cannot be used from here.',
  },
  unknown_call: {
    status: 404,
    ja: (p) => `「${p.name}」という呼び出しはありません。`,
    en: (p) => `There is no call named "${p.name}".`,
  },
  internal: {
    status: 500,
    ja: () => '思わぬ誤りが起きました。保存済みの内容は無事です。もう一度お試しください。',
    en: () => 'Something unexpected went wrong. What was saved is safe. Please try again.',
  },
} as const satisfies Record<string, ErrorEntry>;

/** A code of the closed list. */
export type ErrorCode = keyof typeof errors;

/** True when `code` is one of the closed list. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && code in errors;
}

/** The sentence for a code, in the given language. */
export function errorSentence(code: ErrorCode, params: ErrorParams, language: Language): string {
  return (errors[code] as ErrorEntry)[language](params);
}

/**
 * The one way to refuse: `throw fail('frozen')`. The message is Japanese (what scripts and logs show);
 * the window makes its own sentence from `code` and `data` in the clerk's language.
 */
export function fail(code: ErrorCode, params: ErrorParams = {}): ORPCError<ErrorCode, ErrorParams> {
  return new ORPCError(code, {
    status: errors[code].status,
    message: errorSentence(code, params, 'ja'),
    data: params,
  });
}
