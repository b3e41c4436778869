import type { CellState } from '../contract/acknowledgementStates.ts';
import type {
  AcknowledgementAnswer,
  AcknowledgementMethod,
  AcknowledgementState,
} from '../contract/acknowledgements.ts';
import type { AcknowledgementDoor } from '../contract/acknowledgementWords.ts';
import type { DeliveryState } from '../contract/deliveries.ts';
import type { ProcedureState } from '../contract/procedureShapes.ts';
import type { QuestionState } from '../contract/questionWords.ts';
import type { ProcedureRoute } from '../contract/ruleShapes.ts';

/** The words of the reports. Reports are Japanese whatever the window's language. */
export const deliveryWords: Record<DeliveryState, string> = {
  no_address: 'メールなし',
  queued: '送信待ち',
  sending: '送信中',
  handed: '送信中',
  sent: '送信済',
  retry: '再試行待ち',
  failed: '未達',
  in_doubt: '判断待ち',
  cancelled: '取り消し',
};

export const acknowledgementWords: Record<AcknowledgementState, string> = {
  open: '未確認',
  outdated: '旧版のみ',
  confirmed: '確認',
  superseded: '新しい報を確認',
  exempt: '対象外（退会）',
};

/** A square of the matrix. */
export const cellWords: Record<CellState, string> = {
  open: '未確認',
  outdated: '旧版のみ',
  confirmed: '確認',
  superseded: '新しい報を確認',
  exempt: '対象外（退会）',
  undelivered: '未達',
  doubt: '判断待ち',
  moving: '送付中',
  none: '送付なし',
};

export const questionWords: Record<QuestionState, string> = {
  open: '未回答',
  drafted: '次の報に記載',
  answered: '回答済',
};

/** By which door a question came in. */
export const doorWords: Record<AcknowledgementDoor, string> = {
  hand: '受付',
  slip: '確認用紙',
  list: 'フォーム',
  mail: '返信メール',
  call: '電話',
};

/** What a returned mail or a FAX result says. */
export const returnWords: Readonly<Record<string, string>> = {
  hard: 'この宛先には届かない',
  soft: '一時的に届かない',
  refused: '相手のサーバーに断られた',
  delayed: 'まだ試している',
  delivered: '届いた',
};

export const methodWords: Record<AcknowledgementMethod, string> = {
  phone: '電話',
  fax: 'FAX',
  mail: 'メール',
  visit: '来訪',
  post: '郵送',
  form: 'フォーム',
  slip: '確認用紙',
};

export const answerWords: Record<AcknowledgementAnswer, string> = {
  confirmed: '確認',
  agreed: '連名に同意',
  declined: '連名に不同意',
  question: '質問あり',
  contact_changed: '担当者変更',
  left: '退会済',
};

export const procedureWords: Record<ProcedureState, string> = {
  received: '受付',
  preparing: '準備',
  waiting: '提出待ち',
  filed: '提出済',
  arrived: '到達',
  examined: '審査中',
  done: '完了',
  correcting: '補正',
  returned: '返戻',
};

export const routeWords: Record<ProcedureRoute, string> = {
  electronic: '電子申請',
  paper: '紙',
  media: '媒体',
  egov: 'e-Gov直接',
};

/** An instant as Japan's clock shows it: `2026-06-05 10:05`. */
export function japanTime(instant: string | null): string {
  if (!instant) return '';
  const shifted = new Date(Date.parse(instant) + 9 * 3_600_000).toISOString();
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 16)}`;
}
