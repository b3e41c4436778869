import { createHash } from 'node:crypto';
import { getAcknowledgement, listRecipients, withdrawAcknowledgement } from '../../db/queries/acknowledgements.ts';
import { type EvidenceFile, insertEvidence } from '../../db/queries/evidence.ts';
import { withdrawQuestionsOf } from '../../db/queries/questions.ts';
import { countRecipients } from '../../db/queries/recipients.ts';
import type {
  AcknowledgementAnswer,
  AcknowledgementMethod,
  AcknowledgementState,
} from '../contract/acknowledgements.ts';
import type { DeliveryState } from '../contract/deliveries.ts';
import { fail } from '../contract/errors.ts';
import { attachmentName } from '../rules/attachments.ts';
import { EVIDENCE_BYTES, evidenceType } from '../rules/evidence.ts';
import { statesOfList } from '../rules/recipientStates.ts';
import { acknowledgementImport } from './acknowledgementImport.ts';
import { acknowledgementMatrix } from './acknowledgementMatrix.ts';
import { acknowledgementProgress } from './acknowledgementProgress.ts';
import { acknowledgementProofs } from './acknowledgementProofs.ts';
import { recordAcknowledgement } from './acknowledgementRecording.ts';
import { deriveStates } from './acknowledgementStanding.ts';
import { targetOf } from './acknowledgementTarget.ts';
import { type AppContext, api, change } from './context.ts';
import { readMailFile } from './mailFile.ts';
import { patternsOf } from './officeSearch.ts';
import { cutPage } from './paging.ts';

export const acknowledgements = {
  record: api.acknowledgements.record.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    const { method, answer, name, at } = input;
    const evidence = input.evidence === undefined ? undefined : await readEvidence(context, input.evidence);
    return change(context, 'acknowledgements.record', async (tx, note, now) => {
      const target = await targetOf(tx, input);
      const door = input.code === undefined ? 'hand' : 'slip';
      const { note: words, category } = input;
      const told = { ...target, method, answer, door, name, note: words, category, at, evidence } as const;
      const done = await recordAcknowledgement(tx, { ...told, recordedAt: now, clerk });
      note('acknowledgement', done.id, { ...target, method, answer, door, state: done.state });
      return done;
    });
  }),

  addEvidence: api.acknowledgements.addEvidence.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    const evidence = await readEvidence(context, input.evidence);
    return change(context, 'acknowledgements.addEvidence', async (tx, note, at) => {
      const found = await getAcknowledgement(tx, input.id);
      if (!found || found.withdrawnAt !== null) throw fail('not_found', { what: 'acknowledgement' });
      await insertEvidence(tx, found.id, evidence, { at, clerk });
      note('acknowledgement', found.id, { officeId: found.officeId, evidence: evidence.sha256 });
      return { sha256: evidence.sha256 };
    });
  }),

  ...acknowledgementImport,
  ...acknowledgementMatrix,
  ...acknowledgementProgress,
  ...acknowledgementProofs,

  readMail: api.acknowledgements.readMail.handler(({ input, context }) => readMailFile(context, input.file)),

  withdraw: api.acknowledgements.withdraw.handler(({ input, context }) =>
    change(context, 'acknowledgements.withdraw', async (tx, note, at) => {
      const found = await getAcknowledgement(tx, input.id);
      if (!found || found.withdrawnAt !== null) throw fail('not_found', { what: 'acknowledgement' });
      await withdrawAcknowledgement(tx, found.id, input.reason, at);
      await withdrawQuestionsOf(tx, { acknowledgementId: found.id }, at);
      const state = await deriveStates(tx, found.noticeId, found.officeId);
      note('acknowledgement', found.id, { officeId: found.officeId, state });
      return { state };
    }),
  ),

  list: api.acknowledgements.list.handler(async ({ input, context }) => {
    const { versionId, states = null } = input;
    const patterns = patternsOf(input.search);
    const pair = statesOfList(input.list);
    const filter = { versionId, states, patterns, column: 'acknowledgement_state', pair } as const;
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
        answer: row.acknowledgement.answer as AcknowledgementAnswer,
      },
    }));
    return { rows, next: page.next, total };
  }),
};

/** An uploaded scan or mail, ready to be kept. Errors: evidence_refused, and those of reading a file. */
async function readEvidence(context: AppContext, file: string): Promise<EvidenceFile> {
  const { name, bytes } = await context.files.read(context.caller, file);
  const mediaType = evidenceType(name, bytes);
  if (mediaType === null) throw fail('evidence_refused', { name, limit: `${EVIDENCE_BYTES / 1024 / 1024} MB` });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sha256, fileName: attachmentName(name), mediaType, content: bytes };
}
