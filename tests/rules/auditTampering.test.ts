import { createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ChainVerifier, newSigningKey, publicKeyOf, signCheckpoint } from '../../db/auditCheckpoint.ts';
import { auditHash, type ChainedRow, GENESIS } from '../../db/auditHash.ts';
import { createRandom, type Random } from '../../electron/practice/random.ts';

const ROWS = 60;
const COVERED = 50;

type Plain = Omit<ChainedRow, 'hash' | 'prev_hash'>;
const plain = (seq: number, random: Random): Plain => ({
  seq,
  at: new Date(Date.UTC(2026, 5, 8) + seq * 1000).toISOString(),
  clerk: random.pick(['clerk-1', 'script']),
  action: random.pick(['offices.update', 'notices.approve', 'acknowledgements.record']),
  entity: 'office',
  entity_id: random.chance(0.2) ? null : random.int(1, 999),
  detail: JSON.stringify({ n: random.int(0, 9) }),
});

/** Links rows anew, as one does who can write the whole file. */
function linked(rows: readonly Plain[]): ChainedRow[] {
  let prev_hash = GENESIS;
  return rows.map((row) => {
    const link = { ...row, prev_hash };
    prev_hash = auditHash(link);
    return { ...link, hash: prev_hash };
  });
}

const changeOne = (row: ChainedRow, random: Random): ChainedRow => {
  const field = random.pick(['at', 'clerk', 'action', 'entity', 'entity_id', 'detail', 'prev_hash', 'hash'] as const);
  if (field === 'entity_id') return { ...row, entity_id: (row.entity_id ?? 0) + 1 };
  return { ...row, [field]: `${row[field].slice(0, -1)}${row[field].endsWith('x') ? 'y' : 'x'}` };
};

/** Each takes an honest chain and touches at least one row that the checkpoint covers. */
const tamperings: Record<string, (rows: ChainedRow[], random: Random) => ChainedRow[]> = {
  edit: (rows, random) => rows.map((row) => (row.seq === random.int(1, 1) ? changeOne(row, random) : row)),
  'edit anywhere': (rows, random) => {
    const seq = random.int(1, COVERED);
    return rows.map((row) => (row.seq === seq ? changeOne(row, random) : row));
  },
  delete: (rows, random) => {
    const seq = random.int(1, COVERED);
    return rows.filter((row) => row.seq !== seq);
  },
  'delete and close the gap': (rows, random) => {
    const seq = random.int(1, COVERED);
    const left = rows.filter((row) => row.seq !== seq);
    return linked(left.map((row, i) => ({ ...row, seq: i + 1 })));
  },
  reorder: (rows, random) => {
    const at = random.int(0, COVERED - 2);
    const [one, two] = [rows[at], rows[at + 1]];
    return rows.map((row, i) =>
      i === at ? { ...(two ?? row), seq: row.seq } : i === at + 1 ? { ...(one ?? row), seq: row.seq } : row,
    );
  },
  insert: (rows, random) => {
    const at = random.int(0, COVERED - 1);
    const more = [...rows.slice(0, at), { ...plain(0, random) }, ...rows.slice(at)];
    return linked(more.map((row, i) => ({ ...row, seq: i + 1 })));
  },
  'cut the end': (rows, random) => rows.slice(0, random.int(0, COVERED - 1)),
  'cut the beginning': (rows, random) => rows.slice(random.int(1, COVERED)),
  splice: (rows, random) => {
    const other = linked(Array.from({ length: ROWS }, (_, i) => plain(i + 1, random)));
    const at = random.int(0, COVERED - 1);
    return [...rows.slice(0, at), ...other.slice(at)];
  },
  'rewrite all without the key': (rows, random) => {
    const seq = random.int(1, COVERED);
    return linked(rows.map((row) => (row.seq === seq ? { ...row, detail: '{"n":"other"}' } : row)));
  },
  'an older file put back': (_rows, random) => linked(Array.from({ length: 10 }, (_, i) => plain(i + 1, random))),
};

