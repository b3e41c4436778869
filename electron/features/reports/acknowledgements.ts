import { listRecipients, type RecipientRow } from '../../../db/queries/acknowledgements.ts';
import { countRecipients } from '../../../db/queries/recipients.ts';
import type {
  AcknowledgementAnswer,
  AcknowledgementMethod,
  AcknowledgementState,
} from '../../contract/acknowledgements.ts';
import type { DeliveryState } from '../../contract/deliveries.ts';
import { acknowledgementWords, answerWords, deliveryWords, japanTime, methodWords } from '../../rules/reportWords.ts';
import {
  chosenVersion,
  PAGE,
  type ReportChoice,
  type ReportDefinition,
  type ReportTable,
  table,
} from './definition.ts';

/** Who has confirmed a version, every recipient a row. */
export const acknowledgements: ReportDefinition = { table: (choice) => recipientsTable(choice, null) };

/** Who has not confirmed a version, or an older one only. */
export const unacknowledged: ReportDefinition = { table: (choice) => recipientsTable(choice, ['open', 'outdated']) };

async function recipientsTable(choice: ReportChoice, states: AcknowledgementState[] | null): Promise<ReportTable> {
  const version = await chosenVersion(choice);
  const filter = { versionId: version.id, states, patterns: [], column: 'acknowledgement_state' } as const;
  return table<RecipientRow>(choice.columns, {
    columns: {
      版: () => version.label,
      事業所番号: (row) => row.officeCode,
      事業所名: (row) => row.officeName,
      支部: (row) => row.branch,
      電話番号: (row) => row.phone,
      送付: (row) => deliveryWords[row.deliveryState as DeliveryState],
      確認状況: (row) => acknowledgementWords[row.acknowledgementState as AcknowledgementState],
      確認した最新の版: (row) => (row.confirmedNumber === null ? '' : `第${row.confirmedNumber}報`),
      確認日時: (row) => japanTime(row.acknowledgement?.at ?? null),
      確認方法: (row) => (row.acknowledgement ? methodWords[row.acknowledgement.method as AcknowledgementMethod] : ''),
      回答: (row) => (row.acknowledgement ? answerWords[row.acknowledgement.answer as AcknowledgementAnswer] : ''),
      確認者: (row) => row.acknowledgement?.name ?? '',
      備考: (row) => row.acknowledgement?.note ?? '',
    },
    total: () => countRecipients(choice.db, filter),
    page: (last) => listRecipients(choice.db, filter, last?.officeCode ?? null, PAGE),
  });
}
