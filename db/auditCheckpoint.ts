import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { type ChainedRow, ChainWalk } from './auditHash.ts';

// A signed state of the audit chain, in the form of a signed note (https://c2sp.org/signed-note) with the lines of a
// checkpoint (https://c2sp.org/tlog-checkpoint): origin, number of the newest row, its hash, the instant. Kept outside
// the register (on paper, in backups, on a stick) it proves what stood there. docs/audit-format.md tells it in full.

const ORIGIN = 'todoke-audit';
/** Signature type Ed25519 of signed notes. */
const ED25519 = Buffer.of(1);
/** What Node puts before the 32 bytes of an Ed25519 public key (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

export interface Checkpoint {
  seq: number;
  /** Hash of that row, hex. */
  head: string;
  at: string;
}

/** A new private key: PKCS #8, base64. */
export function newSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
}

const privateOf = (key: string) => createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' });

/** The public key of a private one: its 32 bytes, base64. */
export function publicKeyOf(signingKey: string): string {
  const der = createPublicKey(privateOf(signingKey)).export({ type: 'spki', format: 'der' });
  return der.subarray(SPKI.length).toString('base64');
}

/** The note over a state of the chain. */
export function signCheckpoint({ seq, head, at }: Checkpoint, signingKey: string): string {
  const body = `${ORIGIN}\n${seq}\n${Buffer.from(head, 'hex').toString('base64')}\n${at}\n`;
  const signature = sign(null, Buffer.from(body), privateOf(signingKey));
  const stamp = Buffer.concat([keyIdOf(publicKeyOf(signingKey)), signature]).toString('base64');
  return `${body}\n— ${ORIGIN} ${stamp}\n`;
}

/** First 4 bytes of SHA-256 over name, line feed, type and key. */
function keyIdOf(publicKey: string): Buffer {
  const hash = createHash('sha256').update(`${ORIGIN}\n`).update(ED25519).update(Buffer.from(publicKey, 'base64'));
  return hash.digest().subarray(0, 4);
}

const NOTE = /todoke-audit\n(\d+)\n([A-Za-z0-9+/=]+)\n(\S+)\n\n— todoke-audit ([A-Za-z0-9+/=]+)\n/g;

/** What is wrong with a checkpoint: signed by nobody known, not as signed, or the chain is not what it says. */
export type Fault = 'unknownKey' | 'forged' | 'missing' | 'changed';

export interface JudgedCheckpoint extends Checkpoint {
  /** Null when it holds. */
  fault: Fault | null;
  /** The chain says itself that it was left for a backup, at or after this state. */
  leftByRestore: boolean;
}

/** Walks a chain, and holds it against checkpoints. */
export class ChainVerifier {
  readonly walk = new ChainWalk();
  firstBad: number | null = null;
  readonly #notes: JudgedCheckpoint[];
  /** Newest row that a restoring says was left. */
  #left = 0;

  /** @param text notes, one after the other; @param publicKeys those that are trusted, base64 */
  constructor(text: string, publicKeys: readonly string[]) {
    this.#notes = [...text.matchAll(NOTE)].map((found) => judgeNote(found, publicKeys));
  }

  /** Rows oldest first. False at the first that does not fit; then the walk is over. */
  take(row: ChainedRow): boolean {
    if (!this.walk.take(row)) {
      this.firstBad = row.seq;
      return false;
    }
    for (const note of this.#notes) {
      if (note.seq === row.seq && note.fault === 'missing') note.fault = note.head === row.hash ? null : 'changed';
    }
    if (row.action === 'backups.restore') this.#left = Math.max(this.#left, leftBy(row.detail));
    return true;
  }

  /** How each checkpoint stands to the rows that were taken. */
  checkpoints(): JudgedCheckpoint[] {
    return this.#notes.map((note) => ({ ...note, leftByRestore: note.fault !== null && note.seq <= this.#left }));
  }
}

function leftBy(detail: string): number {
  try {
    return Number((JSON.parse(detail) as { leftSeq?: unknown }).leftSeq ?? 0);
  } catch {
    return 0;
  }
}

function judgeNote(found: RegExpExecArray, publicKeys: readonly string[]): JudgedCheckpoint {
  const [text, seq = '', head = '', at = '', stamp = ''] = found;
  const body = text.slice(0, text.indexOf('\n\n') + 1);
  const bytes = Buffer.from(stamp, 'base64');
  const key = publicKeys.find((each) => keyIdOf(each).equals(bytes.subarray(0, 4)));
  const judged = { seq: Number(seq), head: Buffer.from(head, 'base64').toString('hex'), at, leftByRestore: false };
  if (!key) return { ...judged, fault: 'unknownKey' };
  const right = verify(null, Buffer.from(body), publicObject(key), bytes.subarray(4));
  // Missing until its row is met.
  return { ...judged, fault: right ? 'missing' : 'forged' };
}

function publicObject(publicKey: string): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI, Buffer.from(publicKey, 'base64')]), format: 'der', type: 'spki' });
}
