import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHost } from '../../electron/host.ts';
import { memorySecrets } from '../../electron/ports/secrets.ts';
import { temporaryFolder } from '../support/engines.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** The lines of a document a scheduler is to run, each with its folders as they are written there. */
async function documented(path: string): Promise<string[]> {
  const text = await readFile(join(root, path), 'utf8');
  return [...text.matchAll(/^.*(npm run --silent todoke -- reports\.export .*)$/gm)].map(([, command = '']) => command);
}

interface Answer {
  rows: number;
  file: string;
  sha256: string;
}

describe('the export from a scheduler, as it is documented', () => {
  let home: Awaited<ReturnType<typeof temporaryFolder>>;
  let commands: { english: string[]; japanese: string[] };
  beforeAll(async () => {
    home = await temporaryFolder();
    commands = { english: await documented('README.md'), japanese: await documented('docs/guide.ja.md') };
    const data = join(home.folder, 'data');
    await mkdir(data);
    const host = await openHost({
      ...{ dataFolder: data, register: 'main', secrets: memorySecrets(), log: () => undefined },
    });
    const client = host.client('script');
    const file = join(home.folder, 'offices.csv');
    await writeFile(file, '事業所番号,事業所名\r\n00417,東雲運送\r\n00418,例示商店\r\n');
    await client.offices.import({ file, commit: true });
    const incident = { title: '障害', provider: '提供会社', knownOn: '2026-06-05' };
    const { id: incidentId } = await client.incidents.create(incident);
    const { id: noticeId } = await client.notices.create({ incidentId, title: 'お知らせ' });
    const { id: versionId } = await client.notices.draft({ noticeId, subject: '障害', body: '本文です。' });
    await client.notices.approve({ versionId });
    await client.deliveries.queue({ versionId });
    await host.close();
  }, 120_000);
  afterAll(() => home.remove());

  /** Runs a documented line by the shell with its folders put elsewhere, in the project's folder as it says. */
  async function runLine(line: string): Promise<Answer> {
    const here = line
      .replaceAll('/srv/reports', join(home.folder, 'reports'))
      .replaceAll('C:/帳票', join(home.folder, 'reports'))
      .replaceAll(/(?:\/srv\/todoke|C:\/Todoke)/g, join(home.folder, 'data'));
    expect(here).not.toMatch(/srv|C:/);
    const { stdout } = await run('sh', ['-c', here], { cwd: root });
    return JSON.parse(stdout);
  }

  /** A scheduler does not run a line twice in one second. */
  const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1000 - (Date.now() % 1000) + 10));

  const hashOf = async (file: string) =>
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex');

  it('is there in both documents, into a file and into a folder', () => {
    for (const lines of Object.values(commands)) {
      expect(
        lines.filter((line) => line.includes('/"}')),
        lines.join(),
      ).toHaveLength(1);
      expect(
        lines.filter((line) => !line.includes('/"}')),
        lines.join(),
      ).toHaveLength(1);
    }
  });

  it('works, and works again: the file is replaced, the folder gets one more', async () => {
    const reports = join(home.folder, 'reports');
    const [same = '', added = ''] = commands.english;
    const first = await runLine(same);
    const second = await runLine(same);
    expect(second.file).toBe(first.file);
    expect(await hashOf(second.file)).toBe(second.sha256);

    const before = await runLine(added);
    await nextSecond();
    const after = await runLine(added);
    // The names go by seconds: each run is a file of its own.
    expect(after.file).not.toBe(before.file);
    expect(after.rows).toBe(2);
    for (const { file, sha256 } of [before, after]) {
      expect(file.startsWith(join(reports, 'matrix-'))).toBe(true);
      expect(await hashOf(file)).toBe(sha256);
      expect(await readFile(file, 'utf8')).toContain('"00417","東雲運送"');
    }
    const written = [first, before, after].map(({ file }) => file.slice(reports.length + 1));
    expect((await readdir(reports)).toSorted()).toEqual(written.toSorted());
  }, 240_000);

  it('works as the Japanese guide writes it', async () => {
    for (const line of commands.japanese) {
      const { file, sha256 } = await runLine(line);
      expect(await hashOf(file)).toBe(sha256);
    }
  }, 240_000);
});
