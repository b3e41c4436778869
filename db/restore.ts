import { copyFile } from 'node:fs/promises';
import type Database from 'better-sqlite3';
import { auditHash, GENESIS } from './auditHash.ts';
import { flush, removeFile } from './backup.ts';
import { checkRegister, type Findings } from './check.ts';
import { connect } from './connect.ts';

/** Who puts which backup back, and when: for the audit of the register that comes out of it. */
export interface Restoring {
  /** The backup: an unsealed, single file. It is only read. */
  backup: string;
  /** Where the register to be is made. */
  incoming: string;
  at: string;
  clerk: string;
  /** Name of the backup, and of the file the present register is kept as. */
  from: string;
  kept: string;
  /** The newest audit row of the register that is left. */
  left: { seq: number; hash: string };
}

/**
 * Makes a register out of a backup, ready to be put in place: checked, sending paused, every mail that was not yet out
 * in doubt (it may have gone out since the backup was made, and only a person may send it again), and the restoring
 * itself in the audit. Answers what the check found; with damage, no file is left.
 */
export async function makeIncoming(order: Restoring): Promise<Findings> {
  await removeFile(order.incoming);
  await copyFile(order.backup, order.incoming);
  const findings = checkRegister(order.incoming);
  if (findings.damage.length > 0) {
    await removeFile(order.incoming);
    return findings;
  }
  const db = connect(order.incoming);
  try {
    db.transaction(() => lockSending(db, order))();
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
  await flush(order.incoming);
  return findings;
}

function lockSending(db: Database.Database, order: Restoring): void {
  const set = db.prepare('insert into settings (key, value) values (?, ?) on conflict (key) do update set value = ?');
  const restored = JSON.stringify({ at: order.at, from: order.from });
  set.run('paused', 'true', 'true');
  set.run('restored', restored, restored);
  db.prepare(
    `insert into delivery_attempts (delivery_id, at, outcome, response)
     select id, ?, 'in_doubt', '' from deliveries where state in (${UNSENT}) order by id`,
  ).run(order.at);
  const doubted = db
    .prepare(`update deliveries set state = 'in_doubt', finished_at = ? where state in (${UNSENT})`)
    .run(order.at).changes;
  db.exec(
    `update recipients set delivery_state = 'in_doubt' where delivery_state <> 'merged' and id in
     (select recipient_id from deliveries where state = 'in_doubt')`,
  );
  const last = db.prepare<[], { hash: string }>('select hash from audit_events order by seq desc limit 1').get();
  const row = {
    at: order.at,
    clerk: order.clerk,
    action: 'backups.restore',
    entity: 'backup',
    entity_id: null,
    detail: JSON.stringify({
      from: order.from,
      kept: order.kept,
      leftSeq: order.left.seq,
      leftHash: order.left.hash,
      doubted,
    }),
    prev_hash: last?.hash ?? GENESIS,
  };
  db.prepare(
    `insert into audit_events (at, clerk, action, entity, entity_id, detail, prev_hash, hash)
     values (@at, @clerk, @action, @entity, @entity_id, @detail, @prev_hash, @hash)`,
  ).run({ ...row, hash: auditHash(row) });
}

/** Not handed over for certain, nor given up. */
const UNSENT = `'queued', 'retry', 'sending', 'handed'`;
