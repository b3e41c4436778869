import { acknowledgements } from './ja/acknowledgements.ts';
import { answerImport } from './ja/answerImport.ts';
import { audiences } from './ja/audiences.ts';
import { audit } from './ja/audit.ts';
import { authorities } from './ja/authorities.ts';
import { backups } from './ja/backups.ts';
import { bulletins } from './ja/bulletins.ts';
import { calls } from './ja/calls.ts';
import { chronology } from './ja/chronology.ts';
import { common } from './ja/common.ts';
import { compare } from './ja/compare.ts';
import { conflicts } from './ja/conflicts.ts';
import { contacts } from './ja/contacts.ts';
import { deliveries } from './ja/deliveries.ts';
import { duplicates } from './ja/duplicates.ts';
import { duties } from './ja/duties.ts';
import { facts } from './ja/facts.ts';
import { frame } from './ja/frame.ts';
import { incidents } from './ja/incidents.ts';
import { letters } from './ja/letters.ts';
import { lock } from './ja/lock.ts';
import { mailbox } from './ja/mailbox.ts';
import { notices } from './ja/notices.ts';
import { offices } from './ja/offices.ts';
import { overview } from './ja/overview.ts';
import { picks } from './ja/picks.ts';
import { procedureBoard } from './ja/procedureBoard.ts';
import { procedureRules } from './ja/procedureRules.ts';
import { procedures } from './ja/procedures.ts';
import { questions } from './ja/questions.ts';
import { reminders } from './ja/reminders.ts';
import { reports } from './ja/reports.ts';
import { retention } from './ja/retention.ts';
import { sending } from './ja/sending.ts';
import { settings } from './ja/settings.ts';
import { templates } from './ja/templates.ts';
import { welcome } from './ja/welcome.ts';

/** Every word of the window in Japanese, by feature. English has exactly the same keys. */
export const ja = {
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
