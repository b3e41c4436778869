/**
 * Cuts a page read with one row too many: the extra row only tells that there is a next page.
 * @param cursorOf the place to go on after, made from the last row of the page
 */
export function cutPage<Row>(
  found: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => string,
): { rows: Row[]; next: string | null } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: found.length > limit && last !== undefined ? cursorOf(last) : null };
}
