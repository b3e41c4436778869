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
  question_unsaid: {
    status: 409,
    ja: (p) =>
      `内容の書かれていない質問が${p.count}件あります。事業所に確かめて「言葉を直す」で書き入れてから、もう一度お進みください。下書きは元のままです。`,
    en: (p) =>
      `${p.count} of these say only that there is a question. Ask the office, write it down with "Reword", and try again. The draft is as it was.`,
  },
  nothing_to_remind: {
    status: 409,
    ja: () => 'いま督促する相手がありません。返事が届いたか、まだ日が来ていません。何も送っていません。',
    en: () => 'There is nobody to remind now: they have answered, or the day has not come. Nothing was sent.',
  },
  reminder_changed: {
    status: 409,
    ja: (p) =>
      `画面を開いたあとに相手が${p.shown}件から${p.found}件に変わりました。返事が届いたためと思われます。何も送っていません。件数を確かめて、もう一度お進みください。`,
    en: (p) =>
      `Since you opened this page the offices changed from ${p.shown} to ${p.found}; some have probably answered. Nothing was sent. Please look again.`,
  },
} as const satisfies Record<string, ErrorEntry>;
