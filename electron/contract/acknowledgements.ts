import { oc } from '@orpc/contract';
import { z } from 'zod';
import { answerImport, answerMapping } from './acknowledgementImport.ts';
import {
  acknowledgementState,
  cellState,
  matrixRow,
  matrixVersion,
  recipientList,
  summary,
} from './acknowledgementStates.ts';
import { acknowledgementAnswer, acknowledgementDoor, acknowledgementMethod } from './acknowledgementWords.ts';
import { date, filePath, id, instant, line, moment, page, paged, readEncoding } from './common.ts';
import { deliveryState } from './deliveries.ts';
import { questionCategory } from './questionWords.ts';

export { type AcknowledgementState, acknowledgementState } from './acknowledgementStates.ts';

export {
  type AcknowledgementAnswer,
  type AcknowledgementDoor,
  type AcknowledgementMethod,
  acknowledgementAnswer,
  acknowledgementDoor,
  acknowledgementMethod,
} from './acknowledgementWords.ts';

/** One answer of an office, as it is kept. */
export const acknowledgement = z.object({
  id,
  method: acknowledgementMethod,
  answer: acknowledgementAnswer,
  name: z.string(),
  /** When it was told. */
  at: instant,
  note: z.string(),
});

/** A recipient as the acknowledgement screens show it. */
export const recipient = z.object({
  officeId: id,
  officeCode: z.string(),
  officeName: z.string(),
  branch: z.string(),
  phone: z.string(),
  deliveryState,
  acknowledgementState,
  /** The newest version number of this notice the office has confirmed. */
  confirmedNumber: z.int().nullable(),
  /** What was told last of this very version. */
  acknowledgement: acknowledgement.nullable(),
});
export type Recipient = z.infer<typeof recipient>;

const state = z.enum(['open', 'outdated', 'confirmed', 'exempt']);

/** What was recorded: of which office and version, and where the office stands now. */
export const recorded = z.object({
  id,
  /** As to the newest version the office was sent. */
  state,
  officeCode: z.string(),
  officeName: z.string(),
  versionId: id,
  number: z.int(),
  label: z.string(),
  /** True when the office had answered to this very version before. Both answers are kept. */
  repeated: z.boolean(),
});
export type Recorded = z.infer<typeof recorded>;

const matrixChoice = {
  incidentId: id,
  /** The version the list and the order are about; without it the newest sent one. */
  versionId: id.optional(),
  list: recipientList.default('all'),
  branch: z.string().max(80).optional(),
  search: page.search,
  order: z.enum(['risk', 'code']).default('risk'),
};

const progress = z.object({
  versions: z
    .array(matrixVersion.extend({ recipients: z.int(), confirmed: z.int(), medianHours: z.number().nullable() }))
    .max(50),
  /** First confirmations of a version by Japan date, not cumulated. */
  growth: z.array(z.object({ versionId: id, on: date, confirmed: z.int() })),
  /** Offices of the newest version by the channel their copy went by; empty for none. */
  channels: z.array(
    z.object({ channel: z.string(), recipients: z.int(), confirmed: z.int(), outdated: z.int(), open: z.int() }),
  ),
  /** Offices of the newest version by the way they answered. */
  methods: z.array(z.object({ method: acknowledgementMethod, offices: z.int() })),
});

const slip = z.object({
  officeId: id,
  officeCode: z.string(),
  officeName: z.string(),
  versionId: id,
  number: z.int(),
  label: z.string(),
  /** The newest version of that notice the office was sent; null before it was sent any. */
  newest: z.object({ versionId: id, number: z.int(), label: z.string() }).nullable(),
  /** What stands of this office to this version. */
  acknowledgement: acknowledgement.nullable(),
});

const proof = z.object({
  office: z.object({ officeId: id, code: z.string(), name: z.string(), phone: z.string() }),
  version: z.object({
    versionId: id,
    number: z.int(),
    label: z.string(),
    subject: z.string(),
    sha256: z.string(),
    sentAt: instant.nullable(),
  }),
  state: cellState,
  confirmedNumber: z.int().nullable(),
  slipCode: z.string().nullable(),
  deliveries: z
    .array(
      z.object({
        id,
        channel: z.string(),
        address: z.string(),
        state: deliveryState,
        attempts: z.int(),
        response: z.string(),
        messageId: z.string(),
        queuedAt: instant,
        finishedAt: instant.nullable(),
      }),
    )
    .max(200),
  answers: z
    .array(
      acknowledgement.extend({
        door: acknowledgementDoor,
        recordedAt: instant,
        clerk: z.string(),
        withdrawnAt: instant.nullable(),
        withdrawnReason: z.string().nullable(),
        evidence: z
          .array(z.object({ sha256: z.string(), fileName: z.string(), mediaType: z.string(), bytes: z.int() }))
          .max(50),
      }),
    )
    .max(200),
});
export type Proof = z.infer<typeof proof>;

