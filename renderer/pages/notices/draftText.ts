import type { NoticeVersion } from '../../../electron/contract/notices.ts';

/** What a clerk writes of a version. */
export type DraftText = Pick<NoticeVersion, 'label' | 'documentNumber' | 'datedOn' | 'subject' | 'body' | 'parts'>;

/** What stays in this window until it is saved. */
export interface LocalCopy {
  text: DraftText;
  /** `updatedAt` of the draft it was written over. */
  over: string;
  /** The text of the last try to save: it may have arrived although no answer came. */
  tried: DraftText | null;
}

export function textOf(version: DraftText): DraftText {
  const { label, documentNumber, datedOn, subject, body, parts } = version;
  return { label, documentNumber, datedOn, subject, body, parts };
}

/** The same text always becomes the same letters, however its fields are ordered and whatever saving trims. */
function letters(text: DraftText): string {
  const trimmed = {
    ...textOf(text),
    label: text.label.trim(),
    documentNumber: text.documentNumber.trim(),
    subject: text.subject.trim(),
    parts: text.parts.map((part) => ({ ...part, title: part.title.trim() })),
  };
  return JSON.stringify(trimmed, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}

/** Whether two texts say the same. */
export function same(one: DraftText, other: DraftText): boolean {
  return letters(one) === letters(other);
}

/** Whether a text can be saved as it stands. */
export function isComplete(text: DraftText): boolean {
  const lines = [text.label, text.subject, text.body, ...text.parts.map((part) => part.title)];
  return lines.every((line) => line.trim() !== '');
}

const key = (versionId: number) => `todoke.draft.${versionId}`;

/** Keeps what is typed in this browser until it is saved. */
export function keepLocally(versionId: number, copy: LocalCopy): void {
  localStorage.setItem(key(versionId), JSON.stringify(copy));
}

/** It is saved: the copy has done its work. */
export function forgetLocally(versionId: number): void {
  localStorage.removeItem(key(versionId));
}

/** A text that was not chosen when two windows had written one draft; `by` null: it was typed in this window. */
export interface Aside {
  text: DraftText;
  by: string | null;
  at: string;
}

const asideKey = (versionId: number) => `todoke.draft.${versionId}.aside`;

/** Keeps it in this browser; null puts it away. */
export function keepAside(versionId: number, aside: Aside | null): void {
  if (aside) localStorage.setItem(asideKey(versionId), JSON.stringify(aside));
  else localStorage.removeItem(asideKey(versionId));
}

/** What is still set aside of a draft. */
export function recoverAside(versionId: number): Aside | null {
  const kept: Partial<Aside> = JSON.parse(localStorage.getItem(asideKey(versionId)) ?? '{}');
  return kept.text && kept.at ? { text: kept.text, by: kept.by ?? null, at: kept.at } : null;
}

/** What an earlier window typed and could not save; null when all of it is saved. */
export function recoverLocally(version: NoticeVersion): LocalCopy | null {
  const kept = localStorage.getItem(key(version.id));
  if (!kept) return null;
  const found: Partial<LocalCopy> = JSON.parse(kept);
  if (!found.text || !found.over) return null;
  return same(found.text, version) ? null : { text: found.text, over: found.over, tried: found.tried ?? null };
}
