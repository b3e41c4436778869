/**
 * True for an address many servers refuse: its local part begins or ends with a dot, or has two in a row. docomo
 * and au gave such addresses out until 2009, and they are still in use; RFC 5321 4.1.2 (Dot-string) rules them out.
 */
export function mayNotArrive(mail: string): boolean {
  const local = mail.slice(0, mail.lastIndexOf('@'));
  return local.startsWith('.') || local.endsWith('.') || local.includes('..');
}

/**
 * The mail addresses a notice to an office goes to, each once whatever its case: the office's own, then those of
 * its contacts that get notices. None when the office is reached by other channels only.
 * @param channels the office's channels, comma-separated; empty: the usual order, which has mail in it
 */
export function noticeAddressesOf(
  office: { mail: string; channels: string },
  contactMails: readonly string[],
): string[] {
  if (office.channels !== '' && !office.channels.split(',').includes('mail')) return [];
  const byKey = new Map<string, string>();
  for (const mail of [office.mail, ...contactMails]) {
    const key = mail.toLowerCase();
    if (mail !== '' && !byKey.has(key)) byKey.set(key, mail);
  }
  return [...byKey.values()];
}
