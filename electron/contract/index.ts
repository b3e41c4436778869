import { acknowledgements } from './acknowledgements.ts';
import { audiences } from './audiences.ts';
import { audit } from './audit.ts';
import { backups } from './backups.ts';
import { bulletins } from './bulletins.ts';
import { calls } from './calls.ts';
import { chronology } from './chronology.ts';
import { conflicts } from './conflicts.ts';
import { contacts } from './contacts.ts';
import { deliveries } from './deliveries.ts';
import { duplicates } from './duplicates.ts';
import { duties } from './duties.ts';
import { events } from './events.ts';
import { facts } from './facts.ts';
import { files } from './files.ts';
import { incidents } from './incidents.ts';
import { letters } from './letters.ts';
import { lock } from './lock.ts';
import { mailbox } from './mailbox.ts';
import { notices } from './notices.ts';
import { offices } from './offices.ts';
import { procedures } from './procedures.ts';
import { questions } from './questions.ts';
import { reminders } from './reminders.ts';
import { reports } from './reports.ts';
import { retention } from './retention.ts';
import { settings } from './settings.ts';
import { templates } from './templates.ts';
import { updates } from './updates.ts';

/** Every call there is. The window, the loopback host and scripts all speak this and nothing else. */
export const contract = {
  offices,
  contacts,
  duplicates,
  conflicts,
  incidents,
  notices,
  audiences,
  facts,
  chronology,
  bulletins,
  duties,
  letters,
  templates,
  deliveries,
  acknowledgements,
  calls,
  questions,
  mailbox,
  reminders,
  procedures,
  reports,
  files,
  settings,
  lock,
  audit,
  backups,
  retention,
  updates,
  events,
};
export type Contract = typeof contract;

/** Path of the RPC endpoint of the loopback host. */
export const RPC_PATH = '/rpc';
