import type { ErrorEntry } from './errorWords.ts';
import { doubt } from './updateWords.ts';

/** What can be wrong with a file that comes in or goes out. */
export const fileErrors = {
  file_unreadable: {
    status: 422,
    ja: (p) =>
      `ファイル「${p.name}」を読めません。別の画面で開いていないか、場所が変わっていないかを確かめてください。台帳は変わっていません。`,
    en: (p) =>
      `The file "${p.name}" cannot be read. Check that it still exists and is not open elsewhere. The register is unchanged.`,
  },
  file_unwritable: {
    status: 422,
    ja: (p) => `ファイル「${p.name}」に書けません。Excel で開いていれば閉じて、もう一度お試しください。`,
    en: (p) => `The file "${p.name}" cannot be written. If it is open in Excel, close it and try again.`,
  },
  file_not_allowed: {
    status: 403,
    ja: () => 'その場所のファイルは、画面からは扱えません。',
    en: () => 'A file in that place cannot be used from the window.',
  },
  file_too_large: {
    status: 413,
    ja: (p) => `ファイルが大きすぎます（上限 ${p.limit}）。分けて取り込んでください。`,
    en: (p) => `The file is too large (limit ${p.limit}). Please split it.`,
  },
  encoding_wrong: {
    status: 422,
    ja: (p) =>
      `${p.line}行目に、指定した文字コード（${p.encoding}）では読めない文字があります。文字コードを「自動」にするか、Excel で「CSV（コンマ区切り）」として保存し直してください。`,
    en: (p) =>
      `Line ${p.line} cannot be read as ${p.encoding}. Choose "auto", or save the file again from Excel as CSV.`,
  },
  csv_empty: {
    status: 422,
    ja: () => 'ファイルに行がありません。見出しの行と、事業所の行があるファイルを選んでください。',
    en: () => 'The file has no rows. Choose a file with a heading line and office lines.',
  },
  csv_header: {
    status: 422,
    ja: (p) => `見出しに「${p.missing}」の列が見つかりません。1行目が見出しになっているかを確かめてください。`,
    en: (p) => `The headings have no column for "${p.missing}". Check that line 1 holds the headings.`,
  },
  csv_header_twice: {
    status: 422,
    ja: (p) => `見出し「${p.header}」が2回あります。どちらかの列の名前を変えてください。`,
    en: (p) => `The heading "${p.header}" appears twice. Rename one of the columns.`,
  },
  masked_list: {
    status: 422,
    ja: () =>
      'これは伏せ字で書き出した写しです。取り込むと、台帳の名前や電話番号が伏せ字に置きかわります。何も取り込んでいません。元の一覧を選んでください。',
    en: () =>
      'This is a masked copy. Importing it would put its masks in place of names and numbers in the register. Nothing was imported. Choose the original list.',
  },
  csv_open_quote: {
    status: 422,
    ja: (p) =>
      `${p.line}行目の引用符（"）が閉じていません。その行のセルを直して保存し直してください。何も取り込んでいません。`,
    en: (p) =>
      `The quotation mark (") on line ${p.line} is never closed. Correct that cell and save again. Nothing was imported.`,
  },
  sheet_unreadable: {
    status: 422,
    ja: (p) =>
      `Excelファイル「${p.name}」を読めません。Excelで開いて「CSV（コンマ区切り）」で保存し直してください。台帳は変わっていません。`,
    en: (p) =>
      `The Excel file "${p.name}" cannot be read. Open it in Excel and save it as CSV. The register is unchanged.`,
  },
  sheet_too_large: {
    status: 413,
    ja: (p) =>
      `Excelファイルの中身が大きすぎます（上限 ${p.limit}）。行を分けるか、CSVで保存してください。台帳は変わっていません。`,
    en: (p) => `The Excel file unpacks to more than ${p.limit}. Split it or save it as CSV. The register is unchanged.`,
  },
  csv_too_wide: {
    status: 422,
    ja: (p) => `列が多すぎます（${p.columns}列、上限は${p.limit}列）。要らない列を消して保存し直してください。`,
    en: (p) => `There are too many columns (${p.columns}, at most ${p.limit}). Remove those you do not need.`,
  },
  update_no_key: {
    status: 409,
    ja: () =>
      'この Todoke には配布元の鍵が入っていないため、更新が本物かどうかを確かめられません。入れずに、配布元にお尋ねください。',
    en: () =>
      'This Todoke carries no publisher’s key, so no update can be told to be genuine. Do not install it; ask the publisher.',
  },
  update_refused: {
    status: 422,
    ja: (p) => `この更新は入れないでください。${doubt(p.reason).ja}Todoke は今のままで使えます。`,
    en: (p) => `Do not install this update. ${doubt(p.reason).en} Todoke goes on working as it is.`,
  },
} as const satisfies Record<string, ErrorEntry>;
