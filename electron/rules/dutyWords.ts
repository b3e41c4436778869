import type {
  Authority,
  AuthorityReportKind,
  FilingMethod,
  ItemState,
  OfficeDuty,
  OfficeDutyState,
  ReportItem,
  RosterAnswer,
} from '../contract/duties.ts';

/** The words of the duties on paper and in lists. */
export const authorityWords: Record<Authority, string> = {
  ppc: '個人情報保護委員会',
  police: '警察',
  labor: '労働局',
  pension: '年金事務所',
  other: 'その他',
};

export const reportKindWords: Record<AuthorityReportKind, string> = {
  preliminary: '速報',
  final: '確報',
  further: '続報',
  consultation: '相談・届出',
};

export const filingWords: Record<FilingMethod, string> = {
  form: 'フォーム',
  paper: '書面',
  mail: 'メール',
  phone: '電話',
  visit: '窓口',
};

/** 個人情報の保護に関する法律施行規則8条1項. */
export const itemWords: Record<ReportItem, string> = {
  overview: '概要',
  data: '個人データの項目',
  persons: '本人の数',
  cause: '原因',
  secondary: '二次被害またはそのおそれ',
  response: '本人への対応の実施状況',
  publication: '公表の実施状況',
  prevention: '再発防止のための措置',
  other: 'その他参考となる事項',
};

export const itemStateWords: Record<ItemState, string> = { known: '判明', unknown: '不明', changed: '変更' };

export const officeDutyWords: Record<OfficeDuty, string> = { report: '委員会への報告', persons: '本人への通知' };

/** The states of each duty: 要 is told in full. */
export const officeStateWords: Record<OfficeDuty, Partial<Record<OfficeDutyState, string>>> = {
  report: { undecided: '未定', none: '不要', joint: '連名済', own: '自社報告', required: '要報告' },
  persons: { undecided: '未定', none: '不要', required: '要通知', done: '通知済', substituted: '公表などで代替' },
};

export const answerWords: Record<RosterAnswer, string> = { agreed: '同意', declined: '不同意', silent: '返答なし' };
