import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { MailboxSettings } from '../../../electron/contract/settings.ts';
import { patterns } from '../../routes.ts';
import { useText } from '../../text/index.ts';

/** Which mailbox replies come into, and the way to change it. */
export function MailboxSection({ mailbox }: { mailbox: MailboxSettings | null }) {
  const text = useText().mailbox;
  return (
    <section className="panel" aria-label={text.form}>
      <h2>{text.form}</h2>
      <p>{mailbox ? text.setTo(mailbox.user, mailbox.host) : text.notSet}</p>
      <Button component={Link} href={patterns.mailbox} variant="default">
        {text.toSettings}
      </Button>
    </section>
  );
}
