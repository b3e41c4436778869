import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract } from '../../electron/contract/index.ts';
import { redacted } from '../../electron/contract/redaction.ts';
import { reportName } from '../../electron/contract/reports.ts';
import { unpackZip } from '../../electron/ports/zip.ts';
import { setMail } from '../support/builders.ts';
import { temporaryFolder } from '../support/engines.ts';
import { filesBelow, hitsIn, type SeededIdentity, seededIdentities, termsOf } from '../support/identities.ts';
import { startImapServer } from '../support/imapServer.ts';
import { mailboxAt } from '../support/replies.ts';
import { startSmtpServer } from '../support/smtpServer.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';
import { wholeRun } from '../support/wholeRun.ts';

/*
 * 200 invented offices with their people go through a whole run of the product: import, sending, returns, answers by mail,
 * FAX and phone, filings, reports, forced errors, a forced crash. Then they are looked for wherever they have no business.
 * `npm run test:unit -- tests/hosts/seededIdentities.test.ts` prints the figure.
 */

const identities = seededIdentities(200);
const [first, second] = identities as [SeededIdentity, SeededIdentity];

let app: TestApp;
let folder: string;
let remove: () => Promise<void>;
const before = process.env.TMPDIR;
/** Everything that was said, by the kind of place it was said in. */
const said: Record<'logs' | 'errors' | 'crashes', string[]> = { logs: [], errors: [], crashes: [] };

beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
  // What the product leaves in the system's folder for temporary files is looked at as well.
  mkdirSync(join(folder, 'temp'));
  mkdirSync(join(folder, 'data'));
  process.env.TMPDIR = join(folder, 'temp');
  app = await createTestApp({ folder: join(folder, 'data') });
  await wholeRun(app, identities);
}, 180_000);

afterAll(async () => {
  process.env.TMPDIR = before;
  if (before === undefined) delete process.env.TMPDIR;
  await app.close();
  await remove();
});

type AnyCall = Record<string, Record<string, (input: unknown) => Promise<unknown>>>;

/** Every call there is, with what a member gave in fields that do not take it. */
async function forceErrorAnswers(): Promise<number> {
  const calls = app.as('window') as unknown as AnyCall;
  let refused = 0;
  for (const [feature, names] of Object.entries(contract)) {
    if (feature === 'events' || feature === 'lock') continue;
    for (const name of Object.keys(names)) {
      for (const input of wrongInputs) {
        const error = await calls[feature]?.[name]?.(input).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        if (!(error instanceof Error)) continue;
        refused += 1;
        said.errors.push(JSON.stringify(error), error.message, JSON.stringify('data' in error ? error.data : null));
      }
    }
  }
  return refused;
}

const wrongInputs = [
  { id: first.name, versionId: first.person, incidentId: first.mail, officeId: first.phone },
  {
    id: 999_999,
    versionId: 999_999,
    name: first.person,
    note: first.mail,
    values: { name: first.name, phone: first.phone },
  },
  { file: first.name, name: first.name, mail: { host: first.mail }, report: first.person, register: first.name },
];

/**
 * Faults of the kind that no list foresees: the log gets their whole stack. Each must happen; answers what was said of each,
 * and the log lines of the first.
 */
async function forceFaults(): Promise<{ answers: string[]; lines: string[] }> {
  const { client, store } = app;
  const answers: string[] = [];
  const chosen = `${first.name}.csv`;
  const fault = async (call: Promise<unknown>) => {
    const error = await call.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof Error)) return;
    // The clerk who chose a file is told its name.
    said.errors.push(error.message.replaceAll(chosen, ''));
    answers.push('code' in error ? String(error.code) : error.name);
  };
  const linesBefore = app.log.length;
  const broken = `{"host":"${first.name} ${first.phone}"`;
  await store.write((tx) =>
    tx
      .insertInto('settings')
      .values({ key: 'letterLayout', value: broken })
      .onConflict((one) => one.column('key').doUpdateSet({ value: broken }))
      .execute(),
  );
  await fault(client.settings.get({}));
  const lines = app.log.slice(linesBefore);
  await store.write((tx) => tx.deleteFrom('settings').where('key', '=', 'letterLayout').execute());
  const refusing = await startSmtpServer({
    at: (point) => (point === 'MAIL' ? `550 <${first.mail}> rejected` : undefined),
  });
  await setMail(client, refusing.port);
  await fault(client.deliveries.test({ to: second.mail }));
  await refusing.close();
  const closed = await startImapServer({
    at: (line) => (/SELECT|EXAMINE/i.test(line) ? `NO mailbox of ${first.mail}` : undefined),
  });
  await client.settings.update({ mailbox: mailboxAt(closed.port), mailboxPassword: 'secret' });
  await fault(client.mailbox.fetch({}));
  await closed.close();
  await fault(client.offices.import({ file: join(folder, chosen), commit: true }));
  return { answers, lines };
}

