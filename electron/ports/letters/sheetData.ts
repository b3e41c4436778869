/** The letters or FAX sheets of a version, one after the other in the order given. Lengths in millimetres of A4. */
export interface NoticeSheets {
  form: 'letter' | 'fax';
  /** Where the envelope's window is. */
  window: { left: number; top: number; width: number; height: number };
  slip: 'sheet' | 'below' | 'none';
  documentNumber: string;
  /** As it is to stand on the paper: 令和8年6月5日. */
  date: string;
  /** 第2報. */
  label: string;
  /** The sender's lines. */
  sender: string[];
  returnFax: string;
  /** As it is to stand on the paper; empty: no day is asked for. */
  replyBy: string;
  offices: NoticeSheet[];
  /** A list of all offices with their pages, at the end. */
  checkList: boolean;
}

/** One office's copy. */
export interface NoticeSheet {
  code: string;
  name: string;
  postalCode: string;
  address: string;
  fax: string;
  /** The lines that name it, the last with 御中 or 様. */
  addressee: string[];
  title: string;
  /** Blocks of `rules/markup.ts`, covering words first. */
  blocks: readonly unknown[];
  /** 確認番号 as people read it; empty: no slip. */
  slipCode: string;
}

/** A sheet with rulers and the window, to be held against an envelope. */
export interface TestPrint {
  window: NoticeSheets['window'];
  /** Lines that stand for an address. */
  lines: string[];
}
