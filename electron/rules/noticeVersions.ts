/** 第1報, 第2報 …: what a version is called until the clerk names it. */
export function defaultLabel(number: number): string {
  return `第${number}報`;
}

/**
 * The text whose SHA-256 freezes a version. Each field carries its length in Unicode code points, so that
 * moving words from one field to another changes the text.
 */
export function frozenText(version: { label: string; subject: string; body: string }): string {
  const field = (name: string, text: string) => `${name} ${[...text].length}\n${text}\n`;
  return field('label', version.label) + field('subject', version.subject) + field('body', version.body);
}
