import type { ErrorEntry } from './errorWords.ts';

/** What can be wrong with an answer that comes in. */
export const acknowledgementErrors = {
  slip_misread: {
    status: 422,
    ja: (p) =>
      `「${p.code}」は確認番号として読めません。印字がかすれているか、打ち間違いです。もう一度読み取るか、事業所の番号か名前で記録してください。まだ何も記録していません。`,
    en: (p) =>
      `"${p.code}" is not a confirmation number: misprinted or mistyped. Scan it again, or record by the office's code or name. Nothing was recorded.`,
  },
  slip_unknown: {
    status: 404,
    ja: (p) =>
      `確認番号「${p.code}」は、この台帳のお知らせの用紙ではありません。別の事案か、練習で印刷した用紙かもしれません。何も記録していません。`,
    en: (p) =>
      `The confirmation number "${p.code}" is on no slip of this register. It may be from practice. Nothing was recorded.`,
  },
  slip_other_office: {
    status: 409,
    ja: (p) =>
      `確認番号「${p.code}」は事業所「${p.found}」の用紙です。「${p.expected}」の確認としては記録していません。用紙を確かめてください。`,
    en: (p) =>
      `The confirmation number "${p.code}" is on the slip of office "${p.found}", not of "${p.expected}". Nothing was recorded. Please check the slip.`,
  },
  evidence_refused: {
    status: 422,
    ja: (p) =>
      `「${p.name}」は証拠として添えられません。PDF・画像・メール（.eml）で、${p.limit} までです。記録していません。`,
    en: (p) =>
      `"${p.name}" cannot be kept as evidence: PDF, picture or mail (.eml) up to ${p.limit}. Nothing was recorded.`,
  },
} as const satisfies Record<string, ErrorEntry>;
