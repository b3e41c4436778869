import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundledPackages, licenceAllowed } from '../../build/supplyRules.ts';
import { fuses } from '../../electron/shell/fuses.ts';
import { asarHeader, readAsar, readFuses, writeFakeElectron } from './fakeElectron.ts';
import { openService } from './serviceProcess.ts';

const ROOT = join(import.meta.dirname, '../..');
const PACK_MS = 120_000;
/** Nothing is fetched, and an Electron this machine may have is not used. */
const env = { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1', ELECTRON_OVERRIDE_DIST_PATH: join(ROOT, 'none') };
const run = promisify(execFile);

const TARGETS = [
  {
    option: '--linux',
    platform: 'linux',
    unpacked: 'linux-unpacked',
    program: 'todoke',
    binary: 'linux-x64',
    typesetter: 'linux-x64-gnu',
  },
  {
    option: '--win',
    platform: 'win32',
    unpacked: 'win-unpacked',
    program: 'Todoke.exe',
    binary: 'win32-x64',
    typesetter: 'win32-x64-msvc',
  },
] as const;
const [LINUX, WINDOWS] = TARGETS;
type Target = (typeof TARGETS)[number];

let folder: string;
const file = ({ platform, unpacked }: Target, path: string) => join(folder, platform, 'release', unpacked, path);
const archive = (target: Target) => readFileSync(file(target, 'resources/app.asar'));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'todoke-package-'));
  for (const { option, platform } of TARGETS) {
    const dist = join(folder, platform, 'electron');
    writeFakeElectron(dist, platform);
    const args = ['--dir', option, '--electron-dist', dist, '--output', join(folder, platform, 'release')];
    await run(process.execPath, [join(ROOT, 'build/package.ts'), ...args], { cwd: ROOT, env });
  }
}, PACK_MS);
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(TARGETS)('the package for $platform', (target) => {
  test('holds its programs, the page, and of all modules only the database driver and the typesetter', () => {
    const paths = readAsar(archive(target)).map(({ path }) => path);
    const page = paths.filter((path) => path.startsWith('dist/renderer/'));
    const driver = paths.filter((path) => path.startsWith('node_modules/better-sqlite3/'));
    const typesetter = paths.filter((path) => path.startsWith('node_modules/@myriaddreamin/'));
    expect(page).toContain('dist/renderer/index.html');
    expect(page.filter((path) => path.endsWith('.ttf'))).toHaveLength(2);
    expect(driver).toContain('node_modules/better-sqlite3/lib/index.js');
    expect(driver.filter((path) => /\/(deps|src)\/|\.(gyp|md|cpp|h)$/.test(path))).toEqual([]);
    expect(paths.filter((path) => ![page, driver, typesetter].some((part) => part.includes(path)))).toEqual([
      'dist/electron/licences-main.md',
      'dist/electron/licences-preload.md',
      'dist/electron/licences-service.md',
      'dist/electron/licences-thread.md',
      'dist/electron/main.cjs',
      'dist/electron/preload.cjs',
      'dist/electron/service.cjs',
      'dist/electron/thread.cjs',
      'package.json',
    ]);
    expect(paths.filter((path) => /\.(tsx?|map)$/.test(path))).toEqual([]);
    expect(archive(target).length).toBeLessThan(20_000_000);
  });

  test('brings the licence text of every package inside it, and each of them may be shipped', () => {
    const notices = readAsar(archive(target)).filter(({ path }) => /licences.*\.md$/.test(path));
    expect(notices.map(({ path }) => path)).toContain('dist/renderer/licences.md');
    const bundled = notices.flatMap(({ bytes }) => bundledPackages(bytes.toString('utf8')));
    const names = bundled.map(({ name }) => name);
    for (const name of ['react', 'kysely', 'nodemailer', 'zod']) expect(names).toContain(name);
    expect(bundled.filter(({ licence }) => !licenceAllowed(licence, true))).toEqual([]);
  });

  test('has only native files, those of its own platform, outside the archive', () => {
    const outside = readAsar(archive(target)).filter((entry) => entry.unpacked);
    const typesetter = `node_modules/@myriaddreamin/typst-ts-node-compiler-${target.typesetter}`;
    // The one of the other system is fetched while packing; on a machine without network it is not there.
    expect(outside.map(({ path }) => path)).toEqual([
      ...(existsSync(join(ROOT, typesetter)) ? [`${typesetter}/typst-ts-node-compiler.${target.typesetter}.node`] : []),
      `node_modules/better-sqlite3/prebuilds/${target.binary}.node`,
    ]);
    for (const { path } of outside) {
      const { size } = statSync(file(target, `resources/app.asar.unpacked/${path}`));
      expect(size).toBeGreaterThan(500_000);
      expect(size).toBeLessThan(path.includes('typst') ? 60_000_000 : 3_000_000);
    }
  });

  test('has all nine fuses as we state them, and no sample app of Electron to fall back to', () => {
    const wanted = Object.values(fuses).map((on) => (on ? '1' : '0'));
    expect(wanted).toHaveLength(9);
    expect(readFuses(readFileSync(file(target, target.program)))).toBe(wanted.join(''));
    expect(existsSync(file(target, 'resources/default_app.asar'))).toBe(false);
  });
});

