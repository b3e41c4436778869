import { listDeliveries } from '../../../db/queries/deliveries.ts';
import { countRecipients } from '../../../db/queries/recipients.ts';
import { type DeliveryState, deliveryChannel } from '../../contract/deliveries.ts';
import { deliveryCause } from '../../contract/deliveryCauses.ts';
import { causeWords, channelWords } from '../../rules/causeWords.ts';
import { deliveryWords, japanTime } from '../../rules/reportWords.ts';
import { chosenVersion, PAGE, type ReportDefinition, table } from './definition.ts';

/** Exactly who got a version and who did not: by which way, to which address, and what was said. */
export const deliveries: ReportDefinition = {
  table: async (choice) => {
    const version = await chosenVersion(choice);
    const filter = { versionId: version.id, states: null, patterns: [], column: 'delivery_state' } as const;
    return table<Awaited<ReturnType<typeof listDeliveries>>[number]>(choice.columns, {
      columns: {
        版: () => version.label,
        事業所番号: (row) => row.officeCode,
        事業所名: (row) => row.officeName,
        支部: (row) => row.branch,
        結果: (row) => outcomeOf(row.state as DeliveryState),
        手段: (row) => (row.channel ? channelWords[deliveryChannel.parse(row.channel)] : ''),
        宛先: (row) => row.address ?? '',
        状態: (row) => deliveryWords[row.state as DeliveryState],
        理由: (row) => (row.cause ? causeWords[deliveryCause.catch('other').parse(row.cause)] : ''),
        届かなかった宛先: (row) => String(row.failedDeliveries),
        試行回数: (row) => String(row.attempts ?? 0),
        完了日時: (row) => japanTime(row.finishedAt),
        投函日: (row) => row.postedOn ?? '',
        追跡番号: (row) => row.trackingNumber ?? '',
        応答: (row) => row.response ?? '',
        'Message-ID': (row) => row.messageId ?? '',
      },
      total: () => countRecipients(choice.db, filter),
      page: (last) => listDeliveries(choice.db, filter, last?.officeCode ?? null, PAGE),
    });
  },
};

/** Who got it and who did not, in one word; nothing is told as arrived that is still under way or in doubt. */
function outcomeOf(state: DeliveryState): string {
  if (state === 'sent') return '届いた';
  if (state === 'in_doubt') return '不明（判断待ち）';
  return state === 'failed' || state === 'cancelled' || state === 'no_address' ? '届いていない' : '途中';
}
