import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// The editor of Windows programs that electron-builder itself uses, found the way it finds it.
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const { NtExecutable, NtExecutableResource, Resource }: typeof import('resedit') = builder('resedit');

/** What precedes the fuses in every Electron program: https://www.electronjs.org/docs/latest/tutorial/fuses */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Electron's own setting of the nine fuses, in their order; `1` is on. */
const DEFAULTS = '101100011';

/**
 * Writes a folder that electron-builder takes for an unpacked Electron: no program in it runs,
 * but it is named, laid out and fused like one.
 */
export function writeFakeElectron(folder: string, platform: 'linux' | 'win32'): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  writeFileSync(join(folder, 'version'), '45.4.1');
  writeFileSync(join(folder, 'LICENSE'), 'fictional');
  for (const locale of ['ja', 'en-US', 'fr']) writeFileSync(join(folder, `locales/${locale}.pak`), '');
  writeFileSync(join(folder, 'resources/default_app.asar'), emptyAsar());
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, DEFAULTS.length]), Buffer.from(DEFAULTS)]);
  const program = join(folder, platform === 'win32' ? 'electron.exe' : 'electron');
  writeFileSync(program, platform === 'win32' ? windowsProgram(wire) : wire);
  chmodSync(program, 0o755);
}

/** The fuses of a program as text, `1` for on, in Electron's order. */
export function readFuses(program: Buffer): string {
  const at = program.indexOf(SENTINEL) + SENTINEL.length;
  return program.toString('latin1', at + 2, at + 2 + (program[at + 1] ?? 0));
}

/** An archive without files: four lengths, then the header as JSON. */
function emptyAsar(): Buffer {
  const json = Buffer.from('{"files":{}}');
  const lengths = Uint32Array.of(4, json.length + 8, json.length + 4, json.length);
  return Buffer.concat([Buffer.from(lengths.buffer), json]);
}

interface AsarEntry {
  files?: Record<string, AsarEntry>;
  unpacked?: boolean;
}

/** Every file an archive lists, with slashes, in order; a `*` marks those that lie beside it in app.asar.unpacked. */
export function listAsar(archive: Buffer): string[] {
  const root: AsarEntry = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12)));
  const list = (entry: AsarEntry, path: string): string[] =>
    entry.files
      ? Object.entries(entry.files).flatMap(([name, below]) => list(below, path ? `${path}/${name}` : name))
      : [entry.unpacked ? `${path} *` : path];
  return list(root, '').sort();
}

/** An empty Windows program with the version block packaging looks for, and `data` behind it. */
function windowsProgram(data: Buffer): Buffer {
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.create(1033, {}, [
    { lang: 1033, codepage: 1200, values: { ProductName: 'Fake' } },
  ]);
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  program.setExtraData(Uint8Array.from(data).buffer);
  return Buffer.from(program.generate());
}
