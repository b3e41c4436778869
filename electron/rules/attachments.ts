const OFFICE = 'application/vnd.openxmlformats-officedocument';

/**
 * What a file is by its name and its content, if it may go with a notice; null if not. A name that promises something
 * else than what is inside, macros and empty files are refused.
 */
export function attachmentType(fileName: string, content: Uint8Array): string | null {
  if (content.length === 0) return null;
  switch (/\.([a-z]+)$/i.exec(fileName)?.[1]?.toLowerCase()) {
    // ISO 32000-1 7.5.2, and Annex H: the header within the first 1,024 bytes.
    case 'pdf':
      return latin1(content.subarray(0, 1024)).includes('%PDF-') ? 'application/pdf' : null;
    case 'docx':
      return isPackage(content, 'word/document.xml') ? `${OFFICE}.wordprocessingml.document` : null;
    case 'xlsx':
      return isPackage(content, 'xl/workbook.xml') ? `${OFFICE}.spreadsheetml.sheet` : null;
    case 'csv':
      return isText(content) ? 'text/csv' : null;
    default:
      return null;
  }
}

const latin1 = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

/** An Office Open XML package (ECMA-376 part 2) is a zip file; its directory names the parts in clear. */
function isPackage(content: Uint8Array, part: string): boolean {
  const bytes = latin1(content);
  const holds = (name: string) => bytes.includes(name);
  return bytes.startsWith('PK\x03\x04') && holds('[Content_Types].xml') && holds(part) && !holds('vbaProject.bin');
}

function isText(content: Uint8Array): boolean {
  return content.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

/** A file name for the eyes of others: one line, no path, at most 120 characters with its ending. */
export function attachmentName(fileName: string): string {
  const name = fileName.replace(/[\p{Cc}\\/]/gu, '_').toWellFormed();
  const [, stem = name, ending = ''] = /^(.*?)(\.[^.]*)?$/su.exec(name) ?? [];
  const letters = [...stem];
  return letters.slice(0, 120 - ending.length).join('') + ending;
}
