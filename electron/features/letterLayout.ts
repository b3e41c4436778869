import { readSetting } from '../../db/queries/settings.ts';
import type { ReadDb } from '../../db/store.ts';
import { type LetterLayout, letterLayout } from '../contract/letters.ts';

/** Name of the settings row. */
export const LETTER_LAYOUT = 'letterLayout';

/** For 長3 with a window of 90 × 45 mm, 22 mm from the left and 12 mm from the top. */
const usual: LetterLayout = {
  windowLeft: 22,
  windowTop: 12,
  windowWidth: 90,
  windowHeight: 45,
  slip: 'sheet',
  returnFax: '',
  returnWithin: 7,
  sender: '',
  source: '',
};

/** How letters are laid out, checked for its shape; what was never set is as usual. */
export async function readLetterLayout(db: ReadDb): Promise<LetterLayout> {
  return letterLayoutOf(await readSetting(db, LETTER_LAYOUT));
}

/** The layout a stored value (null: never set) stands for. */
export function letterLayoutOf(stored: unknown): LetterLayout {
  return letterLayout.parse({ ...usual, ...letterLayout.partial().parse(stored ?? {}) });
}
