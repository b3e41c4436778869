import { useSyncExternalStore } from 'react';
import type { AcknowledgementMethod } from '../electron/contract/acknowledgements.ts';
import type { ReportName } from '../electron/contract/reportList.ts';

export type Language = 'ja' | 'en';
/** `western` 2026-06-05(金) · `era` 令和8年6月5日 */
export type DateForm = 'western' | 'era';

/** What this window remembers for its user. Nothing of the register is kept here. */
interface Preferences {
  language: Language;
  dateForm: DateForm;
  incidentId: number | null;
  method: AcknowledgementMethod;
  /** The reception box is heard as well as seen. */
  sounds: boolean;
  matrixOrder: 'risk' | 'code';
  /** The columns last written of each report, in their order. */
  reportColumns: Partial<Record<ReportName, string[]>>;
  /** Two versions left and right, or one text with both. */
  compareView: 'side' | 'inline';
}

const KEY = 'todoke.preferences';
const defaults: Preferences = {
  language: 'ja',
  dateForm: 'western',
  incidentId: null,
  method: 'phone',
  sounds: true,
  matrixOrder: 'risk',
  reportColumns: {},
  compareView: 'side',
};

function load(): Preferences {
  const saved = localStorage.getItem(KEY);
  return saved ? { ...defaults, ...JSON.parse(saved) } : defaults;
}

let preferences = load();
tellLanguage();
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What reads the window aloud, and the styles, go by the language of the page. */
function tellLanguage(): void {
  document.documentElement.lang = preferences.language;
}

/** Remembers a choice and shows it everywhere at once. */
export function prefer(change: Partial<Preferences>): void {
  preferences = { ...preferences, ...change };
  localStorage.setItem(KEY, JSON.stringify(preferences));
  tellLanguage();
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => preferences);
}
