import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/engines.ts';

/** Begins five files where nothing fits any more, and says how many files it has open and which are there. */
const program = `
  const { readdirSync, writeFileSync } = require('node:fs');
  (async () => {
    const { createFiles } = await import(${JSON.stringify(resolve('electron/ports/files.ts'))});
    const [folder] = process.argv.slice(1);
    const files = createFiles(folder);
    // The first turn opens what the program keeps open for itself.
    await files.create('script', folder + '/first.csv', 'utf-8').then((file) => file.discard());
    const before = readdirSync('/proc/self/fd').length;
    try { writeFileSync(folder + '/ballast', Buffer.alloc(2 ** 21)); } catch {}
    const said = [];
    for (let n = 0; n < 5; n += 1)
      await files.create('script', folder + '/' + n + '.csv', 'utf-8').catch((error) => said.push(error.code));
    console.log(JSON.stringify([said, readdirSync('/proc/self/fd').length - before, readdirSync(folder)]));
  })();`;

const canShrink = spawnSync('unshare', ['-Urm', 'true']).status === 0;

// A file begun on a full disk stayed open, and half of it stayed under another name.
it.runIf(canShrink)('a file that the disk has no room for is neither left open nor left behind', async () => {
  const { folder, remove } = await temporaryFolder();
  const mount = 'mount -t tmpfs -o size=1m todoke "$0" && exec "$@"';
  const words = ['-Urm', 'sh', '-c', mount, folder, process.execPath, '-e', program, folder];
  const { stdout, stderr } = spawnSync('unshare', words, { encoding: 'utf8' });
  expect(stderr.replace(/.*Warning.*\n/g, '')).toBe('');
  const [said, left, there] = JSON.parse(stdout) as [string[], number, string[]];
  expect(said).toEqual(Array(5).fill('ENOSPC'));
  expect(left).toBe(0);
  expect(there).toEqual(['ballast']);
  await remove();
});
