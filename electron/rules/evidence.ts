/** Largest scan or mail kept as evidence, in bytes: it lies in the register, and in every backup of it. */
export const EVIDENCE_BYTES = 10 * 1024 * 1024;

/** How each kind of file begins (PDF: ISO 32000-1 7.5.2; PNG: RFC 2083 3.1; JPEG: T.81 B.1.1.3; TIFF 6.0 p. 13). */
const KINDS: readonly { mediaType: string; begins: readonly (readonly number[])[] }[] = [
  { mediaType: 'application/pdf', begins: [[0x25, 0x50, 0x44, 0x46, 0x2d]] },
  { mediaType: 'image/png', begins: [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]] },
  { mediaType: 'image/jpeg', begins: [[0xff, 0xd8, 0xff]] },
  {
    mediaType: 'image/tiff',
    begins: [
      [0x49, 0x49, 0x2a, 0x00],
      [0x4d, 0x4d, 0x00, 0x2a],
    ],
  },
];

/** What a file is by what it begins with, if it may be kept as evidence; null if not. A mail is told by its name. */
export function evidenceType(fileName: string, content: Uint8Array): string | null {
  if (content.length === 0 || content.length > EVIDENCE_BYTES) return null;
  if (/\.eml$/i.test(fileName)) return 'message/rfc822';
  const starts = (begin: readonly number[]) => begin.every((byte, at) => content[at] === byte);
  return KINDS.find(({ begins }) => begins.some(starts))?.mediaType ?? null;
}
