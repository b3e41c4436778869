import { sql } from 'kysely';
import type { WriteTx } from '../store.ts';

/**
 * What a recipient's deliveries amount to, of all channels, without those another took the place of: in doubt if any
 * is, for a person must decide; else under way if any is, the furthest first; else sent if any has arrived; failed or
 * cancelled only when none has.
 */
const WORST_FIRST = ['in_doubt', 'handed', 'sending', 'retry', 'queued', 'sent', 'failed', 'cancelled'];
const standing = sql<string>`coalesce((select ways.state from deliveries as ways
  where ways.recipient_id = recipients.id and ways.replaced_by is null
  order by case ways.state ${sql.raw(WORST_FIRST.map((state, rank) => `when '${state}' then ${rank}`).join(' '))} end
  limit 1), 'no_address')`;
const failedOnes = sql<number>`(select count(*) from deliveries as ways
  where ways.recipient_id = recipients.id and ways.replaced_by is null and ways.state = 'failed')`;

/** Makes the state of the recipients of these deliveries (at most 1,000) what their deliveries amount to. */
export async function renewStates(tx: WriteTx, deliveryIds: readonly number[]): Promise<void> {
  if (deliveryIds.length === 0) return;
  await tx
    .updateTable('recipients')
    .set({ delivery_state: standing, failed_deliveries: failedOnes })
    .where('id', 'in', (e) => e.selectFrom('deliveries').select('recipient_id').where('id', 'in', deliveryIds))
    .execute();
}

/** Makes the state of recipients (at most 1,000) what their deliveries amount to. */
export async function renewRecipientStates(tx: WriteTx, recipientIds: readonly number[]): Promise<void> {
  if (recipientIds.length === 0) return;
  await tx
    .updateTable('recipients')
    .set({ delivery_state: standing, failed_deliveries: failedOnes })
    .where('id', 'in', recipientIds)
    .execute();
}
