import { PasswordInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type MailSettings, mailSecurity } from '../../../electron/contract/settings.ts';
import { TestMail } from '../../components/TestMail.tsx';
import { wholeNumber } from '../../components/wholeNumber.ts';
import { useText } from '../../text/index.ts';
import { isPort } from './isPort.ts';
import { MailLimits, PresetChooser } from './MailLimits.tsx';
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
      <ServerFields typed={typed} change={change} />
      <div className="form-row">
        <TextInput
          label={text.user}
          autoComplete="off"
          value={typed.user ?? ''}
          onChange={(event) => change({ user: event.currentTarget.value })}
        />
        <PasswordInput
          label={text.password}
          autoComplete="new-password"
          description={hasPassword ? text.passwordKept : text.passwordNone}
          inputWrapperOrder={['label', 'input', 'description']}
          value={password}
          onChange={(event) => {
            save.reset();
            setPassword(event.currentTarget.value);
          }}
        />
      </div>
      <MailLimits typed={typed} change={change} />
      <SaveLine save={save} />
      <TestMail disabled={mail === null} />
    </form>
  );
}

function ServerFields({ typed, change }: FieldsProps) {
  const text = useText().settings;
  return (
    <>
      <div className="form-row">
        <TextInput
          required
          label={text.host}
          placeholder="mail.example.jp"
          value={typed.host}
          onChange={(event) => change({ host: event.currentTarget.value })}
        />
        <TextInput
          required
          inputMode="numeric"
          label={text.port}
          error={!isPort(typed.port) && text.invalidPort}
          value={String(typed.port || '')}
          onChange={(event) => change({ port: wholeNumber(event.currentTarget.value) })}
        />
        <Select
          label={text.security}
          data={mailSecurity.options.map((value) => ({ value, label: text.securities[value] }))}
          value={typed.security}
          onChange={(value) => change({ security: mailSecurity.parse(value) })}
        />
      </div>
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