/** The host dies of an error that quotes a member. */
async function forceCrash(): Promise<string> {
  const trap = join(folder, 'trap.mjs');
  const words = [first.name, first.person, first.phone, first.mail].join(' ');
  writeFileSync(
    trap,
    `
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = (text) => {
      // Once it serves.
      if (String(text).includes('127.0.0.1')) setTimeout(() => { throw new Error(${JSON.stringify(words)}); }, 50);
      return write(text);
    };`,
  );
  const args = ['--import', trap, 'electron/serve.ts', '--data', join(folder, 'crashing')];
  const child = spawn(process.execPath, [...args, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let heard = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (heard += piece));
  const code = await new Promise((done) => child.once('exit', done));
  await rm(trap);
  said.crashes.push(heard);
  return `${code} ${heard}`;
}

async function maskedFiles(): Promise<{ name: string; text: string }[]> {
  const files: { name: string; text: string }[] = [];
  for (const report of reportName.options) {
    for (const profile of ['masked', 'statistics'] as const) {
      for (const form of [{ encoding: 'utf-8' }, { encoding: 'cp932' }, { format: 'xlsx' }] as const) {
        const file = join(folder, 'masked-file');
        await app.client.reports.export({ report, profile, file, officeCode: first.code, purpose: 'check', ...form });
        const bytes = await readFile(file);
        const text =
          'format' in form ? await sheetText(bytes) : iconv.decode(bytes, form.encoding === 'cp932' ? 'cp932' : 'utf8');
        files.push({ name: `${report} ${profile} ${JSON.stringify(form)}`, text });
        await rm(file);
      }
    }
  }
  return files;
}

async function sheetText(bytes: Buffer): Promise<string> {
  const texts: string[] = [];
  for await (const { content } of unpackZip(bytes, { entries: 100, unpacked: 100_000_000, ratio: 1000 })) {
    texts.push(content.toString('utf8'));
  }
  return texts.join('\n');
}

test('200 identities are in no log, temporary file, crash message, masked export, audit row or error answer', async () => {
  const refused = await forceErrorAnswers();
  expect(refused).toBeGreaterThan(200);
  const faults = await forceFaults();
  expect(faults.answers).toEqual(['internal', 'mail_refused', 'mailbox_failed', 'file_unreadable']);
  // The words of the engine, which would quote the setting, are cut; the places in our code are there.
  expect(faults.lines.join('\n')).toMatch(/^settings\.get: SyntaxError: [\s\S]*at readSettingsOf /);
  expect(await forceCrash()).toMatch(/^1 [\s\S]*uncaught: Error/);
  said.logs.push(...app.log);
  expect(app.log.length).toBeGreaterThan(0);
  const masked = await maskedFiles();
  const audit = await app.store.read.selectFrom('audit_events').selectAll().execute();
  expect(audit.length).toBeGreaterThan(200);
  const exempt = /^data\/(register\.sqlite(-wal|-shm)?|backups\/|uploads\/|exports\/)/;
  const left = filesBelow(folder, (path) => !exempt.test(path));

  const places: Record<string, (string | Buffer)[]> = {
    'log lines': said.logs,
    'files beside the register, the temporary folder among them': left.map(({ bytes }) => bytes),
    'crash messages': said.crashes,
    'masked exports': masked.map(({ text }) => text),
    'audit rows': audit.map((row) => JSON.stringify(row)),
    'error answers': said.errors,
  };
  const figures = Object.entries(places).map(([name, texts]) => {
    const hits = texts.flatMap((text) => hitsIn(text, identities));
    return { name, texts: texts.length, hits: hits.length };
  });
  const terms = new Set(identities.flatMap(termsOf)).size;
  process.stdout.write(`${identities.length} identities, ${terms} terms\n`);
  for (const { name, texts, hits } of figures)
    process.stdout.write(`  ${String(texts).padStart(6)} ${name}: ${hits} hits\n`);
  expect(figures.filter(({ hits }) => hits > 0)).toEqual([]);
}, 240_000);

test('the search finds them where they are, and the same words before they were redacted', async () => {
  const file = join(folder, 'full.csv');
  await app.client.reports.export({ report: 'offices', file });
  const register = filesBelow(folder, (path) => /^data\/register\.sqlite(-wal)?$/.test(path));
  const inRegister = new Set(register.flatMap(({ bytes }) => hitsIn(bytes, identities)));
  const inExport = hitsIn(await readFile(file), identities);
  expect(inRegister.size).toBeGreaterThan(200 * 5);
  expect(inExport.length).toBeGreaterThan(200 * 4);
  await rm(file);
  for (const { name, mail, phone, person } of identities) {
    const line = `550 <${mail}> ${person} ${name} ${phone}`;
    expect(hitsIn(line, identities).length).toBeGreaterThanOrEqual(4);
    expect(hitsIn(redacted(line), identities)).toEqual([]);
  }
  process.stdout.write(`  proof: ${inRegister.size} hits in the register, ${inExport.length} in a full export\n`);
}, 120_000);
