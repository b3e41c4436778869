import type { Generated } from 'kysely';

// The tables of the call desk and of reminders; the rules of `schema.ts` hold here too.

/** Tables of the call desk, of questions and of reminders. */
export interface CallTables {
  calls: CallsTable;
  call_entries: CallEntriesTable;
  questions: QuestionsTable;
  answers: AnswersTable;
  reminder_ladders: ReminderLaddersTable;
  reminders: RemindersTable;
  reminder_recipients: { recipient_id: number; reminder_id: number };
}

/** Append-only but for `undone_at`, which is set once. */
interface CallsTable {
  id: Generated<number>;
  recipient_id: number;
  version_id: number;
  office_id: number;
  at: string;
  clerk: string;
  outcome: string;
  /** The number that was dialled. */
  phone: string;
  /** Who answered. */
  name: string;
  note: string;
  callback_at: string | null;
  acknowledgement_id: number | null;
  undone_at: string | null;
}

/** The place of an office on the desk, from the first time it is taken up or asked for. */
interface CallEntriesTable {
  recipient_id: number;
  version_id: number;
  /** Kept by a trigger on `recipients`: 0 once the office has confirmed. */
  is_open: number;
  attempts: number;
  last_outcome: string;
  last_at: string | null;
  /** Not offered before. */
  ready_at: string;
  callback_at: string | null;
  /** A phone step of the ladder was released. */
  asked_at: string | null;
  /** The clerk who has taken it up, and at which window; empty for nobody. */
  holder: string;
  desk: string;
  held_since: string | null;
  held_until: string;
  fence: number;
}

/** 想定問答 of an incident. */
interface AnswersTable {
  id: Generated<number>;
  incident_id: number;
  category: string;
  question: string;
  answer: string;
  updated_at: string;
  removed_at: string | null;
}

/** What an office asked. Answered by a version, a fact, an entry of the 想定問答, or a clerk (`answered_by`) directly. */
interface QuestionsTable {
  id: Generated<number>;
  /** Where it came in: one of these three. */
  call_id: number | null;
  mail_id: number | null;
  acknowledgement_id: number | null;
  incident_id: number;
  /** Null for a mail of somebody not known. */
  office_id: number | null;
  category: string;
  question: string;
  asked_at: string;
  clerk: string;
  answered_version_id: number | null;
  answered_fact_id: number | null;
  answer_id: number | null;
  answered_at: string | null;
  /** The clerk who said what answers it. */
  answered_by: string | null;
  /** What it came from was taken back. */
  withdrawn_at: string | null;
}

interface ReminderLaddersTable {
  version_id: number;
  /** JSON list, shape of `reminderStep` in the contract. */
  steps: string;
  updated_at: string;
}

/** Frozen: what a clerk released. */
interface RemindersTable {
  id: Generated<number>;
  version_id: number;
  /** Key of the ladder's step, e.g. `2-business-mail`. */
  step: string;
  channel: string;
  subject: string;
  covering: string;
  sha256: string;
  released_at: string;
  clerk: string;
}
