import type { CallOutcome, CallReason } from './callOrder.ts';
import { japanTime } from './reportWords.ts';

// The words of calls on paper and in reports, which are Japanese whatever the window's language.

export const outcomeWords: Record<CallOutcome, string> = {
  confirmed: '話せた・確認',
  absent: '不在',
  callback: '折返し待ち',
  wrong_number: '番号違い',
  refused: '断られた',
  question: '質問あり',
};

/** What a question is about, by its category in the contract. */
export const categoryWords = {
  leak: '情報の漏えい',
  my_number: 'マイナンバー',
  restoration: '復旧の時期',
  procedure: '手続き',
  report: '報告の要否',
  other: 'その他',
} as const;

/** Why an office is called, in a few words. */
export function reasonWords(reason: CallReason): string {
  switch (reason.why) {
    case 'promised':
      return `折返しの約束 ${japanTime(reason.at)}`;
    case 'asked':
      return '督促（電話）';
    case 'harmful':
      return `急ぐ遅延手続 ${reason.count}件`;
    case 'unreached':
      return 'お知らせが未達';
    case 'doubt':
      return '届いたか不明';
    case 'outdated':
      return '旧版のみ確認';
    case 'unconfirmed':
      return `${reason.days}日未確認`;
    case 'tried':
      return `前回${outcomeWords[reason.outcome as CallOutcome]}（${japanTime(reason.at)}・${reason.count}回）`;
  }
}
