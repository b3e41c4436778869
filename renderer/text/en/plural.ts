/** `1 day`, `2 days`: a number as it is shown, and what is counted. */
export const plural = (n: string, one: string, many = `${one}s`): string => `${n} ${n === '1' ? one : many}`;
