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

/** What went wrong, in the clerk's language. */
export function errorText(error: unknown, language: Language): string {
  const code = errorCode(error);
  if (code === 'unreachable') return unreachable[language];
  return errorSentence(code, error instanceof ORPCError && isParams(error.data) ? error.data : {}, language);
}
