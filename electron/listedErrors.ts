import { ORPCError, ValidationError } from '@orpc/server';
import { type ErrorCode, errors as errorList, fail, isErrorCode } from './contract/errors.ts';

/** How the codes of SQLite, PostgreSQL (its appendix A) and the system begin; for errors without one, the words. */
const KNOWN_TROUBLE: Record<string, ErrorCode> = {
  SQLITE_FULL: 'disk_full',
  // The file beside the register that its connections share could not be made as large as it must be.
  SQLITE_IOERR_SHMSIZE: 'disk_full',
  '53100': 'disk_full',
  ENOSPC: 'disk_full',
  SQLITE_BUSY: 'database_busy',
  SQLITE_LOCKED: 'database_busy',
  // The server's line broke, it is being stopped or started, or it has no place left for one more.
  '08': 'database_busy',
  '57P0': 'database_busy',
  '53300': 'database_busy',
  ECONNREFUSED: 'database_busy',
  ECONNRESET: 'database_busy',
  ETIMEDOUT: 'database_busy',
  EHOSTUNREACH: 'database_busy',
  'Connection terminated': 'database_busy',
  'timeout exceeded when trying to connect': 'database_busy',
  // The register was left while this call was at it: another is being put in its place.
  'The database connection is not open': 'database_busy',
  'driver has already been destroyed': 'database_busy',
  SQLITE_CANTOPEN: 'read_only',
  SQLITE_READONLY: 'read_only',
  // The server has become one that only answers questions.
  '25006': 'read_only',
  EACCES: 'read_only',
  EPERM: 'read_only',
  EROFS: 'read_only',
  SQLITE_CORRUPT: 'register_damaged',
  SQLITE_NOTADB: 'register_damaged',
};

/** Whatever went wrong, what leaves the app is one of the closed list. */
export function toListedError(error: unknown): ORPCError<ErrorCode, unknown> {
  if (error instanceof ORPCError) {
    if (isErrorCode(error.code) && error.status === errorList[error.code].status)
      return error as ORPCError<ErrorCode, unknown>;
    if (error.code === 'BAD_REQUEST') return fail('invalid_input', { field: fieldOf(error) });
  }
  const trouble = error instanceof Error ? String('code' in error ? error.code : error.message) : '';
  const listed = Object.entries(KNOWN_TROUBLE).find(([beginning]) => trouble.startsWith(beginning))?.[1];
  if (listed) return fail(listed);
  const hidden = fail('internal');
  hidden.cause = error;
  return hidden;
}

/** The way to the first wrong field, e.g. `mail.port`. */
function fieldOf(error: ORPCError<string, unknown>): string {
  const issue = error.cause instanceof ValidationError ? error.cause.issues[0] : undefined;
  const way = issue?.path?.map((part) => String(typeof part === 'object' ? part.key : part)) ?? [];
  return way.length > 0 ? way.join('.') : 'input';
}
