import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Lock, licenceAllowed, nameOf, supplyFaults } from '../../build/supplyRules.ts';
import { ROOT, textOf } from './sources.ts';

const lock: Lock = JSON.parse(textOf('package-lock.json'));
const good = { version: '1.0.0', integrity: 'sha512-x', license: 'MIT' };
const faultsWith = (change: object) => supplyFaults({ packages: { 'node_modules/x': { ...good, ...change } } });

describe('what the program is made of', () => {
  test('every package is proven, from the registry, freely licensed, and runs nothing when installed', () => {
    expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
    expect(supplyFaults(lock)).toEqual([]);
  });

  test('npm is told to run no script of any package', () => {
    expect(textOf('.npmrc')).toMatch(/^ignore-scripts=true$/m);
  });

  test.each([
    ['has no SHA-512', { integrity: 'sha1-x' }],
    ['has no SHA-512', { integrity: undefined }],
    ['comes from a named place instead of the registry', { resolved: 'git+ssh://git.example.jp/x' }],
    ['has the licence GPL-3.0-only', { license: 'GPL-3.0-only' }],
    ['has the licence nobody knows', { license: undefined }],
    ['has the licence MPL-2.0', { license: 'MPL-2.0' }],
    ['runs a script when installed', { hasInstallScript: true }],
  ])('a package that %s is found', (fault, change) => {
    expect(faultsWith(change)).toEqual([`node_modules/x ${fault}`]);
  });

  test('a tool may have a licence that what is shipped may not', () => {
    expect(faultsWith({ license: 'MPL-2.0', dev: true })).toEqual([]);
    expect(faultsWith({ license: 'AGPL-3.0', dev: true })).toHaveLength(1);
  });

  test.each([
    ['MIT', true],
    ['(MIT OR GPL-2.0)', true],
    ['MIT AND OFL-1.1', true],
    ['MIT AND GPL-2.0', false],
    ['SEE LICENSE IN x', false],
    ['', false],
  ])('the licence "%s" may be shipped: %s', (expression, allowed) => {
    expect(licenceAllowed(expression, true)).toBe(allowed);
  });
});

test('`npm run supply` lists exactly the packages of the lock file, and says so when known holes were not asked for', () => {
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'build/supply.ts')], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/, 0 faults$/m);
  expect(stdout).toMatch(/^known holes: (\d+ critical|NOT CHECKED)/m);
  const bom = JSON.parse(readFileSync(join(ROOT, 'release/sbom.cdx.json'), 'utf8'));
  expect(bom).toMatchObject({
    bomFormat: 'CycloneDX',
    metadata: { component: { name: 'todoke', type: 'application' } },
  });
  const listed = new Set(
    bom.components.map(({ name, version }: { name: string; version: string }) => `${name}@${version}`),
  );
  const locked = Object.entries(lock.packages).filter(([folder]) => folder !== '');
  expect(listed).toEqual(new Set(locked.map(([folder, { version }]) => `${nameOf(folder)}@${version}`)));
});
