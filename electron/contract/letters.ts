import { oc } from '@orpc/contract';
import { z } from 'zod';
import { filePath, id } from './common.ts';

/** Where the address stands, for envelopes with a window, and what goes on the slip (受領確認書). Millimetres of A4. */
export const letterLayout = z.object({
  windowLeft: z.number().min(5).max(120),
  windowTop: z.number().min(5).max(120),
  windowWidth: z.number().min(40).max(150),
  windowHeight: z.number().min(20).max(80),
  /** The slip on a sheet of its own, below the text, or none. */
  slip: z.enum(['sheet', 'below', 'none']),
  returnFax: z.string().max(40),
  /** Days from the letter's date to the day the slip is asked back. */
  returnWithin: z.int().min(1).max(90),
  /** Sender's lines, right above the title. */
  sender: z.string().max(400),
  /** The association's own Typst template; empty: the one of the house. */
  source: z.string().max(50_000),
});
export type LetterLayout = z.infer<typeof letterLayout>;

export const letters = {
  /** `house`: the template of the house, to begin an own one with. */
  layout: oc.input(z.object({})).output(letterLayout.extend({ house: z.string() })),
  /** Errors: template_broken, when an own template cannot be used. */
  saveLayout: oc.input(letterLayout.partial()).output(z.object({})),
  /** A layout, or what is to change in it, on an example, as one picture (SVG). Errors: template_broken. */
  sample: oc
    .input(letterLayout.partial().extend({ form: z.enum(['letter', 'fax']).default('letter') }))
    .output(z.object({ svg: z.string(), pages: z.int() })),
  /** One sheet with rulers and the window drawn, to hold against an envelope. */
  testPrint: oc.input(z.object({ file: filePath.optional() })).output(z.object({ file: z.string(), pages: z.int() })),
  /**
   * Letters (or FAX sheets) of a version in one PDF, in the order of the envelopes, with a check list of pages at
   * the end. `failed`: offices left out, with why.
   */
  render: oc
    .input(
      z.object({
        versionId: id,
        /** All of its audience, or only offices whose first channel this is. */
        audience: z.enum(['all', 'mail', 'fax', 'post', 'phone', 'none']).default('all'),
        form: z.enum(['letter', 'fax']).default('letter'),
        file: filePath.optional(),
      }),
    )
    .output(
      z.object({
        file: z.string(),
        pages: z.int(),
        offices: z.int(),
        failed: z
          .array(z.object({ code: z.string(), name: z.string(), reason: z.enum(['no_address', 'no_fax']) }))
          .max(1000),
        /** Characters the typeface lacks, printed as 〓, and in how many offices' letters. */
        missingCharacters: z
          .array(z.object({ character: z.string(), codePoint: z.string(), offices: z.int() }))
          .max(1000),
        /** Why the own template was not used and the house's was; null when all is well. */
        brokenTemplate: z.object({ line: z.int(), details: z.string() }).nullable(),
      }),
    ),
};
