import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import config from '../../build/electron-builder.config.ts';

const ROOT = join(import.meta.dirname, '../..');

// electron-builder's own check of a configuration, found the way it finds it; it is not part of its public face.
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const { validateConfiguration } = builder('app-builder-lib/out/util/config/config');
const { DebugLogger } = builder('builder-util');
const validate = (candidate: unknown): Promise<void> => validateConfiguration(candidate, new DebugLogger(false));

test('the packaging configuration passes the check of electron-builder, and a misspelt key would not', async () => {
  await expect(validate(config)).resolves.toBeUndefined();
  await expect(validate({ ...config, nsis: { ...config.nsis, oneClik: true } })).rejects.toThrow(
    /configuration\.nsis should be/,
  );
});

test('Windows gets an installer that needs no administrator and leaves the register alone, and a portable program', () => {
  expect(config.win?.target).toEqual([
    { target: 'nsis', arch: 'x64' },
    { target: 'portable', arch: 'x64' },
  ]);
  expect(config.nsis).toMatchObject({ oneClick: true, perMachine: false, deleteAppDataOnUninstall: false });
});

test('nothing is compiled, fetched or published while packing', () => {
  expect(config).toMatchObject({ npmRebuild: false, nodeGypRebuild: false, publish: null });
});

test('of all packages only what is found at run time is a dependency: the rest is bundled', () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(Object.keys(dependencies)).toEqual(['@myriaddreamin/typst-ts-node-compiler', 'better-sqlite3']);
});

test('the icon comes in every size Windows asks for, up to 256, and as 512 pixels for the others', () => {
  const png = readFileSync(join(ROOT, 'build/icons/icon.png'));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([512, 512]);
  const ico = readFileSync(join(ROOT, 'build/icons/icon.ico'));
  const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const entry = 6 + 16 * index;
    const image = ico.subarray(ico.readUInt32LE(entry + 12));
    expect(image.toString('latin1', 1, 4)).toBe('PNG');
    expect(ico.readUInt8(entry) || 256).toBe(image.readUInt32BE(16));
    return image.readUInt32BE(16);
  });
  expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
});
