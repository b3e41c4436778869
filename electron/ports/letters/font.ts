/**
 * Which characters a TrueType font has, out of its `cmap` table, formats 4 and 12
 * (https://learn.microsoft.com/typography/opentype/spec/cmap).
 */
export function fontCharacters(font: Buffer): (character: string) => boolean {
  const known = new Set<number>();
  const cmap = tableOffset(font, 'cmap');
  const count = font.readUInt16BE(cmap + 2);
  for (let n = 0; n < count; n += 1) {
    const table = cmap + font.readUInt32BE(cmap + 4 + 8 * n + 4);
    const format = font.readUInt16BE(table);
    if (format === 4) addSegments(font, table, known);
    if (format === 12) addGroups(font, table, known);
  }
  return (character) => known.has(character.codePointAt(0) ?? 0);
}

function tableOffset(font: Buffer, tag: string): number {
  const tables = font.readUInt16BE(4);
  for (let n = 0; n < tables; n += 1) {
    const record = 12 + 16 * n;
    if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8);
  }
  throw new Error(`the font has no table ${tag}`);
}

/** Format 4: segments of the Basic Multilingual Plane. */
function addSegments(font: Buffer, table: number, known: Set<number>): void {
  const twice = font.readUInt16BE(table + 6);
  const ends = table + 14;
  const [starts, deltas, ranges] = [1, 2, 3].map((part) => ends + 2 + part * twice);
  if (starts === undefined || deltas === undefined || ranges === undefined) return;
  for (let at = 0; at < twice; at += 2) {
    const [first, last] = [font.readUInt16BE(starts + at), font.readUInt16BE(ends + at)];
    const range = font.readUInt16BE(ranges + at);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const direct = (code + font.readUInt16BE(deltas + at)) & 0xffff;
      const glyph = range === 0 ? direct : font.readUInt16BE(ranges + at + range + 2 * (code - first));
      if (glyph !== 0) known.add(code);
    }
  }
}

/** Format 12: groups of all planes. */
function addGroups(font: Buffer, table: number, known: Set<number>): void {
  const groups = font.readUInt32BE(table + 12);
  for (let n = 0; n < groups; n += 1) {
    const group = table + 16 + 12 * n;
    for (let code = font.readUInt32BE(group); code <= font.readUInt32BE(group + 4); code += 1) known.add(code);
  }
}
