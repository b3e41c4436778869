import { ORPCError } from '@orpc/client';
import { type ErrorCode, type ErrorParams, errorSentence, isErrorCode } from '../../electron/contract/errors.ts';
import type { Language } from '../preferences.ts';

function isParams(data: unknown): data is ErrorParams {
  return typeof data === 'object' && data !== null;
}

/** The code of the closed list an error carries; `unreachable` when no answer came at all. */
export function errorCode(error: unknown): ErrorCode | 'unreachable' {
  if (!(error instanceof ORPCError)) return 'unreachable';
  if (isErrorCode(error.code)) return error.code;
  return error.status === 401 ? 'not_signed_in' : 'internal';
}

const unreachable = {
  ja: 'Todoke の本体とつながりません。入力はそのままです。つながり次第、もう一度お試しください。',
  en: 'Todoke cannot be reached just now. What you typed is still here. Please try again once it is back.',
};

/** The data of an error with a field's name (`mail.port`) as the screen calls it. */
function withFieldName(data: ErrorParams, fieldNames: Record<string, string>): ErrorParams {
  const last = typeof data.field === 'string' ? data.field.split('.').at(-1) : undefined;
  return last && last in fieldNames ? { ...data, field: fieldNames[last] ?? last } : data;
}

/** What went wrong, in the clerk's language. `fieldNames`: what the screen calls the fields of the contract. */
export function errorText(error: unknown, language: Language, fieldNames: Record<string, string>): string {
  const code = errorCode(error);
  if (code === 'unreachable') return unreachable[language];
  const data = error instanceof ORPCError && isParams(error.data) ? withFieldName(error.data, fieldNames) : {};
  return errorSentence(code, data, language);
}
