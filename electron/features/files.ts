import { basename } from 'node:path';
import { CHUNK_BYTES } from '../contract/files.ts';
import { api } from './context.ts';

export const files = {
  put: api.files.put.handler(({ input, context }) =>
    context.files.upload(input.name, Buffer.from(input.base64, 'base64'), input.file),
  ),

  get: api.files.get.handler(async ({ input, context }) => {
    const piece = await context.files.readPiece(context.caller, input.file, input.offset, CHUNK_BYTES);
    const end = input.offset + piece.bytes.length;
    return {
      name: basename(input.file),
      base64: piece.bytes.toString('base64'),
      next: end < piece.size ? end : null,
    };
  }),
};
