import { usePreferences } from '../preferences.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';

const languages = { ja, en };

/** The words of the window in the clerk's language. */
export function useText(): typeof ja {
  return languages[usePreferences().language];
}
