import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UpdateManifest } from '../../electron/contract/updates.ts';
import { signedText } from '../../electron/rules/updateManifest.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { temporaryFolder } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const ROOT = join(import.meta.dirname, '../..');
const own = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const publicHalf = own.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
const content = Buffer.from('an installer');
const sha256 = createHash('sha256').update(content).digest('hex');
const installer = { name: 'Todoke-Setup-9.0.0.exe', bytes: content.length, sha256 };
const unsigned: Omit<UpdateManifest, 'signature'> = {
  format: 1,
  version: '9.0.0',
  platform: `${process.platform}-${process.arch}` as UpdateManifest['platform'],
  file: installer.name,
  bytes: content.length,
  sha256,
  releasedOn: '2026-12-01',
};

function letter(change: Partial<UpdateManifest> = {}, key = own.privateKey): string {
  const said = { ...unsigned, ...change };
  return JSON.stringify({ ...said, signature: sign(null, Buffer.from(signedText(said)), key).toString('base64') });
}

describe('an update', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ updateKey: publicHalf });
  });
  afterAll(() => app.close());
  const verify = (manifest: string, file = installer) => app.client.updates.verify({ manifest, installer: file });

  test('that the publisher signed, for this system and newer than this one, is genuine', async () => {
    expect(await verify(letter())).toEqual({ version: '9.0.0', releasedOn: '2026-12-01', name: installer.name });
  });

  test.each([
    ['signed by somebody else', letter({}, stranger.privateKey), 'signature'],
    ['without a letter', '', 'signature'],
    ['of this very version', letter({ version: packageJson.version }), 'older'],
    ['of an older version', letter({ version: '0.0.9' }), 'older'],
    ['for another system', letter({ platform: 'darwin-arm64' }), 'otherSystem'],
  ])('%s is refused', async (_what, manifest, reason) => {
    await expect(verify(manifest)).rejects.toMatchObject({ code: 'update_refused', data: { reason } });
  });

  test('whose file is another one than the letter names is refused', async () => {
    const changed = { code: 'update_refused', data: { reason: 'changed' } };
    await expect(verify(letter(), { ...installer, sha256: '0'.repeat(64) })).rejects.toMatchObject(changed);
    await expect(verify(letter(), { ...installer, bytes: 1 })).rejects.toMatchObject(changed);
  });

  test('with one character of its letter changed, at any of 200 places, is refused', async () => {
    const good = letter();
    let refused = 0;
    for (let n = 0; n < 200; n += 1) {
      const at = Math.floor((n * good.length) / 200);
      const other = good[at] === 'x' ? 'y' : 'x';
      const answer = await verify(good.slice(0, at) + other + good.slice(at + 1)).catch(({ code }) => code);
      if (answer === 'update_refused') refused += 1;
    }
    expect(refused).toBe(200);
  });

  test('is never genuine without a key, or with one that is none', async () => {
    for (const updateKey of ['', 'AAAA', `${publicHalf}AAAA`]) {
      const keyless = await createTestApp({ updateKey });
      const input = { manifest: letter(), installer };
      await expect(keyless.client.updates.verify(input)).rejects.toMatchObject({ code: 'update_no_key' });
      await keyless.close();
    }
  });

  test('that `npm run sign-update` wrote a letter for is genuine', async () => {
    const { folder, remove } = await temporaryFolder();
    const run = (...args: string[]) =>
      promisify(execFile)(process.execPath, [join(ROOT, 'build/signUpdate.ts'), ...args], { cwd: folder });
    const made = await run('--new-key', 'key.pem');
    const updateKey = made.stdout.trim().split(': ')[1] ?? '';
    await expect(run('--new-key', 'key.pem')).rejects.toThrow(/EEXIST/);
    await writeFile(join(folder, installer.name), content);
    await run('--key', 'key.pem', '--installer', installer.name, '--platform', unsigned.platform);
    const manifest = await readFile(join(folder, `${installer.name}.todoke-update.json`), 'utf8');
    const signed = await createTestApp({ updateKey });
    // The letter is for this very version, which is the first thing left to find fault with.
    await expect(signed.client.updates.verify({ manifest, installer })).rejects.toMatchObject({
      data: { reason: 'older' },
    });
    await signed.close();
    await remove();
  });
});
