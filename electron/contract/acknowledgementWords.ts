import { z } from 'zod';

/** How the office told us: five ways a clerk takes down, a form on the web, a slip whose way nobody noted. */
export const acknowledgementMethod = z.enum(['phone', 'fax', 'mail', 'visit', 'post', 'form', 'slip']);
export type AcknowledgementMethod = z.infer<typeof acknowledgementMethod>;

/**
 * What the office answered. All but the last two say that it has the text and read it.
 * `agreed`, `declined`: to be named in the joint report · `contact_changed`: somebody else there must be asked ·
 * `left`: it is no member any more.
 */
export const acknowledgementAnswer = z.enum(['confirmed', 'agreed', 'declined', 'question', 'contact_changed', 'left']);
export type AcknowledgementAnswer = z.infer<typeof acknowledgementAnswer>;

/** The door an answer came in by. */
export const acknowledgementDoor = z.enum(['hand', 'slip', 'list', 'mail', 'call']);
export type AcknowledgementDoor = z.infer<typeof acknowledgementDoor>;
