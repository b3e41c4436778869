import { countUnderway } from '../../db/queries/deliveryCounts.ts';
import { listIncidents } from '../../db/queries/incidents.ts';
import { countOffices } from '../../db/queries/offices.ts';
import { retryNow } from '../../db/queries/sending.ts';
import { readSetting, writeSetting } from '../../db/queries/settings.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { japanDate } from '../rules/dates.ts';
import { requireEncryption } from '../rules/messages.ts';
import { type AppContext, api, change } from './context.ts';
import { MAIL_PASSWORD, MAILBOX_PASSWORD, readSettings } from './storedSettings.ts';

export const settings = {
  get: api.settings.get.handler(async ({ context }) => {
    const { association, clerk, twoClerks, mail, mailbox } = await readSettings(context.store.read);
    const hasPassword = (await context.secrets.get(MAIL_PASSWORD)) !== null;
    const hasMailboxPassword = (await context.secrets.get(MAILBOX_PASSWORD)) !== null;
    return { association, clerk, twoClerks, mail, hasPassword, mailbox, hasMailboxPassword };
  }),

  update: api.settings.update.handler(async ({ input, context }) => {
    const { password, mailboxPassword, ...stored } = input;
    if (stored.mail) requireEncryption(stored.mail);
    if (stored.mailbox) requireEncryption(stored.mailbox);
    if (password !== undefined) await context.secrets.set(MAIL_PASSWORD, password === '' ? null : password);
    if (mailboxPassword !== undefined) await context.secrets.set(MAILBOX_PASSWORD, mailboxPassword || null);
    await change(context, 'settings.update', async (tx, note, at) => {
      for (const [key, value] of Object.entries(stored)) {
        if (value !== undefined) await writeSetting(tx, key, value);
      }
      // Another server or login: what the one before would not take need not wait out its pause.
      if (stored.mail || password !== undefined) await retryNow(tx, at);
      note('settings', null, { keys: Object.keys(input).join(' ') });
    });
    context.outbox.wake();
    if (stored.mailbox || mailboxPassword !== undefined) context.mailbox.wake();
    return {};
  }),

  frame: api.settings.frame.handler(async ({ context }) => {
    const db = context.store.read;
    const { association, clerk, paused } = await readSettings(db);
    const offices = await countOffices(db, { patterns: [] });
    const incidents = await listIncidents(db);
    const backup = await context.backups.standing();
    return {
      version: packageJson.version,
      register: context.register,
      fresh: offices === 0 && incidents.length === 0 && association === '',
      association,
      clerk,
      today: japanDate(context.clock.now()),
      opened: JSON.stringify([context.register, context.damaged, await readSetting(db, 'restored')]),
      damaged: context.damaged,
      damageFound: context.backups.health().damage.length > 0,
      lastBackupAt: backup.newestAt,
      backupLate: backup.late,
      sending: await sendingState(context, paused),
    };
  }),

  open: api.settings.open.handler(async ({ input, context }) => {
    await context.openRegister(input.register);
    return {};
  }),
};

async function sendingState(context: AppContext, paused: boolean) {
  const { waiting, inDoubt } = await countUnderway(context.store.read);
  const resting = context.outbox.resting() !== null;
  const state = paused ? 'paused' : waiting === 0 ? 'idle' : resting ? 'resting' : 'sending';
  return { state, waiting, inDoubt } as const;
}
