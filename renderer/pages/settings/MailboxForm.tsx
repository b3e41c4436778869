import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { MailboxSettings } from '../../../electron/contract/settings.ts';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { wholeNumber } from '../../components/wholeNumber.ts';
import { useText } from '../../text/index.ts';
import { isPort } from './isPort.ts';
import { MailAccountFields, MailServerFields } from './MailServerFields.tsx';
import { SaveLine } from './SaveLine.tsx';
import { useSave } from './useSave.ts';

/** IMAP over TLS from the first byte, as RFC 8314 asks for. */
const usual: MailboxSettings = {
  host: '',
  port: 993,
  security: 'tls',
  user: '',
  folder: 'INBOX',
  sentFolder: '',
  everyMinutes: 5,
  confirmSure: false,
};

interface FieldsProps {
  typed: MailboxSettings;
  change: (part: Partial<MailboxSettings>) => void;
}

/** The mailbox replies come into. The password is written, never read back. */
export function MailboxForm({ mailbox, hasPassword }: { mailbox: MailboxSettings | null; hasPassword: boolean }) {
  const text = useText().mailbox;
  const [typed, setTyped] = useState<MailboxSettings>(mailbox ?? usual);
  const [password, setPassword] = useState('');
  const save = useSave();
  const check = useMutation(api.mailbox.check.mutationOptions());
  const forget = () => {
    save.reset();
    check.reset();
  };
  const change = (part: Partial<MailboxSettings>) => {
    forget();
    setTyped({ ...typed, ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPort(typed.port)) return;
    const secret = password === '' ? {} : { mailboxPassword: password };
    save.mutate({ mailbox: typed, ...secret }, { onSuccess: () => setPassword('') });
  };
  const ready = isPort(typed.port) && typed.host.trim() !== '' && typed.user.trim() !== '';
  return (
    <form className="panel" aria-label={text.form} onSubmit={submit}>
      <p className="dim">{text.formNote}</p>
      <MailServerFields label={text.host} placeholder="imap.example.jp" typed={typed} change={change} />
      <MailAccountFields
        required
        label={text.user}
        user={typed.user}
        onUser={(user) => change({ user })}
        hasPassword={hasPassword}
        password={password}
        onPassword={(written) => {
          forget();
          setPassword(written);
        }}
      />
      <ReadingFields typed={typed} change={change} />
      <div className="mail-actions">
        <Button
          variant="default"
          disabled={!ready}
          loading={check.isPending}
          onClick={() => check.mutate({ mailbox: typed, ...(password === '' ? {} : { password }) })}
        >
          {text.check}
        </Button>
        <span role="status">{check.data && <Checked found={check.data} />}</span>
      </div>
      <ErrorNote error={check.error} />
      <SaveLine save={save} />
    </form>
  );
}

function Checked({ found }: { found: { mails: number; sentFolder: string | null } }) {
  const text = useText().mailbox;
  const format = useFormat();
  return (
    <>
      {text.checked(format.number(found.mails))}{' '}
      {found.sentFolder ? text.checkedSent(found.sentFolder) : text.checkedNoSent}
    </>
  );
}

function ReadingFields({ typed, change }: FieldsProps) {
  const text = useText().mailbox;
  return (
    <>
      <div className="form-row">
        <TextInput
          required
          label={text.folder}
          value={typed.folder}
          onChange={(event) => change({ folder: event.currentTarget.value })}
        />
        <TextInput
          label={text.sentFolder}
          description={text.sentFolderNote}
          inputWrapperOrder={['label', 'input', 'description']}
          value={typed.sentFolder}
          onChange={(event) => change({ sentFolder: event.currentTarget.value })}
        />
        <TextInput
          inputMode="numeric"
          label={text.everyMinutes}
          description={text.everyMinutesNote}
          inputWrapperOrder={['label', 'input', 'description']}
          value={String(typed.everyMinutes)}
          onChange={(event) => change({ everyMinutes: Math.min(1440, wholeNumber(event.currentTarget.value)) })}
        />
      </div>
      <Checkbox
        mt="xs"
        label={text.confirmSure}
        description={text.confirmSureNote}
        checked={typed.confirmSure}
        onChange={(event) => change({ confirmSure: event.currentTarget.checked })}
      />
    </>
  );
}
