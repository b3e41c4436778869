import { likePattern, searchTerms } from '../rules/searchKey.ts';

/** LIKE patterns over the offices' search key for what a clerk typed; all must match. */
export function patternsOf(search: string | undefined): string[] {
  return searchTerms(search ?? '').map(likePattern);
}
