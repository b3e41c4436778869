import type { Random } from '../../electron/practice/random.ts';

// What a disk holds after the power goes: everything that was waited for, and of the rest nothing, a part, or torn
// pieces. Made from the calls a program made, as strace wrote them down.

/** One call that changes a file, or one word that the program said. */
export type Call =
  | { kind: 'write'; file: string; offset: number; bytes: Buffer }
  | { kind: 'truncate'; file: string; length: number }
  | { kind: 'sync'; file: string }
  | { kind: 'remove'; file: string }
  | { kind: 'said'; text: string };

/** What becomes of what was written and not yet waited for. */
export type Fate = 'dropped' | 'some' | 'torn';

/** Disks write sectors of this size whole. */
const SECTOR = 512;

type Bytes = Buffer<ArrayBuffer>;

/** A file as it is on the disk, and what is still only promised. */
interface OnDisk {
  safe: Bytes;
  promised: (Call & { kind: 'write' | 'truncate' })[];
}

/** A disk that the calls are played to, one after the other. */
export class Disk {
  readonly #files = new Map<string, OnDisk>();

  play(call: Call): void {
    if (call.kind === 'said') return;
    const file = this.#files.get(call.file) ?? { safe: Buffer.alloc(0), promised: [] };
    this.#files.set(call.file, file);
    if (call.kind === 'remove') this.#files.delete(call.file);
    else if (call.kind === 'sync') {
      file.safe = file.promised.reduce<Bytes>(apply, file.safe);
      file.promised = [];
    } else file.promised.push(call);
  }

  /** The files as they may be found after the power went now. */
  image(fate: Fate, random: Random): Map<string, Buffer> {
    const found = new Map<string, Buffer>();
    for (const [name, { safe, promised }] of this.#files) {
      let bytes: Bytes = Buffer.from(safe);
      for (const call of promised) {
        if (fate === 'dropped' || random.chance(0.5)) continue;
        bytes = apply(bytes, fate === 'torn' ? torn(call, random) : call);
      }
      found.set(name, bytes);
    }
    return found;
  }
}

/** A part of a write that begins and ends with a sector. */
function torn(call: OnDisk['promised'][number], random: Random): OnDisk['promised'][number] {
  if (call.kind === 'truncate') return call;
  const sectors = Math.ceil(call.bytes.length / SECTOR);
  const first = random.int(0, sectors - 1);
  const last = random.int(first, sectors - 1);
  return {
    ...call,
    offset: call.offset + first * SECTOR,
    bytes: call.bytes.subarray(first * SECTOR, (last + 1) * SECTOR),
  };
}

function apply(bytes: Bytes, call: OnDisk['promised'][number]): Bytes {
  if (call.kind === 'truncate') {
    const cut = Buffer.alloc(call.length);
    bytes.copy(cut);
    return cut;
  }
  const end = call.offset + call.bytes.length;
  const grown = end <= bytes.length ? bytes : Buffer.concat([bytes, Buffer.alloc(end - bytes.length)]);
  call.bytes.copy(grown, call.offset);
  return grown;
}

const LINE = /^(?:\[pid +)?(?:\d+\]? +)?(\w+)\((.*)$/;

/** Reads what `strace -f -y -xx` wrote: the calls that change a file in `folder`, and what the program said. */
export function callsOf(trace: string, folder: string): Call[] {
  const calls: Call[] = [];
  const open = new Map<string, string>();
  for (const line of trace.split('\n')) {
    const pid = /^\d+/.exec(line)?.[0] ?? '';
    // A call that another thread interrupted is told in two lines.
    if (line.includes('<unfinished ...>')) {
      open.set(pid, line.replace(/ *<unfinished \.\.\.>$/, ''));
      continue;
    }
    const resumed = /<\.\.\. \w+ resumed>(.*)$/.exec(line);
    const whole = resumed ? `${open.get(pid) ?? ''}${resumed[1]}` : line;
    const call = callOf(whole, folder);
    if (call) calls.push(call);
  }
  return calls;
}

function callOf(line: string, folder: string): Call | null {
  const [, name = '', rest = ''] = LINE.exec(line) ?? [];
  if (/\) += -1 /.test(rest)) return null;
  const [, descriptor, path] = /^(\d+)<([^>]*)>/.exec(rest) ?? [];
  const file = unescaped(path ?? '').toString();
  if (name === 'write' && descriptor === '1')
    return { kind: 'said', text: unescaped(quoted(rest)[0] ?? '').toString() };
  if (name === 'unlink' || name === 'unlinkat') {
    const gone = unescaped(quoted(rest)[0] ?? '').toString();
    return gone.startsWith(folder) ? { kind: 'remove', file: gone } : null;
  }
  if (!file.startsWith(folder) || file.endsWith('-shm')) return null;
  if (name === 'fdatasync' || name === 'fsync') return { kind: 'sync', file };
  if (name === 'ftruncate') return { kind: 'truncate', file, length: Number(/, (\d+)\)/.exec(rest)?.[1]) };
  if (name !== 'pwrite64') return null;
  const offset = Number(/, \d+, (\d+)\)/.exec(rest)?.[1]);
  return { kind: 'write', file, offset, bytes: unescaped(quoted(rest)[0] ?? '') };
}

const quoted = (text: string) => [...text.matchAll(/"((?:\\x[\da-f]{2})*)"/g)].map(([, inside]) => inside ?? '');

/** `\x41` for every byte, as `-xx` writes strings; paths in angle brackets come plain or the same way. */
function unescaped(text: string): Buffer {
  return text.startsWith('\\x') ? Buffer.from(text.replaceAll('\\x', ''), 'hex') : Buffer.from(text);
}
