/** Why a row of answers is refused. */
export const answerProblems = {
  missing_target: {
    ja: () => '確認番号も事業所番号も空です。どちらかを入れてください。',
    en: () => 'Neither a slip code nor an office code is given. Please enter one of them.',
  },
  slip_misread: {
    ja: (v: string) => `確認番号「${v}」の検査文字が合いません。用紙を見て打ち直してください。`,
    en: (v: string) => `The check symbol of the slip code "${v}" does not fit. Type it again from the slip.`,
  },
  slip_unknown: {
    ja: (v: string) => `確認番号「${v}」は、この台帳のお知らせの番号ではありません。`,
    en: (v: string) => `The slip code "${v}" is of no notice of this register.`,
  },
  slip_other_office: {
    ja: (v: string) => `確認番号と事業所番号が食い違っています（${v}）。どちらが正しいかを確かめてください。`,
    en: (v: string) => `The slip code and the office code do not belong together ("${v}"). Please check.`,
  },
  unknown_office: {
    ja: (v: string) => `事業所番号「${v}」は台帳にありません。`,
    en: (v: string) => `The office code "${v}" is not in the register.`,
  },
  not_recipient: {
    ja: (v: string) => `事業所「${v}」にはこの報を送っていません。`,
    en: (v: string) => `Office "${v}" was not sent this version.`,
  },
  unknown_answer: {
    ja: (v: string) =>
      `回答「${v}」が分かりません。確認・同意・不同意・質問あり・担当者変更・退会のどれかにしてください。`,
    en: (v: string) => `The answer "${v}" is not known. Use 確認, 同意, 不同意, 質問あり, 担当者変更 or 退会.`,
  },
  unknown_method: {
    ja: (v: string) => `方法「${v}」が分かりません。電話・FAX・メール・来訪・郵送・フォームのどれかにしてください。`,
    en: (v: string) => `The way "${v}" is not known. Use 電話, FAX, メール, 来訪, 郵送 or フォーム.`,
  },
  bad_moment: {
    ja: (v: string) => `日時「${v}」が読めません。2026-06-08 10:05 のように入れてください。`,
    en: (v: string) => `The time "${v}" cannot be read. Write it like 2026-06-08 10:05.`,
  },
  future_moment: {
    ja: (v: string) => `日時「${v}」が今日より後です。日付を確かめてください。`,
    en: (v: string) => `The time "${v}" lies after today. Please check the date.`,
  },
} as const;
