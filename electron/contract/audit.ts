import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, filePath, id, instant, page, paged } from './common.ts';

const event = z.object({
  seq: id,
  at: instant,
  clerk: z.string(),
  action: z.string(),
  entity: z.string(),
  entityId: z.int().nullable(),
  detail: z.string(),
});

const checkpoint = z.object({ seq: id, at: instant, note: z.string() });

/**
 * `unknownKey`: signed by a key that was not named. `forged`: not as it was signed. `missing`: the chain does not reach
 * it. `changed`: the chain is another.
 */
const checkpointFault = z.enum(['unknownKey', 'forged', 'missing', 'changed']);

export const audit = {
  /** Who did what, newest first. No personal data: ids, counts and states only. */
  list: oc
    .input(
      z.object({
        clerk: z.string().max(60).optional(),
        officeId: id.optional(),
        /** First and last day, Japan dates, both of the period. */
        from: date.optional(),
        to: date.optional(),
        cursor: page.cursor,
        limit: page.limit,
      }),
    )
    .output(paged(event)),
  /** Whose rows there are. */
  clerks: oc.input(z.object({})).output(z.object({ rows: z.array(z.string()).max(1000) })),
  /**
   * Recomputes the hash chain; `firstBad` is the first row that does not fit. Holds it against the register's own
   * checkpoints and those given as text or file; `publicKey` is trusted beside this PC's own. Rows up to `covered` are
   * proven by a signature.
   */
  verify: oc
    .input(
      z.object({
        checkpoints: z.string().max(1_000_000).optional(),
        file: filePath.optional(),
        publicKey: z.base64().length(44).optional(),
      }),
    )
    .output(
      z.object({
        rows: z.int(),
        ok: z.boolean(),
        firstBad: z.int().nullable(),
        /** Checkpoints that hold. */
        checkpoints: z.int(),
        covered: z.int(),
        faults: z.array(z.object({ seq: id, at: z.string(), fault: checkpointFault })).max(100),
        /** Checkpoints of a register that was left for a backup, as the chain itself says. */
        left: z.int(),
      }),
    ),
  /** Signs the state of the chain if it has grown, and answers the newest checkpoint. */
  sign: oc
    .input(z.object({}))
    .output(z.object({ checkpoint: checkpoint.nullable(), publicKey: z.string().nullable() })),
  /** Writes all checkpoints with the public key as a text file, to be kept outside. */
  export: oc.input(z.object({ file: filePath.optional() })).output(z.object({ file: z.string(), sha256: z.string() })),
};
