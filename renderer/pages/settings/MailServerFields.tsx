import { PasswordInput, Select, TextInput } from '@mantine/core';
import { type MailSettings, mailSecurity } from '../../../electron/contract/settings.ts';
import { wholeNumber } from '../../components/wholeNumber.ts';
import { useText } from '../../text/index.ts';
import { isPort } from './isPort.ts';

type Server = Pick<MailSettings, 'host' | 'port' | 'security'>;

interface ServerProps {
  label: string;
  placeholder: string;
  typed: Server;
  change: (part: Partial<Server>) => void;
}

/** A mail server, whether mails go out or come in by it: its name, port and how the connection is kept private. */
export function MailServerFields({ label, placeholder, typed, change }: ServerProps) {
  const text = useText().settings;
  return (
    <div className="form-row">
      <TextInput
        required
        label={label}
        placeholder={placeholder}
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
  );
}

interface AccountProps {
  label: string;
  required?: boolean;
  user: string;
  onUser: (user: string) => void;
  password: string;
  hasPassword: boolean;
  onPassword: (password: string) => void;
}

/** Who signs in there. The password is written, never read back. */
export function MailAccountFields({ label, required, user, onUser, password, hasPassword, onPassword }: AccountProps) {
  const text = useText().settings;
  return (
    <div className="form-row">
      <TextInput
        required={required}
        label={label}
        autoComplete="off"
        value={user}
        onChange={(event) => onUser(event.currentTarget.value)}
      />
      <PasswordInput
        label={text.password}
        autoComplete="new-password"
        description={hasPassword ? text.passwordKept : text.passwordNone}
        inputWrapperOrder={['label', 'input', 'description']}
        value={password}
        onChange={(event) => onPassword(event.currentTarget.value)}
      />
    </div>
  );
}
