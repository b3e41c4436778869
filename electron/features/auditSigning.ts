import { ChainVerifier, newSigningKey, publicKeyOf, signCheckpoint } from '../../db/auditCheckpoint.ts';
import { addCheckpoint, auditHead, listCheckpoints, verifyAudit } from '../../db/queries/audit.ts';
import type { ReadDb } from '../../db/store.ts';
import type { AppParts } from './context.ts';

/** Name of the signing key in the secrets port. */
const SIGNING_KEY = 'audit-key';

type Parts = Pick<AppParts, 'store' | 'clock' | 'secrets'>;

/** The public key of this PC, base64; null before the first checkpoint. */
export async function ownPublicKey({ secrets }: Pick<AppParts, 'secrets'>): Promise<string | null> {
  const key = await secrets.get(SIGNING_KEY);
  return key === null ? null : publicKeyOf(key);
}

/** Most checkpoints that are looked at: with one a day, more than ten years of them. */
const MOST = 4000;

/** The checkpoints of the register as one text, oldest first. */
export async function checkpointText(db: ReadDb): Promise<string> {
  return (await listCheckpoints(db, MOST))
    .toReversed()
    .map(({ note }) => note)
    .join('\n');
}

const turns = new WeakMap<Parts['store'], Promise<unknown>>();

/**
 * Signs the state of the chain, if it has grown since the last time. What does not follow from every earlier checkpoint
 * of this key is never signed. Answers the note; null when there was nothing to sign, or something is wrong.
 */
export function signNewest(parts: Parts): Promise<string | null> {
  // One at a time: two at once, before there is a key, would each make one, and the first note would be nobody's.
  const mine = (turns.get(parts.store) ?? Promise.resolve()).then(() => signNow(parts));
  turns.set(
    parts.store,
    mine.catch(() => undefined),
  );
  return mine;
}

async function signNow(parts: Parts): Promise<string | null> {
  const db = parts.store.read;
  const head = await auditHead(db);
  const [last] = await listCheckpoints(db, 1);
  if (head.seq === 0 || last?.seq === head.seq) return null;
  const key = (await parts.secrets.get(SIGNING_KEY)) ?? newSigningKey();
  const verifier = new ChainVerifier(await checkpointText(db), [publicKeyOf(key)]);
  await verifyAudit(db, verifier);
  const broken = verifier.checkpoints().some(({ fault }) => fault !== null && fault !== 'unknownKey');
  if (verifier.firstBad !== null || broken) return null;
  await parts.secrets.set(SIGNING_KEY, key);
  const at = parts.clock.now().toISOString();
  const state = { seq: verifier.walk.seq, head: verifier.walk.head, at };
  const note = signCheckpoint(state, key);
  await parts.store.write((tx) => addCheckpoint(tx, { seq: state.seq, at, note }));
  return note;
}
