import { listDeliveries } from '../../../db/queries/deliveries.ts';
import { countRecipients } from '../../../db/queries/recipients.ts';
import type { DeliveryState } from '../../contract/deliveries.ts';
import { deliveryWords, japanTime } from '../../rules/reportWords.ts';
import { chosenVersion, PAGE, type ReportDefinition, table } from './definition.ts';

/** What was sent of a version, to which address, and what the server said. */
export const deliveries: ReportDefinition = {
  table: async (choice) => {
    const version = await chosenVersion(choice);
    const filter = { versionId: version.id, states: null, patterns: [], column: 'delivery_state' } as const;
    return table<Awaited<ReturnType<typeof listDeliveries>>[number]>(choice.columns, {
      columns: {
        版: () => version.label,
        事業所番号: (row) => row.officeCode,
        事業所名: (row) => row.officeName,
        メールアドレス: (row) => row.address ?? '',
        状態: (row) => deliveryWords[row.state as DeliveryState],
        試行回数: (row) => String(row.attempts ?? 0),
        完了日時: (row) => japanTime(row.finishedAt),
        サーバーの応答: (row) => row.response ?? '',
        'Message-ID': (row) => row.messageId ?? '',
      },
      total: () => countRecipients(choice.db, filter),
      page: (last) => listDeliveries(choice.db, filter, last?.officeCode ?? null, PAGE),
    });
  },
};
