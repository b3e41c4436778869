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
  offset?: string;
  size?: number;
}

export interface AsarFile {
  path: string;
  /** Lies beside the archive, in app.asar.unpacked. */
  unpacked: boolean;
  /** Empty for an unpacked file. */
  bytes: Buffer;
}

/** The header of an archive as it stands in it: what the program's integrity hash is taken of. */
export function asarHeader(archive: Buffer): string {
  return archive.toString('utf8', 16, 16 + archive.readUInt32LE(12));
}

/** Every file an archive lists, by path with slashes. */
export function readAsar(archive: Buffer): AsarFile[] {
  const start = 8 + archive.readUInt32LE(4);
  const list = (entry: AsarEntry, path: string): AsarFile[] => {
    if (entry.files) {
      return Object.entries(entry.files).flatMap(([name, below]) => list(below, path ? `${path}/${name}` : name));
    }
    const at = start + Number(entry.offset ?? 0);
    const unpacked = entry.unpacked === true;
    return [{ path, unpacked, bytes: archive.subarray(at, at + (unpacked ? 0 : (entry.size ?? 0))) }];
  };
  return list(JSON.parse(asarHeader(archive)), '').sort((one, other) => (one.path < other.path ? -1 : 1));
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
