import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);

interface Entry {
  name: Buffer;
  crc: number;
  packed: number;
  unpacked: number;
  offset: number;
}

/** Sizes follow the data: nobody knows them when an entry begins. Names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1980-01-01: the same rows give the same file. */
const NO_DATE = 0x00210000;

/** A zip file as it grows (APPNOTE.TXT 6.3.10 of PKWARE, sections 4.3.7, 4.3.9, 4.3.12 and 4.3.16). */
export function zipWriter() {
  const entries: Entry[] = [];
  let offset = 0;

  async function* entry(
    name: string,
    pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): AsyncGenerator<Buffer, void> {
    const made: Entry = { name: Buffer.from(name), crc: 0, packed: 0, unpacked: 0, offset };
    entries.push(made);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    writeCommon(head, 4, made);
    const sent = Buffer.concat([head, made.name]);
    yield sent;
    for await (const piece of pieces) {
      made.crc = crc32(piece, made.crc);
      made.unpacked += piece.length;
      // Each piece ends on a whole byte without ending the data, so that they may simply follow each other.
      const packed = await deflate(piece, { level: 3, finishFlush: constants.Z_SYNC_FLUSH });
      made.packed += packed.length;
      yield packed;
    }
    const end = await deflate(Buffer.alloc(0));
    made.packed += end.length;
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(0x08074b50, 0);
    writeSizes(sizes, 4, made);
    yield Buffer.concat([end, sizes]);
    offset += sent.length + made.packed + sizes.length;
  }

  function directory(): Buffer {
    const rows = entries.map((made) => {
      const row = Buffer.alloc(46);
      row.writeUInt32LE(0x02014b50, 0);
      row.writeUInt16LE(20, 4);
      writeCommon(row, 6, made);
      writeSizes(row, 16, made);
      row.writeUInt32LE(made.offset, 42);
      return Buffer.concat([row, made.name]);
    });
    const all = Buffer.concat(rows);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(entries.length, 8);
    end.writeUInt16LE(entries.length, 10);
    end.writeUInt32LE(all.length, 12);
    end.writeUInt32LE(offset, 16);
    return Buffer.concat([all, end]);
  }

  return { entry, directory };
}

/** What the head of an entry and its row in the directory share: version, flags, method, date, length of the name. */
function writeCommon(buffer: Buffer, at: number, { name }: Entry): void {
  buffer.writeUInt16LE(20, at);
  buffer.writeUInt16LE(FLAGS, at + 2);
  buffer.writeUInt16LE(DEFLATED, at + 4);
  buffer.writeUInt32LE(NO_DATE, at + 6);
  buffer.writeUInt16LE(name.length, at + 22);
}

function writeSizes(buffer: Buffer, at: number, { crc, packed, unpacked }: Entry): void {
  buffer.writeUInt32LE(crc, at);
  buffer.writeUInt32LE(packed, at + 4);
  buffer.writeUInt32LE(unpacked, at + 8);
}
