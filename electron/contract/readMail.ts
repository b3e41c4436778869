/**
 * A mail as it was read: texts decoded whatever their charset, addresses in small letters, no HTML. What rules decide
 * about and what is shown; nothing of it may be taken for true but that somebody wrote it.
 */
export interface ReadMail {
  /** With its angle brackets; empty without one. */
  messageId: string;
  /** Message-IDs of In-Reply-To and References, each with its brackets. */
  answers: string[];
  from: string[];
  fromName: string;
  to: string[];
  /** One line. */
  subject: string;
  /** What the sender's clock said, UTC; null without a date that can be read. */
  date: string | null;
  /** Every header field but those of transport, in order: name in small letters, value unfolded and decoded. */
  headers: [name: string, value: string][];
  /** Media type of the whole, e.g. `multipart/report`. */
  mediaType: string;
  /** The text parts one below the other, embedded mails left out; of a mail in HTML alone, its words. */
  text: string;
  /** What a machine says of a delivery (RFC 3464); empty without. */
  deliveryStatus: string;
  /** The beginning of an embedded mail, or of its headers; empty without. */
  embedded: string;
  /** Names of the files that came with it. */
  files: string[];
  /** Why the text could not be read in full; null when it was. */
  trouble: 'too_large' | 'too_many_parts' | 'unreadable' | null;
}

/** The values of a header field of a read mail, in order. */
export function headersOf(mail: Pick<ReadMail, 'headers'>, name: string): string[] {
  return mail.headers.filter(([key]) => key === name).map(([, value]) => value);
}
