import type { ErrorEntry } from './errorWords.ts';

/** What can be wrong at the call desk and with reminders. */
export const callErrors = {
  call_taken: {
    status: 409,
    ja: (p) =>
      `この事業所は${p.clerk ? `、いま${p.clerk}さんが受け持っています` : '、ほかの担当者が先に記録しました'}。まだ記録していません。書いたメモはそのままです。話が済んでいれば「このまま記録する」を選んでください。`,
    en: (p) =>
      `${p.clerk ? `${p.clerk} has taken this office up` : 'Another clerk has recorded this office first'}. Nothing was recorded, and your note is still here. If you have spoken to them, choose "Record all the same".`,
  },
  call_incomplete: {
    status: 422,
    ja: (p) =>
      `「${p.field}」を入れてください。折返しには、これからの日時が要ります。まだ記録していません。書いたメモはそのままです。`,
    en: (p) =>
      `Please fill in "${p.field}". A call-back needs a time to come. Nothing was recorded, and your note is still here.`,
  },
} as const satisfies Record<string, ErrorEntry>;
