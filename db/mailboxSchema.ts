import type { Generated } from 'kysely';

/** A mail as it was read. Never deleted; only what a clerk decides (from `office_id` on) may change. */
export interface IncomingMailsTable {
  id: Generated<number>;
  /** Of the mail as it came; where it is kept, it stands in `evidence_files` under this. */
  sha256: string;
  /** Empty without one. */
  message_id: string;
  received_at: string;
  read_at: string;
  /** Addresses, comma-separated. */
  sender: string;
  sender_name: string;
  subject: string;
  body: string;
  /** The writer's own words. */
  words: string;
  /** JSON list of names. */
  files: string;
  bytes: number;
  kind: string;
  /** Per cent. */
  confidence: number;
  sign: string;
  /** 確認番号 in its stored form; empty without one. */
  code: string;
  /** Of a returned mail: address, status and result; else empty. */
  recipient: string;
  status: string;
  result: string;
  decision: string;
  reason: string;
  question: number;
  search_key: string;
  delivery_id: number | null;
  office_id: number | null;
  version_id: number | null;
  tray: string;
  acknowledgement_id: number | null;
  decided_by: string | null;
  decided_at: string | null;
}

/** Where on a server a mail was found. */
export interface MailPlacesTable {
  mailbox: string;
  uid_validity: string;
  uid: number;
  mail_id: number;
}

/** Up to where a mailbox was read. */
export interface MailboxMarksTable {
  mailbox: string;
  uid_validity: string;
  last_uid: number;
  read_at: string;
}

/** Append-only: a mail to that address came back. */
export interface AddressReturnsTable {
  id: Generated<number>;
  address: string;
  result: string;
  status: string;
  words: string;
  mail_id: number;
  delivery_id: number | null;
  at: string;
}
