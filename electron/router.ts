import type { StandardRPCHandlerOptions } from '@orpc/server/standard';
import { fail } from './contract/errors.ts';
import { detailsOf } from './contract/redaction.ts';
import { acknowledgements } from './features/acknowledgements.ts';
import { audiences } from './features/audiences.ts';
import { audit } from './features/audit.ts';
import { backups } from './features/backups.ts';
import { bulletins } from './features/bulletins.ts';
import { calls } from './features/calls.ts';
import { chronology } from './features/chronology.ts';
import { conflicts } from './features/conflicts.ts';
import { contacts } from './features/contacts.ts';
import { type AppContext, api } from './features/context.ts';
import { deliveries } from './features/deliveries.ts';
import { duplicates } from './features/duplicates.ts';
import { duties } from './features/duties.ts';
import { events } from './features/events.ts';
import { facts } from './features/facts.ts';
import { files } from './features/files.ts';
import { incidents } from './features/incidents.ts';
import { letters as letterCalls } from './features/letters.ts';
import { lock } from './features/lock.ts';
import { mailbox } from './features/mailbox.ts';
import { notices } from './features/notices.ts';
import { offices } from './features/offices.ts';
import { procedures } from './features/procedures.ts';
import { questions } from './features/questions.ts';
import { reminders } from './features/reminders.ts';
import { reports } from './features/reports.ts';
import { retention } from './features/retention.ts';
import { settings } from './features/settings.ts';
import { templates } from './features/templates.ts';
import { updates } from './features/updates.ts';
import { toListedError } from './listedErrors.ts';
import { containsMyNumber } from './rules/myNumber.ts';

/** Every call with its handler, behind the two rules that hold for all: the My Number guard and the one error shape. */
export const router = api
  .use(async ({ next, path, context }, input) => {
    try {
      if (path[0] !== 'files') refuseMyNumber(input, '');
      if (context.damaged && !OPEN_WHEN_DAMAGED.test(path.join('.'))) throw fail('register_damaged');
      if (
        context.caller === 'window' &&
        !OPEN_WHEN_LOCKED.has(path[0] ?? '') &&
        (await context.windowLock.isLocked())
      ) {
        throw fail('locked');
      }
      return await next();
    } catch (error) {
      const listed = toListedError(error);
      if (listed.code === 'internal') context.log(`${path.join('.')}: ${detailsOf(listed.cause)}`);
      throw listed;
    }
  })
  .router({
    offices,
    contacts,
    duplicates,
    conflicts,
    incidents,
    notices,
    audiences,
    facts,
    letters: letterCalls,
    chronology,
    bulletins,
    duties,
    templates,
    deliveries,
    acknowledgements,
    calls,
    questions,
    reminders,
    mailbox,
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
  });

/**
 * Options of every RPC handler over the router: a call that is not in the contract is answered in the one
 * error shape too, not in the transport's own.
 */
export const rpcOptions: StandardRPCHandlerOptions<AppContext> = {
  rootInterceptors: [
    async (options) => {
      const result = await options.next(options);
      if (result.matched) return result;
      const way = options.request.url.pathname.slice((options.prefix ?? '').length);
      const error = fail('unknown_call', { name: way.split('/').filter(Boolean).join('.') });
      return { matched: true, response: { status: error.status, headers: {}, body: { json: error.toJSON() } } };
    },
  ],
};

/** What can be asked for while the register's file cannot be used: all that leads to a backup put back. */
/** What a locked window may ask for: the lock itself, and the news, which say only that something changed. */
const OPEN_WHEN_LOCKED = new Set(['lock', 'events']);

const OPEN_WHEN_DAMAGED = /^(backups|events|lock)\.|^settings\.(frame|open)$/;

const UNCHECKED = new Set(['file', 'cursor', 'password', 'mailboxPassword', 'passphrase', 'pin']);

/** One hash in 400 has twelve digits in a row that end with the right one. */
const SHA256 = /^[0-9a-f]{64}$/;

/** My Number is never stored (番号法20条: nobody may keep one without a listed ground). */
function refuseMyNumber(value: unknown, field: string): void {
  if (typeof value === 'string' && !SHA256.test(value) && containsMyNumber(value)) throw fail('my_number', { field });
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (!UNCHECKED.has(key)) refuseMyNumber(inner, Array.isArray(value) ? field : key);
  }
}
