import { acknowledgements } from './en/acknowledgements.ts';
import { answerImport } from './en/answerImport.ts';
import { audiences } from './en/audiences.ts';
import { audit } from './en/audit.ts';
import { authorities } from './en/authorities.ts';
import { backups } from './en/backups.ts';
import { bulletins } from './en/bulletins.ts';
import { calls } from './en/calls.ts';
import { chronology } from './en/chronology.ts';
import { common } from './en/common.ts';
import { compare } from './en/compare.ts';
import { conflicts } from './en/conflicts.ts';
import { contacts } from './en/contacts.ts';
import { deliveries } from './en/deliveries.ts';
import { duplicates } from './en/duplicates.ts';
import { duties } from './en/duties.ts';
import { facts } from './en/facts.ts';
import { frame } from './en/frame.ts';
import { incidents } from './en/incidents.ts';
import { letters } from './en/letters.ts';
import { lock } from './en/lock.ts';
import { mailbox } from './en/mailbox.ts';
import { notices } from './en/notices.ts';
import { offices } from './en/offices.ts';
import { overview } from './en/overview.ts';
import { picks } from './en/picks.ts';
import { procedureBoard } from './en/procedureBoard.ts';
import { procedureRules } from './en/procedureRules.ts';
import { procedures } from './en/procedures.ts';
import { questions } from './en/questions.ts';
import { reminders } from './en/reminders.ts';
import { reports } from './en/reports.ts';
import { retention } from './en/retention.ts';
import { sending } from './en/sending.ts';
import { settings } from './en/settings.ts';
import { templates } from './en/templates.ts';
import { welcome } from './en/welcome.ts';
import type { ja } from './ja.ts';

/** The same words in plain English. The type makes the compiler compare the keys. */
export const en: typeof ja = {
  common,
  frame,
  welcome,
  overview,
  mailbox,
  notices,
  audiences,
  audit,
  authorities,
  compare,
  letters,
  deliveries,
  sending,
  acknowledgements,
  answerImport,
  calls,
  questions,
  reminders,
  procedures,
  procedureBoard,
  procedureRules,
  offices,
  duplicates,
  conflicts,
  contacts,
  incidents,
  facts,
  chronology,
  bulletins,
  duties,
  templates,
  picks,
  reports,
  retention,
  settings,
  lock,
  backups,
};
