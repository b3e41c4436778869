import { answersOf, deliveriesOf, recipientProof, slipCodeOf } from '../../db/queries/acknowledgementProof.ts';
import { evidenceContent, evidenceOf } from '../../db/queries/evidence.ts';
import { officesById } from '../../db/queries/offices.ts';
import { recipientsOfOffice } from '../../db/queries/recipients.ts';
import type { ReadDb } from '../../db/store.ts';
import type {
  AcknowledgementAnswer,
  AcknowledgementDoor,
  AcknowledgementMethod,
} from '../contract/acknowledgements.ts';
import type { DeliveryState } from '../contract/deliveries.ts';
import { fail } from '../contract/errors.ts';
import { recipientStateOf } from '../rules/recipientStates.ts';
import { showSlipCode } from '../rules/slipCode.ts';
import { requireSlip } from './acknowledgementTarget.ts';
import { type AppContext, api } from './context.ts';
import { fileStamp } from './fileNames.ts';
import { writeFile } from './fileWriting.ts';
import { requireVersion } from './noticeReading.ts';

/** What proves that an office was told and that it answered. */
export const acknowledgementProofs = {
  proof: api.acknowledgements.proof.handler(async ({ input, context }) => {
    const db = context.store.read;
    const version = await requireVersion(db, input.versionId);
    const office = (await officesById(db, [input.officeId])).get(input.officeId);
    if (!office) throw fail('not_found', { what: 'office' });
    const recipient = await recipientProof(db, version.id, office.id);
    const slip = await slipCodeOf(db, version.id, office.id);
    const { number, label, subject, sha256, sentAt } = version;
    return {
      office: { officeId: office.id, code: office.code, name: office.name, phone: office.phone },
      version: { versionId: version.id, number, label, subject, sha256: sha256 ?? '', sentAt },
      state: recipient ? recipientStateOf(recipient) : 'none',
      confirmedNumber: recipient?.confirmedNumber ?? null,
      slipCode: slip === null ? null : showSlipCode(slip),
      deliveries: recipient ? await deliveriesShown(db, recipient.id) : [],
      answers: recipient ? await answersShown(db, recipient.id) : [],
    };
  }),

  slip: api.acknowledgements.slip.handler(async ({ input, context }) => {
    const db = context.store.read;
    const slip = await requireSlip(db, input.code);
    const office = (await officesById(db, [slip.officeId])).get(slip.officeId);
    const newest = (await recipientsOfOffice(db, slip.noticeId, slip.officeId)).at(-1);
    const newestVersion = newest ? await requireVersion(db, newest.versionId) : null;
    const recipient = await recipientProof(db, slip.versionId, slip.officeId);
    const answers = recipient ? await answersShown(db, recipient.id) : [];
    return {
      officeId: slip.officeId,
      officeCode: office?.code ?? '',
      officeName: office?.name ?? '',
      versionId: slip.versionId,
      number: slip.number,
      label: slip.label,
      newest: newestVersion && {
        ...{ versionId: newestVersion.id, number: newestVersion.number, label: newestVersion.label },
      },
      acknowledgement: answers.filter((answer) => answer.withdrawnAt === null).at(-1) ?? null,
    };
  }),

  evidence: api.acknowledgements.evidence.handler(async ({ input, context }) => {
    const found = await evidenceContent(context.store.read, input.sha256);
    if (!found) throw fail('not_found', { what: 'evidence' });
    return { file: await writeCopy(context, found) };
  }),
};

const MOST = 200;

async function deliveriesShown(db: ReadDb, recipientId: number) {
  const rows = await deliveriesOf(db, recipientId, MOST);
  return rows.map((row) => ({ ...row, state: row.state as DeliveryState }));
}

async function answersShown(db: ReadDb, recipientId: number) {
  const rows = await answersOf(db, recipientId, MOST);
  const papers = Map.groupBy(
    await evidenceOf(
      db,
      rows.map((row) => row.id),
    ),
    (paper) => paper.acknowledgementId,
  );
  return rows.map((row) => ({
    ...row,
    method: row.method as AcknowledgementMethod,
    answer: row.answer as AcknowledgementAnswer,
    door: row.door as AcknowledgementDoor,
    evidence: (papers.get(row.id) ?? []).map(({ sha256, fileName, mediaType, bytes }) => ({
      ...{ sha256, fileName, mediaType, bytes },
    })),
  }));
}

async function writeCopy(context: AppContext, file: { fileName: string; content: Uint8Array }): Promise<string> {
  const name = `${fileStamp(context.clock)}-${file.fileName}`;
  return writeFile(context, { caller: 'window', file: name, encoding: 'bytes' }, async (writing) => {
    await writing.writeBytes(file.content);
    await writing.finish();
    return writing.path;
  });
}
