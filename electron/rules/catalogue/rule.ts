import type { RuleBody } from '../../contract/ruleShapes.ts';

/** A kind of filing and its deadline. Guidance with its source, not legal advice. */
export type ProcedureRule = RuleBody & { readonly id: string };

// What proves a filing, by the authority it goes to.

export const pensionProof = '電子：到達番号（18桁）。紙：受付印の日付、郵便の引受番号。媒体：総括票の受付印';
export const employmentProof = '電子：到達番号（18桁）。紙：受理印、確認通知書';
export const labourProof = '電子：到達番号（18桁）。紙：受付印のある控え';
export const commissionProof = '報告フォームの受付番号';
