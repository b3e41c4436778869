import { containsMyNumber } from '../rules/myNumber.ts';

/** A file's name as it is kept. Its hash tells which file it was, should its digits look like a My Number. */
export const recordedName = (name: string) => (containsMyNumber(name) ? name.replace(/\p{N}/gu, '*') : name);