function isFound(rows: readonly ChainedRow[], notes: string, publicKey: string): boolean {
  const verifier = new ChainVerifier(notes, [publicKey]);
  for (const row of rows) if (!verifier.take(row)) break;
  return verifier.firstBad !== null || verifier.checkpoints().some(({ fault }) => fault !== null);
}

function honest(random: Random): { rows: ChainedRow[]; note: string; key: string } {
  const key = newSigningKey();
  const rows = linked(Array.from({ length: ROWS }, (_, i) => plain(i + 1, random)));
  const head = rows[COVERED - 1]?.hash ?? '';
  return { rows, key, note: signCheckpoint({ seq: COVERED, head, at: '2026-06-08T00:00:00.000Z' }, key) };
}

describe('the chain with a checkpoint kept outside', () => {
  test('1,000 tamperings with rows up to the checkpoint are all found', () => {
    const random = createRandom(8);
    const missed: string[] = [];
    const kinds = Object.entries(tamperings);
    for (let n = 0; n < 1000; n += 1) {
      const { rows, note, key } = honest(random);
      const [kind, tamper] = kinds[n % kinds.length] ?? ['', (same: ChainedRow[]) => same];
      if (!isFound(tamper(rows, random), note, publicKeyOf(key))) missed.push(kind);
    }
    expect(missed).toEqual([]);
  });

  test('1,000 honest chains raise no alarm', () => {
    const random = createRandom(9);
    let alarms = 0;
    for (let n = 0; n < 1000; n += 1) {
      const { rows, note, key } = honest(random);
      if (isFound(rows, note, publicKeyOf(key))) alarms += 1;
    }
    expect(alarms).toBe(0);
  });

  test('without it, the chain alone misses who rewrites all or cuts the end: that is what it is for', () => {
    const random = createRandom(10);
    const { rows, key } = honest(random);
    for (const kind of ['rewrite all without the key', 'cut the end', 'an older file put back']) {
      expect(isFound(tamperings[kind]?.(rows, random) ?? [], '', publicKeyOf(key))).toBe(false);
    }
  });

  test('a checkpoint that was changed, or signed with another key, does not hold', () => {
    const { rows, note, key } = honest(createRandom(11));
    const faultOf = (text: string, keys: string[]) => {
      const verifier = new ChainVerifier(text, keys);
      for (const row of rows) verifier.take(row);
      return verifier.checkpoints().map(({ fault }) => fault);
    };
    expect(faultOf(note, [publicKeyOf(key)])).toEqual([null]);
    expect(faultOf(note.replace('\n50\n', '\n51\n'), [publicKeyOf(key)])).toEqual(['forged']);
    expect(faultOf(note, [publicKeyOf(newSigningKey())])).toEqual(['unknownKey']);
  });
});

test('another program verifies a note and a row by the documented format', () => {
  const { rows, note, key } = honest(createRandom(12));
  const row = rows[COVERED - 1];
  const fields = [
    row?.at,
    row?.clerk,
    row?.action,
    row?.entity,
    String(row?.entity_id ?? ''),
    row?.detail,
    row?.prev_hash,
  ];
  const text = fields.map((field = '') => `${Buffer.from(field).length}:${field}\n`).join('');
  const hash = createHash('sha256').update(`todoke-audit-1\n${text}`).digest();
  expect(row?.hash).toBe(hash.toString('hex'));
  const [body = '', signature = ''] = note.split('\n\n');
  expect(body.split('\n')[2]).toBe(hash.toString('base64'));
  const x = Buffer.from(publicKeyOf(key), 'base64').toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const stamp = Buffer.from(signature.trim().split(' ')[2] ?? '', 'base64');
  expect(verify(null, Buffer.from(`${body}\n`), publicKey, stamp.subarray(4))).toBe(true);
});
