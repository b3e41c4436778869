import type { ColumnType, Generated } from 'kysely';

// The tables of what goes out; the rules of `schema.ts` hold here too.

/**
 * One way to one office: a recipient by a channel at an address. The address is frozen at queue time. `channel` is one
 * of mail, fax, post, phone.
 */
export interface DeliveriesTable {
  id: Generated<number>;
  recipient_id: number;
  version_id: number;
  channel: string;
  address: string;
  message_id: string;
  state: string;
  attempts: number;
  /** The server's words, or what the clerk noted. */
  response: string;
  queued_at: string;
  next_at: string;
  finished_at: string | null;
  /** Null: queued before sendings were written down. */
  sending_id: number | null;
  /** 1: a person does it and records how it ended; the outbox leaves it alone. */
  by_hand: Generated<number>;
  /** Why it failed, one of the contract's causes; empty otherwise. */
  cause: Generated<string>;
  /** The delivery that took its place: it counts no more. */
  replaced_by: Generated<number | null>;
  printed_at: Generated<string | null>;
  /** Japan date a letter was posted on. */
  posted_on: Generated<string | null>;
  tracking_number: Generated<string>;
  /** Fencing number of the sender that claimed it last. */
  term: Generated<number>;
  /** The reminder it carries; null for the notice itself. */
  reminder_id: Generated<number | null>;
}

/** Append-only: every try and every decision. */
export interface DeliveryAttemptsTable {
  id: Generated<number>;
  delivery_id: number;
  at: string;
  outcome: string;
  response: string;
}

/** One order to send, by a clerk or a script: what it wrote goes out together, or is taken back together. */
export interface SendingsTable {
  id: Generated<number>;
  version_id: number;
  /** first, retry, resend, next_channel, decided or reminder. */
  kind: string;
  queued_at: string;
  /** When its hold ends, or the hour it was put to. */
  goes_at: string;
  /** From here on the outbox takes its mails; null while it is held, waits for its hour, or must ask. */
  released_at: string | null;
  taken_back_at: Generated<string | null>;
  clerk: string;
  /** Why it is sent once more; empty at first. */
  reason: string;
}

/** Append-only: every time a program became the sender. The newest id is the fencing number that holds. */
export interface SenderTermsTable {
  id: Generated<number>;
  owner: string;
  since: string;
}

/** Kept by triggers: deliveries that count (`replaced_by` is null) of a version by channel and state. */
export interface DeliveryCountsTable {
  version_id: number;
  channel: string;
  state: string;
  count: ColumnType<number, number, number>;
}
