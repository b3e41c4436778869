/** Why a row of a chronology is refused. */
export const chronologyProblems = {
  missing_text: {
    ja: () => '内容が空です。何があったかを入れてください。',
    en: () => 'The text is empty. Please enter what happened.',
  },
  unknown_choice: {
    ja: (v: string) => `「${v}」は選べる言葉にありません。書き出した一覧の言葉に合わせてください。`,
    en: (v: string) => `"${v}" is not one of the words to choose from. Use the words of an exported list.`,
  },
  bad_time: {
    ja: (v: string) => `時刻「${v}」が読めません。06:00 のように入れてください。`,
    en: (v: string) => `The time "${v}" cannot be read. Write it like 06:00.`,
  },
  date_order: {
    ja: (v: string) => `終わりの日が始まりの日より前です（${v}）。どちらかを直してください。`,
    en: (v: string) => `The last day is before the first ("${v}"). Please correct one of them.`,
  },
  date_missing: {
    ja: (v: string) => `「${v}」には日付が要ります。日付を入れるか、日付の確かさを「不明」にしてください。`,
    en: (v: string) => `"${v}" needs a date. Enter it, or set how sure the date is to 不明.`,
  },
  weekday_wrong: {
    ja: (v: string) => `曜日が日付と合いません（${v}）。日付か曜日のどちらかが誤っています。`,
    en: (v: string) => `The weekday does not fit the date ("${v}"). One of them is wrong.`,
  },
  duplicate_key: {
    ja: (v: string) => `同じ番号「${v}」の行が前にあります。番号を変えるか、一行にまとめてください。`,
    en: (v: string) => `The key "${v}" already appeared on an earlier line. Change it, or keep one of them.`,
  },
} as const;
