import QRCode from 'qrcode';

/** A row of dark modules: where each run begins and how many it has. */
type Runs = [number, number][];

/**
 * The QR code of a slip (ISO/IEC 18004) with the highest error correction, for FAX machines lose dots. With its quiet
 * zone of four modules on each side.
 */
export function squareCode(text: string): Runs[] {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'H' });
  const rows: Runs[] = Array.from({ length: modules.size + 2 * QUIET }, () => []);
  for (let y = 0; y < modules.size; y += 1) {
    const row = rows[y + QUIET];
    for (let x = 0; x < modules.size; x += 1) {
      if (!row || !modules.get(y, x)) continue;
      const last = row.at(-1);
      if (last && last[0] + last[1] === x + QUIET) last[1] += 1;
      else row.push([x + QUIET, 1]);
    }
  }
  return rows;
}

const QUIET = 4;
