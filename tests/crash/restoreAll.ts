import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest } from '../../db/backup.ts';
import { checkRegister } from '../../db/check.ts';
import { type Host, openHost } from '../../electron/host.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';
import { practiceFile } from '../../electron/practice/csv.ts';
import { queueVersion, registerIn, rowsOf } from './laidOut.ts';
import { figure, type Section } from './section.ts';

const OFFICES = 50_000;
const RESTORE_MS = 60_000;
const PASSPHRASE = '青い屋根の三軒目の角を右';
const HOUR = 3_600_000;
/** Between one copy and the next: copies of an hour, a day and a week are all kept. */
const LATER = [0, HOUR, 24 * HOUR, 8 * 24 * HOUR];

let now = Date.parse('2026-06-08T01:00:00.000Z');

const open = (folder: string): Promise<Host> =>
  openHost({
    dataFolder: folder,
    register: 'main',
    secrets: fileSecrets(join(folder, 'secrets.json')),
    clock: { now: () => new Date(now) },
    log: (line) => process.stderr.write(`${line}\n`),
  });

/** Makes copies of a register of 50,000 offices, puts every one back on an empty machine, and compares. */
export const restore50k: Section = async ({ seed, say }) => {
  const folder = mkdtempSync(join(tmpdir(), 'todoke-restore-'));
  try {
    const names = await makeCopies(join(folder, 'first'), join(folder, 'usb'), seed, say);
    const manifests = names.map((name) => manifestOf(join(folder, 'first', 'backups', name)));
    let right = names.length === LATER.length;
    for (const [n, name] of names.entries()) {
      const found = await putBack(join(folder, 'first', 'backups', name), join(folder, `machine-${n}`));
      const equal = isEqual(found.file, manifests[n]);
      const seen = !isEqual(found.file, manifests[(n + 1) % manifests.length]);
      right &&= equal && found.ms < RESTORE_MS && seen;
      say(figure(`${name}: seconds to the first answer`, seconds(found.ms), '< 60 s', found.ms < RESTORE_MS));
      say(
        figure('    counts, and the chain up to its head, as when it was made', equal ? 'equal' : 'NO', 'equal', equal),
      );
      say(figure('    the next copy in its place would be seen', seen ? 'yes' : 'NO', 'yes', seen));
      rmSync(join(folder, `machine-${n}`), { recursive: true });
    }
    const sealed = await putBackSealed(join(folder, 'usb'), join(folder, 'machine-usb'));
    const fits = isEqual(sealed.file, manifests[names.findIndex((name) => sealed.name === `${name}.sealed`)]);
    say(figure('the sealed copy of the second place: seconds', seconds(sealed.ms), '< 60 s', sealed.ms < RESTORE_MS));
    say(figure('    counts and chain as when it was made', fits ? 'equal' : 'NO', 'equal', fits));
    const refused = await isDamagedRefused(
      join(folder, 'first', 'backups', names[0] ?? ''),
      join(folder, 'machine-bad'),
    );
    say(figure('a copy with one bit of content changed is refused', refused ? 'yes' : 'NO', 'yes', refused));
    return right && fits && sealed.ms < RESTORE_MS && refused;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const seconds = (ms: number) => (ms / 1000).toFixed(1);
const manifestOf = (file: string) => JSON.parse(readFileSync(`${file}.json`, 'utf8')) as Manifest;

/** A register of 50,000 offices, all of them addressed; a change and a copy at each moment. Answers the copies' names. */
async function makeCopies(folder: string, usb: string, seed: number, say: (text: string) => void): Promise<string[]> {
  mkdirSync(folder);
  mkdirSync(usb);
  const list = join(folder, 'list.csv');
  writeFileSync(list, practiceFile(OFFICES, seed));
  const host = await open(folder);
  const client = host.client('script');
  await client.offices.import({ file: list, commit: true });
  const mails = await queueVersion(client, 9);
  await client.backups.setPlace({ folder: usb, passphrase: PASSPHRASE });
  const names: string[] = [];
  for (const later of LATER) {
    now += later;
    await client.settings.update({ clerk: `担当${names.length}` });
    await client.incidents.create({ title: `障害${names.length}`, provider: '例示社', knownOn: '2026-06-05' });
    const { name, bytes } = await client.backups.create({});
    names.push(name);
    say(`  ${name}: ${OFFICES} offices, ${mails} mails, ${(bytes / 2 ** 20).toFixed(0)} MB`);
  }
  const kept = (await client.backups.list({})).rows.filter((row) => row.place === 'here').map((row) => row.name);
  await host.close();
  return names.filter((name) => kept.includes(name));
}

interface PutBack {
  /** The copy that was put back. */
  name: string;
  file: string;
  /** From the opening of the empty machine to the first answer of the restored register. */
  ms: number;
}

/** A machine that has nothing but one copy. */
async function putBack(backup: string, machine: string): Promise<PutBack> {
  const name = backup.split('/').at(-1) ?? '';
  mkdirSync(join(machine, 'backups'), { recursive: true });
  cpSync(backup, join(machine, 'backups', name));
  return restoreOn(machine, { name, place: 'here' });
}

/** A machine that has nothing, beside a stick with sealed copies. */
async function putBackSealed(usb: string, machine: string): Promise<PutBack> {
  mkdirSync(machine);
  const host = await open(machine);
  await host.client('script').backups.setPlace({ folder: usb, passphrase: PASSPHRASE });
  const { rows } = await host.client('script').backups.list({});
  await host.close();
  return restoreOn(machine, { name: rows[0]?.name ?? '', place: 'second' });
}

async function restoreOn(machine: string, named: { name: string; place: 'here' | 'second' }): Promise<PutBack> {
  const began = performance.now();
  const host = await open(machine);
  await host.client('script').backups.restore(named);
  await host.client('script').settings.frame({});
  const ms = performance.now() - began;
  await host.close();
  return { name: named.name, file: registerIn(machine), ms };
}

/** The restored register holds what the copy held, and on top of its chain the restoring alone. */
function isEqual(file: string, manifest: Manifest | undefined): boolean {
  const { damage, contents } = checkRegister(file);
  if (damage.length > 0 || !contents || !manifest) return false;
  const counts = ['offices', 'incidents', 'versions', 'acknowledgements', 'procedures', 'unsent'] as const;
  const rows = rowsOf<{ hash: string; action: string }>(
    file,
    'select hash, action from audit_events order by seq desc',
  );
  const [newest, before] = rows;
  return (
    counts.every((key) => contents[key] === manifest[key]) &&
    rows.length === manifest.auditRows + 1 &&
    newest?.action === 'backups.restore' &&
    before?.hash === manifest.auditHead
  );
}

/** One bit of one letter is changed: such a copy must not get in. */
async function isDamagedRefused(backup: string, machine: string): Promise<boolean> {
  const name = backup.split('/').at(-1) ?? '';
  mkdirSync(join(machine, 'backups'), { recursive: true });
  const bytes = readFileSync(backup);
  const at = bytes.indexOf('例示社');
  if (at < 0) throw new Error('the text to damage is not in the copy');
  bytes[at + 1] = (bytes[at + 1] ?? 0) ^ 1;
  writeFileSync(join(machine, 'backups', name), bytes);
  const host = await open(machine);
  const code = await host
    .client('script')
    .backups.restore({ name })
    .then(
      () => 'restored',
      (error: { code?: string }) => error.code ?? '',
    );
  await host.close();
  return code === 'backup_damaged';
}