export const acknowledgements = {
  /**
   * Records that an office answered to a version. Who and which: by `code` (the slip's 確認番号, bound to both), or by
   * `officeCode` with `versionId` (without it the newest version that office was sent). With a code that is bound to
   * another version than `versionId`, the code decides; to another office, it is refused.
   * `evidence` is an uploaded scan or mail, kept under its SHA-256. With the answer `question` the note is what is asked:
   * it goes into the list of questions, under `category` or what its words tell.
   * Errors: slip_misread, slip_unknown, slip_other_office, unknown_office, not_recipient, not_found, evidence_refused,
   * invalid_input (`at` after today).
   */
  record: oc
    .input(
      z
        .object({
          versionId: id.optional(),
          officeCode: line(40).optional(),
          code: line(40).optional(),
          method: acknowledgementMethod,
          answer: acknowledgementAnswer.default('confirmed'),
          at: moment.optional(),
          name: z.string().trim().max(80).optional(),
          note: z.string().trim().max(1000).optional(),
          category: questionCategory.optional(),
          evidence: filePath.optional(),
        })
        .refine(({ officeCode, code }) => officeCode !== undefined || code !== undefined, { path: ['officeCode'] }),
    )
    .output(recorded),
  /**
   * Adds a scan or a mail to an answer that stands, under its SHA-256; the same file once more changes nothing.
   * Errors: not_found, evidence_refused, those of reading a file.
   */
  addEvidence: oc.input(z.object({ id, evidence: filePath })).output(z.object({ sha256: z.string() })),
  /** Takes one back with a reason. The row stays. */
  withdraw: oc.input(z.object({ id, reason: line(200) })).output(z.object({ state })),
  /**
   * Reads a list of answers (CSV, xlsx) such as Microsoft and Google Forms export: columns are guessed unless mapped.
   * Rows say whom by 確認番号, or by office code (then about `versionId`, without it the newest each was sent). With a
   * row refused nothing is written unless `skipRefused`; what is recorded already, word for word, comes in no second
   * time. Errors: csv_header, those of reading a file, cancelled.
   */
  import: oc
    .input(
      z.object({
        file: filePath,
        commit: z.boolean(),
        encoding: readEncoding.default('auto'),
        versionId: id.optional(),
        mapping: answerMapping.optional(),
        skipRefused: z.boolean().default(false),
      }),
    )
    .output(answerImport),
  /**
   * Takes in a reply from a file (RFC 5322, `.eml`) as if it had come into the mailbox. The same mail again answers what was
   * decided the first time. `reason` is one of the mailbox's reasons.
   */
  readMail: oc.input(z.object({ file: filePath })).output(
    z.object({
      decision: z.enum(['acknowledged', 'to-check', 'ignored']),
      reason: z.string(),
      officeCode: z.string().optional(),
      /** Number of the version. */
      version: z.int().optional(),
      mailId: id,
    }),
  ),
  /** Recipients of a version by office code: those on a list, or in these states. */
  list: oc
    .input(
      z.object({
        versionId: id,
        list: recipientList.default('all'),
        states: z.array(acknowledgementState).max(5).optional(),
        ...page,
      }),
    )
    .output(paged(recipient)),
  /** Where a version stands, of one branch if asked: every number is the length of a list. Errors: not_found. */
  summary: oc.input(z.object({ versionId: id, branch: z.string().max(80).optional() })).output(summary),
  /** How confirmations of an incident's sent versions grew, and by which way the newest one went and was answered. */
  progress: oc.input(z.object({ incidentId: id })).output(progress),
  /** The slip a code is on, before anything is recorded. Errors: slip_misread, slip_unknown. */
  slip: oc.input(z.object({ code: line(40) })).output(slip),
  /**
   * Rows of offices × sent versions: the offices on `list` for `versionId`, after `cursor`. By `risk`: who may have
   * nothing first, who has confirmed last, each group by code.
   */
  matrix: oc
    .input(z.object({ ...matrixChoice, cursor: page.cursor, limit: z.int().min(1).max(500).default(100) }))
    .output(z.object({ versions: z.array(matrixVersion).max(50), rows: z.array(matrixRow).max(500) })),
  /** The length of the same, and the cursor every `step` rows: so that a window anywhere is read at once. */
  matrixAnchors: oc
    .input(z.object({ ...matrixChoice, step: z.int().min(20).max(500).default(100) }))
    .output(z.object({ total: z.int(), anchors: z.array(z.string()) })),
  /** Everything that proves what an office was sent of a version and what it answered. Errors: not_found. */
  proof: oc.input(z.object({ versionId: id, officeId: id })).output(proof),
  /** Writes a paper kept as evidence into the folder of exports. Errors: not_found. */
  evidence: oc.input(z.object({ sha256: z.hex().length(64) })).output(z.object({ file: z.string() })),
};
