import { z } from 'zod';

/** A 13-digit labour insurance number, and the number with the zero Excel dropped. */
export const zeroOffer = z.object({ line: z.int(), code: z.string(), from: z.string(), to: z.string() });
export type ZeroOffer = z.infer<typeof zeroOffer>;

/** Several mail addresses in one cell: the first is the office's, the others are contacts of it that get notices. */
export const mailOffer = z.object({ line: z.int(), code: z.string(), first: z.string(), others: z.array(z.string()) });
export type MailOffer = z.infer<typeof mailOffer>;
