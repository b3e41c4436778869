import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { BackToSettings } from '../../components/BackToSettings.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { MailboxForm } from './MailboxForm.tsx';

/** Where replies come in, and how they are taken. */
export function MailboxPage() {
  const text = useText();
  const settings = useQuery(api.settings.get.queryOptions({ input: {} }));
  return (
    <>
      <PageHeader title={text.mailbox.form}>
        <Button component={Link} href={to.replies()} size="compact-md" variant="default">
          {text.mailbox.title}
        </Button>
        <BackToSettings />
      </PageHeader>
      <Loaded query={settings}>
        {(data) => <MailboxForm mailbox={data.mailbox} hasPassword={data.hasMailboxPassword} />}
      </Loaded>
    </>
  );
}
