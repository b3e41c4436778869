/** A phone number as it is dialled, also where it was written in wide characters (ＮＦＫＣ): the register keeps it as it came. */
export const dialled = (phone: string): string => phone.normalize('NFKC').replaceAll('\u2212', '-');
