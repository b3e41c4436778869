import type { ErrorEntry } from './errorWords.ts';

/** What can go wrong with the mailbox answers come into. */
export const mailboxErrors = {
  mailbox_not_set: {
    status: 409,
    ja: () => '返信を受け取る受信箱が設定されていません。「設定」で受信サーバーを入れてください。',
    en: () => 'No mailbox for replies is set. Please enter the server under Settings.',
  },
  mailbox_failed: {
    status: 502,
    ja: (p) =>
      `受信箱を読めませんでした（サーバーの応答：${p.words}）。メールは受信箱に残っています。サーバー名・ユーザー名・パスワードを確かめてください。`,
    en: (p) =>
      `The mailbox could not be read (the server said: ${p.words}). The mails are still there. Please check server, user and password.`,
  },
  mailbox_in_practice: {
    status: 409,
    ja: () => '練習用の台帳では、本物の受信箱を読みません。本番の台帳に切りかえてからお使いください。',
    en: () => 'Practice reads no real mailbox. Switch to your own register first.',
  },
  mail_unmatched: {
    status: 409,
    ja: () => 'どの事業所の、どの報への返信かが決まっていません。事業所を選んでから記録してください。',
    en: () => 'It is not settled which office answered to which version. Choose the office, then record it.',
  },
} as const satisfies Record<string, ErrorEntry>;
