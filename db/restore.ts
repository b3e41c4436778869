import { copyFile } from 'node:fs/promises';
import type Database from 'better-sqlite3';
import { auditHash, GENESIS } from './auditHash.ts';
import { flush, removeFile } from './backup.ts';
import { checkRegister, countsForRecipient, type Findings, isMail } from './check.ts';
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
  const doubted = doubtUnsent(db, order.at);
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

/**
 * Mails neither handed over for certain nor given up come in doubt: the number of them. What a person does by hand goes
 * on waiting for that person. A reminder in doubt says nothing of the notice, which had arrived before.
 */
function doubtUnsent(db: Database.Database, at: string): number {
  const unsent = `deliveries where state in ('queued', 'retry', 'sending', 'handed') and ${isMail(db)}`;
  db.prepare(
    `insert into delivery_attempts (delivery_id, at, outcome, response)
     select id, ?, 'in_doubt', '' from ${unsent} order by id`,
  ).run(at);
  const { changes } = db
    .prepare(`update deliveries set state = 'in_doubt', finished_at = ? where id in (select id from ${unsent})`)
    .run(at);
  db.prepare(
    `update recipients set delivery_state = 'in_doubt' where delivery_state <> 'merged' and id in
     (select recipient_id from deliveries where state = 'in_doubt' and ${countsForRecipient(db)})`,
  ).run();
  return changes;
}
