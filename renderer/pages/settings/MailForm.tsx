import { PasswordInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type MailSettings, mailSecurity } from '../../../electron/contract/settings.ts';
import { useText } from '../../text/index.ts';
import { SaveLine } from './SaveLine.tsx';
import { useSave } from './useSave.ts';

/** Submission over TLS, as most providers ask for (RFC 8314). */
const usual: MailSettings = { host: '', port: 465, security: 'tls', from: '', user: '', perMinute: 60 };

/** The mail server and its limit. The password is written, never read back. */
export function MailForm({ mail, hasPassword }: { mail: MailSettings | null; hasPassword: boolean }) {
  const text = useText().settings;
  const [typed, setTyped] = useState<MailSettings>(mail ?? usual);
  const [password, setPassword] = useState('');
  const save = useSave();
  const change = (part: Partial<MailSettings>) => setTyped({ ...typed, ...part });
  const number = (value: string) => Math.trunc(Number(value.normalize('NFKC')) || 0);
  const portError = typed.port < 1 || typed.port > 65_535 ? text.invalidPort : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (portError) return;
    save.mutate({ mail: typed, ...(password === '' ? {} : { password }) }, { onSuccess: () => setPassword('') });
  };
  return (
    <form className="panel" aria-label={text.mail} onSubmit={submit} onChange={save.reset}>
      <h2>{text.mail}</h2>
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
          error={portError}
          value={String(typed.port || '')}
          onChange={(event) => change({ port: number(event.currentTarget.value) })}
        />
        <Select
          label={text.security}
          data={mailSecurity.options.map((value) => ({ value, label: text.securities[value] }))}
          value={typed.security}
          onChange={(value) => {
            save.reset();
            change({ security: mailSecurity.parse(value) });
          }}
        />
      </div>
      <TextInput
        required
        label={text.from}
        placeholder="jimukyoku@example.jp"
        value={typed.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
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
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <TextInput
          inputMode="numeric"
          label={text.perMinute}
          description={text.perMinuteNote}
          inputWrapperOrder={['label', 'input', 'description']}
          value={String(typed.perMinute ?? 0)}
          onChange={(event) => change({ perMinute: number(event.currentTarget.value) })}
        />
      </div>
      <SaveLine save={save} />
    </form>
  );
}
