/** 第1報, 第2報（訂正）…: what a version is called until the clerk names it. */
export function defaultLabel(number: number, isCorrection = false): string {
  return `第${number}報${isCorrection ? '（訂正）' : ''}`;
}

/** All of a version that its SHA-256 covers, beside its audience. */
export interface FrozenVersion {
  label: string;
  documentNumber: string;
  datedOn: string;
  /** The number of the version it corrects; null for none. */
  supersedes: number | null;
  subject: string;
  body: string;
  /** JSON as it is stored. */
  parts: string;
  /** SHA-256 of each attachment, in order. */
  attachments: readonly string[];
}

/**
 * The text whose SHA-256 freezes a version, before the lines of its members. Each field carries its length in Unicode
 * code points, so that moving words from one field to another changes the text.
 */
export function frozenText(version: FrozenVersion): string {
  const field = (name: string, text: string) => `${name} ${[...text].length}\n${text}\n`;
  return [
    field('label', version.label),
    field('documentNumber', version.documentNumber),
    field('datedOn', version.datedOn),
    field('supersedes', String(version.supersedes ?? '')),
    field('subject', version.subject),
    field('body', version.body),
    field('parts', version.parts),
    ...version.attachments.map((sha256) => field('attachment', sha256)),
  ].join('');
}

/** The line of a member at approval, by office id after the text. */
export function frozenMember({
  code,
  slipCode,
  part,
}: {
  code: string;
  slipCode: string;
  part: number | null;
}): string {
  return `${code}\t${slipCode}\t${part ?? ''}\n`;
}
