import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { MailSettings } from '../../../electron/contract/settings.ts';
import { TestMail } from '../../components/TestMail.tsx';
import { useText } from '../../text/index.ts';
import { isPort } from './isPort.ts';
import { MailLimits, PresetChooser } from './MailLimits.tsx';
import { MailAccountFields, MailServerFields } from './MailServerFields.tsx';
import { SaveLine } from './SaveLine.tsx';
import { useSave } from './useSave.ts';

/** Submission over TLS, as RFC 8314 asks for. */
const usual: MailSettings = { host: '', port: 465, security: 'tls', from: '', user: '', perMinute: 60 };

interface FieldsProps {
  typed: MailSettings;
  change: (part: Partial<MailSettings>) => void;
}

/** The mail server and its limit. The password is written, never read back. */
export function MailForm({ mail, hasPassword }: { mail: MailSettings | null; hasPassword: boolean }) {
  const text = useText().settings;
  const [typed, setTyped] = useState<MailSettings>(mail ?? usual);
  const [password, setPassword] = useState('');
  const save = useSave();
  const change = (part: Partial<MailSettings>) => {
    save.reset();
    setTyped({ ...typed, ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPort(typed.port) || (typed.hours && typed.hours.from >= typed.hours.to)) return;
    const secret = password === '' ? {} : { password };
    save.mutate({ mail: typed, ...secret }, { onSuccess: () => setPassword('') });
  };
  return (
    <form className="panel" aria-label={text.mail} onSubmit={submit}>
      <h2>{text.mail}</h2>
      <PresetChooser change={change} />
      <MailServerFields label={text.host} placeholder="mail.example.jp" typed={typed} change={change} />
      <SenderFields typed={typed} change={change} />
      <MailAccountFields
        label={text.user}
        user={typed.user ?? ''}
        onUser={(user) => change({ user })}
        hasPassword={hasPassword}
        password={password}
        onPassword={(written) => {
          save.reset();
          setPassword(written);
        }}
      />
      <MailLimits typed={typed} change={change} />
      <SaveLine save={save} />
      <TestMail disabled={mail === null} />
    </form>
  );
}

function SenderFields({ typed, change }: FieldsProps) {
  const text = useText().settings;
  return (
    <>
      <TextInput
        required
        label={text.from}
        placeholder="jimukyoku@example.jp"
        value={typed.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        type="email"
        label={text.replyTo}
        description={text.replyToNote}
        inputWrapperOrder={['label', 'input', 'description']}
        value={typed.replyTo ?? ''}
        onChange={(event) => change({ replyTo: event.currentTarget.value.trim() || undefined })}
      />
    </>
  );
}
