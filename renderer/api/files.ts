import { CHUNK_BYTES } from '../../electron/contract/files.ts';
import { client } from './client.ts';

/** Bytes to base64 through the browser's own reader: no limit on the argument count, no loop in script. */
function toBase64(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(piece);
  });
}

/**
 * Brings a chosen file into the app's own folder, piece by piece.
 * Answers the name later calls use. `onProgress` hears bytes done.
 */
export async function uploadFile(
  file: File,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<string> {
  let name: string | undefined;
  let offset = 0;
  do {
    const base64 = await toBase64(file.slice(offset, offset + CHUNK_BYTES));
    const answer = await client.files.put({ name: file.name, file: name, base64 }, { signal });
    name = answer.file;
    offset += CHUNK_BYTES;
    onProgress(Math.min(offset, file.size));
  } while (offset < file.size);
  return name;
}

/** Fetches an exported file piece by piece and hands it to the browser to save. */
export async function downloadFile(file: string): Promise<void> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let name = '';
  for (let offset: number | null = 0; offset !== null; ) {
    const piece: Awaited<ReturnType<typeof client.files.get>> = await client.files.get({ file, offset });
    pieces.push(Uint8Array.from(atob(piece.base64), (character) => character.charCodeAt(0)));
    name = piece.name;
    offset = piece.next;
  }
  const address = URL.createObjectURL(new Blob(pieces));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