test('the Windows program names the hash of its archive, so that a changed one does not start', () => {
  const hash = createHash('sha256')
    .update(asarHeader(archive(WINDOWS)))
    .digest('hex');
  const text = readFileSync(file(WINDOWS, WINDOWS.program)).toString('latin1');
  expect(text).toContain(`{"file":"resources\\\\app.asar","alg":"SHA256","value":"${hash}"}`);
});

test('what is packed runs away from its source: it opens a register and answers calls', async () => {
  const installed = join(folder, 'installed');
  cpSync(file(LINUX, 'resources/app.asar.unpacked'), installed, { recursive: true });
  for (const { path, bytes } of readAsar(archive(LINUX)).filter((entry) => !entry.unpacked)) {
    mkdirSync(dirname(join(installed, path)), { recursive: true });
    writeFileSync(join(installed, path), bytes);
  }
  const data = join(folder, 'data');
  const service = openService(join(installed, 'dist/electron/service.cjs'), data);
  expect(await service.said('opened')).toEqual({ type: 'opened' });
  // The shell's part: no secret is there, the mail's password cannot be kept, the audit's key can.
  void (async () => {
    for (;;) {
      const { id, request } = await service.said('secret');
      const refused = request.action === 'set' && request.value === 'ひみつ';
      if (refused) service.tell({ type: 'refusal', id, code: 'secrets_unavailable', params: {} });
      else service.tell({ type: 'answer', id, value: null });
    }
  })();
  const client = service.connect();
  expect(await client.settings.frame({})).toMatchObject({ register: 'main', fresh: true });
  await client.incidents.create({ title: '試験', provider: '例示システム', knownOn: '2026-06-05' });

  const second = service.connect();
  expect((await second.incidents.list({})).rows.map(({ title }) => title)).toEqual(['試験']);
  await expect(second.incidents.create({ title: '', provider: 'x', knownOn: '2026-06-05' })).rejects.toMatchObject({
    code: 'invalid_input',
  });

  // A list this long is read and written in threads, which are programs of their own in the package.
  const lines = Array.from({ length: 4_000 }, (_, n) => `K${n},架空商店${n},${'東京都架空区架空町一丁目'.repeat(2)}`);
  const bytes = Buffer.from(['事業所番号,事業所名,住所', ...lines].join('\n'));
  const upload = await client.files.put({ name: 'list.csv', base64: bytes.toString('base64') });
  expect(await client.offices.import({ file: upload.file, commit: true })).toMatchObject({
    created: 4_000,
    rejected: [],
  });

  // The typesetter's binary and the typeface are found in the package.
  const paper = await client.reports.export({ report: 'offices', format: 'pdf' });
  expect(readFileSync(paper.file).subarray(0, 5).toString('latin1')).toBe('%PDF-');

  await expect(client.settings.update({ password: 'ひみつ' })).rejects.toMatchObject({ code: 'secrets_unavailable' });

  service.tell({ type: 'close' });
  expect(await service.ended).toBe(0);
  expect(existsSync(join(data, 'register.sqlite'))).toBe(true);
  expect(existsSync(join(data, 'register.sqlite-wal'))).toBe(false);
}, 90_000);

test('without an Electron nothing is packed, and one line says so', async () => {
  const failed = run(process.execPath, [join(ROOT, 'build/package.ts'), '--dir'], { cwd: ROOT, env });
  await expect(failed).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'The Electron program is not on this machine and cannot be fetched: name its folder by --electron-dist.\n',
  });
});
