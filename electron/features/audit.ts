import { ChainVerifier } from '../../db/auditCheckpoint.ts';
import { countAudit, listAudit, listCheckpoints, listClerks, verifyAudit } from '../../db/queries/audit.ts';
import { addDays, midnight } from '../rules/dates.ts';
import { checkpointText, ownPublicKey, signNewest } from './auditSigning.ts';
import { api } from './context.ts';
import { writeFile } from './fileWriting.ts';
import { cutPage } from './paging.ts';

export const audit = {
  list: api.audit.list.handler(async ({ input, context }) => {
    const before = input.cursor ? Number(input.cursor) : null;
    const { clerk, officeId, from, to } = input;
    const filter = { clerk, officeId, from: from && midnight(from), until: to && midnight(addDays(to, 1)) };
    const found = await listAudit(context.store.read, filter, before, input.limit + 1);
    const page = cutPage(found, input.limit, (row) => String(row.seq));
    return { ...page, total: await countAudit(context.store.read, filter) };
  }),

  clerks: api.audit.clerks.handler(async ({ context }) => ({ rows: await listClerks(context.store.read) })),

  verify: api.audit.verify.handler(async ({ input, context }) => {
    const db = context.store.read;
    const outside = input.file ? (await context.files.read(context.caller, input.file)).bytes : null;
    const text = [await checkpointText(db), input.checkpoints ?? '', outside ? new TextDecoder().decode(outside) : ''];
    const own = await ownPublicKey(context);
    const keys = [own, input.publicKey].filter((key) => key !== null && key !== undefined);
    const verifier = new ChainVerifier(text.join('\n'), keys);
    await verifyAudit(db, verifier);
    const checkpoints = verifier.checkpoints();
    const faults = checkpoints.filter(({ fault, leftByRestore }) => fault !== null && !leftByRestore);
    const held = checkpoints.filter(({ fault }) => fault === null);
    const covered = Math.max(0, ...held.map(({ seq }) => seq));
    return {
      rows: verifier.walk.rows,
      ok: verifier.firstBad === null && faults.every(({ fault }) => fault === 'unknownKey'),
      firstBad: verifier.firstBad,
      checkpoints: held.length,
      covered,
      faults: faults.slice(0, 100).map(({ seq, at, fault }) => ({ seq, at, fault: fault ?? 'missing' })),
      left: checkpoints.filter(({ leftByRestore }) => leftByRestore).length,
    };
  }),

  sign: api.audit.sign.handler(async ({ context }) => {
    await signNewest(context);
    const [newest] = await listCheckpoints(context.store.read, 1);
    return { checkpoint: newest ?? null, publicKey: await ownPublicKey(context) };
  }),

  export: api.audit.export.handler(async ({ input, context }) => {
    await signNewest(context);
    const key = (await ownPublicKey(context)) ?? '';
    const text = `public key: ${key}\n\n${await checkpointText(context.store.read)}`;
    const place = { caller: context.caller, file: input.file ?? 'checkpoints.txt', encoding: 'bytes' } as const;
    return writeFile(context, place, async (writing) => {
      await writing.writeBytes(Buffer.from(text));
      return { file: writing.path, sha256: await writing.finish() };
    });
  }),
};
