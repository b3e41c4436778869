import {
  getAcknowledgement,
  insertAcknowledgement,
  listRecipients,
  withdrawAcknowledgement,
} from '../../db/queries/acknowledgements.ts';
import { getVersion } from '../../db/queries/notices.ts';
import { officeIdByCode } from '../../db/queries/offices.ts';
import { countRecipients, recipientsOfOffice } from '../../db/queries/recipients.ts';
import type { AcknowledgementMethod, AcknowledgementState } from '../contract/acknowledgements.ts';
import type { DeliveryState } from '../contract/deliveries.ts';
import { fail } from '../contract/errors.ts';
import { deriveStates } from './acknowledgementStanding.ts';
import { api, change } from './context.ts';
import { patternsOf } from './officeSearch.ts';
import { cutPage } from './paging.ts';

export const acknowledgements = {
  record: api.acknowledgements.record.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    return change(context, 'acknowledgements.record', async (tx, note, at) => {
      const version = await getVersion(tx, input.versionId);
      if (!version) throw fail('not_found', { what: 'notice' });
      const officeId = await officeIdByCode(tx, input.officeCode);
      if (officeId === null) throw fail('unknown_office', { code: input.officeCode });
      const sent = await recipientsOfOffice(tx, version.noticeId, officeId);
      const recipient = sent.find((row) => row.versionId === version.id);
      if (!recipient) throw fail('not_recipient', { code: input.officeCode });
      const id = await insertAcknowledgement(tx, {
        recipientId: recipient.id,
        versionId: version.id,
        officeId,
        method: input.method,
        name: input.name ?? '',
        note: input.note ?? '',
        at: input.at ?? at,
        recordedAt: at,
        clerk,
      });
      const state = await deriveStates(tx, version.noticeId, officeId);
      note('acknowledgement', id, { versionId: version.id, officeId, method: input.method, state });
      return { id, state };
    });
  }),

  withdraw: api.acknowledgements.withdraw.handler(({ input, context }) =>
    change(context, 'acknowledgements.withdraw', async (tx, note, at) => {
      const found = await getAcknowledgement(tx, input.id);
      if (!found || found.withdrawnAt !== null) throw fail('not_found', { what: 'acknowledgement' });
      await withdrawAcknowledgement(tx, found.id, input.reason, at);
      const state = await deriveStates(tx, found.noticeId, found.officeId);
      note('acknowledgement', found.id, { officeId: found.officeId, state });
      return { state };
    }),
  ),

  list: api.acknowledgements.list.handler(async ({ input, context }) => {
    const { versionId, states = null } = input;
    const patterns = patternsOf(input.search);
    const filter = { versionId, states, patterns, column: 'acknowledgement_state' } as const;
    const [found, total] = await Promise.all([
      listRecipients(context.store.read, filter, input.cursor ?? null, input.limit + 1),
      countRecipients(context.store.read, filter),
    ]);
    const page = cutPage(found, input.limit, (row) => row.officeCode);
    const rows = page.rows.map((row) => ({
      ...row,
      deliveryState: row.deliveryState as DeliveryState,
      acknowledgementState: row.acknowledgementState as AcknowledgementState,
      acknowledgement: row.acknowledgement && {
        ...row.acknowledgement,
        method: row.acknowledgement.method as AcknowledgementMethod,
      },
    }));
    return { rows, next: page.next, total };
  }),
};
