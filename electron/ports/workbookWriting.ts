import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);

/** A sheet to write: its heading, then its rows, page by page. Every cell is text. */
export interface Sheet {
  heading: readonly string[];
  /** Widths of the columns, in characters of half width. */
  widths: readonly number[];
  pages: AsyncIterable<readonly (readonly string[])[]>;
}

/**
 * An Excel workbook of one sheet, piece by piece: at no time more than a page of rows is held. Cells are strings in
 * the format "text", so that nothing is computed, no zero is lost and no digit rounded (ECMA-376 part 1, 18.3.1.4,
 * `inlineStr`). The heading is bold and stays in sight.
 */
export async function* writeWorkbook(sheet: Sheet): AsyncGenerator<Uint8Array, void> {
  const zip = zipWriter();
  for (const [name, text] of Object.entries(FRAME)) yield* zip.entry(name, [Buffer.from(text)]);
  yield* zip.entry('xl/worksheets/sheet1.xml', sheetPieces(sheet));
  yield zip.directory();
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** All but the sheet itself. Number format 49 is "text"; style 1 a cell, style 2 the heading. */
const FRAME = {
  '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
  '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="一覧" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Yu Gothic"/></font><font><b/><sz val="11"/><name val="Yu Gothic"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`,
} as const;

async function* sheetPieces({ heading, widths, pages }: Sheet): AsyncGenerator<Buffer, void> {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  const letters = heading.map((_, at) => columnLetters(at));
  const rowXml = (cells: readonly string[], line: number, style: number) => {
    let xml = `<row r="${line}">`;
    for (const [at, cell] of cells.entries()) {
      // An empty cell is no cell: a third of a usual list.
      if (cell !== '') xml += `<c r="${letters[at]}${line}" s="${style}" t="inlineStr"><is>${textXml(cell)}</is></c>`;
    }
    return `${xml}</row>`;
  };
  const beginning = `${HEAD}<worksheet xmlns="${MAIN}">${frozen}<cols>${columns.join('')}</cols><sheetData>`;
  yield Buffer.from(beginning + rowXml(heading, 1, 2));
  let line = 1;
  for await (const rows of pages) {
    yield Buffer.from(
      rows
        .map((cells) => {
          line += 1;
          return rowXml(cells, line, 1);
        })
        .join(''),
    );
  }
  yield Buffer.from('</sheetData></worksheet>');
}

/** 0 is A, 26 is AA. */
function columnLetters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : columnLetters(Math.floor(at / 26) - 1) + last;
}

// ECMA-376 part 1, 22.9.2.19 (ST_Xstring): what XML cannot hold is written _xHHHH_, and what looks like that, too.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters it is about
const NEEDS_CODE = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}|_(?=x[0-9A-Fa-f]{4}_)/gu;
const NEEDS_CARE = /[^ -%'-;=?-^`-~\u3000-\ud7ff\uf900-\uffef]/;
const KEEPS_SPACE = /^\s|\s$|\n/;

function textXml(cell: string): string {
  const text = NEEDS_CARE.test(cell) ? escaped(cell) : cell;
  return KEEPS_SPACE.test(cell) ? `<t xml:space="preserve">${text}</t>` : `<t>${text}</t>`;
}

function escaped(cell: string): string {
  return cell
    .replace(/\r\n?/g, '\n')
    .replace(NEEDS_CODE, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

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
function zipWriter() {
  const entries: Entry[] = [];
  let offset = 0;

  async function* entry(name: string, pieces: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer, void> {
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
