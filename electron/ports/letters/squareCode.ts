// The core alone: what draws pictures of codes would have to be loaded by every thread that lays out letters.
import { create } from 'qrcode/lib/core/qrcode.js';

/** The modules of a QR code, row by row, `size` a side: 0 is dark, 255 light. */
export interface SquareCode {
  size: number;
  modules: Uint8Array;
}

/**
 * The QR code of a slip (ISO/IEC 18004) with the highest error correction, for FAX machines lose dots: version 1, which
 * holds the ten letters and digits (of its alphanumeric mode) that a slip code is shorter than. Always under the same
 * mask: to try all eight takes ten times as long, and readers take any. Its quiet zone of four modules is left to who
 * draws it.
 */
export function squareCode(text: string): SquareCode {
  const segment = { data: text, mode: 'alphanumeric' } as const;
  const { modules } = create([segment], { errorCorrectionLevel: 'H', version: 1, maskPattern: 3 });
  return { size: modules.size, modules: Uint8Array.from(modules.data, (dark) => (dark ? 0 : 255)) };
}
