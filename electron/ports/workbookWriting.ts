import { zipWriter } from './zipWriting.ts';

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
