import { sql } from 'kysely';
import { prepared } from '../prepared.ts';
import type { WriteTx } from '../store.ts';

/**
 * What a recipient's deliveries amount to, of all channels, without those another took the place of: in doubt if any
 * is, for a person must decide; else under way if any is, the furthest first (handed over is still being sent); else sent if any has arrived; failed or
 * cancelled only when none has.
 */
const WORST_FIRST = ['in_doubt', 'sending', 'retry', 'queued', 'sent', 'failed', 'cancelled'];
const stateOfWay = sql.raw(`case ways.state when 'handed' then 'sending' else ways.state end`);
const standing = sql<string>`coalesce((select ${stateOfWay} from deliveries as ways
  where ways.recipient_id = recipients.id and ways.replaced_by is null
  order by case ${stateOfWay} ${sql.raw(WORST_FIRST.map((state, rank) => `when '${state}' then ${rank}`).join(' '))} end
  limit 1), 'no_address')`;
const failedOnes = sql<number>`(select count(*) from deliveries as ways
  where ways.recipient_id = recipients.id and ways.replaced_by is null and ways.state = 'failed')`;

const renewal = (tx: WriteTx) =>
  tx.updateTable('recipients').set({ delivery_state: standing, failed_deliveries: failedOnes });

/** Makes the state of the recipients of these deliveries (at most 1,000) what their deliveries amount to. */
export async function renewStates(tx: WriteTx, deliveryIds: readonly number[]): Promise<void> {
  if (deliveryIds.length === 0) return;
  await renewal(tx)
    .where('id', 'in', (e) => e.selectFrom('deliveries').select('recipient_id').where('id', 'in', deliveryIds))
    .execute();
}

/** Makes the state of recipients (at most 1,000) what their deliveries amount to. */
export async function renewRecipientStates(tx: WriteTx, recipientIds: readonly number[]): Promise<void> {
  if (recipientIds.length === 0) return;
  await renewal(tx).where('id', 'in', recipientIds).execute();
}

/** Makes the state of one recipient what its deliveries amount to. */
export const renewStateOf = prepared((tx, { recipientId }: { recipientId: number }) =>
  renewal(tx).where('id', '=', recipientId),
);
