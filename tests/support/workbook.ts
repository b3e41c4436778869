import { crc32, deflateRawSync } from 'node:zlib';

/** One file of a zip. `claims` is what the directory says instead of the truth. */
export interface ZipFile {
  name: string;
  content: Buffer | string;
  claims?: { unpacked?: number; crc?: number; flags?: number; method?: number };
}

/** A zip file, deflated. */
export function makeZip(files: readonly ZipFile[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims } of files) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(claims?.flags ?? 0, 2);
    fields.writeUInt16LE(claims?.method ?? 8, 4);
    fields.writeUInt32LE(claims?.crc ?? crc32(raw), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claims?.unpacked ?? raw.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, where, Buffer.from(name)]));
    bodies.push(body);
    offset += body.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, central, end]);
}

/** A cell: text, a number as Excel writes it, or a date as its number of days. */
export type WorkbookCell = string | { number: string } | { days: number };

/** The files of a workbook with one sheet. */
export function workbookFiles(rows: readonly (readonly WorkbookCell[])[]): ZipFile[] {
  const sheet = rows.map(
    (cells, row) => `<row r="${row + 1}">${cells.map((cell, at) => cellXml(cell, row, at)).join('')}</row>`,
  );
  return sheetFiles(`<sheetData>${sheet.join('')}</sheetData>`);
}

/** The files of a workbook whose one sheet holds this XML. */
export function sheetFiles(sheet: string): ZipFile[] {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packages = 'http://schemas.openxmlformats.org/package/2006';
  const xml = '<?xml version="1.0" encoding="UTF-8"?>';
  const part = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const parts = (inner: string) => `${xml}<Relationships xmlns="${packages}/relationships">${inner}</Relationships>`;
  return [
    { name: '[Content_Types].xml', content: `${xml}<Types xmlns="${packages}/content-types"/>` },
    { name: '_rels/.rels', content: parts(part('rId1', 'officeDocument', 'xl/workbook.xml')) },
    {
      name: 'xl/workbook.xml',
      content: `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="台帳" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: parts(part('rId1', 'worksheet', 'worksheets/sheet1.xml') + part('rId2', 'styles', 'styles.xml')),
    },
    {
      name: 'xl/styles.xml',
      content: `${xml}<styleSheet xmlns="${main}"><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    },
    { name: 'xl/worksheets/sheet1.xml', content: `${xml}<worksheet xmlns="${main}">${sheet}</worksheet>` },
  ];
}

/** A workbook with one sheet, as Excel would save it. */
export const makeWorkbook = (rows: readonly (readonly WorkbookCell[])[]): Buffer => makeZip(workbookFiles(rows));

function cellXml(cell: WorkbookCell, row: number, column: number): string {
  const place = `${columnName(column)}${row + 1}`;
  if (typeof cell !== 'string') {
    return 'days' in cell
      ? `<c r="${place}" s="1"><v>${cell.days}</v></c>`
      : `<c r="${place}"><v>${cell.number}</v></c>`;
  }
  const text = cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return cell === '' ? '' : `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** 0 is A, 26 is AA. */
export function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}
