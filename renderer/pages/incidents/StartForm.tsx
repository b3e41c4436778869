import { Button, Checkbox, Group, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import {
  type Authority,
  type AuthorityReportKind,
  authority,
  authorityReportKind,
} from '../../../electron/contract/duties.ts';
import { client } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

interface StartProps {
  incidentId: number;
  onStarted(id: number): void;
  onCancel(): void;
}

interface Beginning {
  authority: Authority;
  authorityName: string;
  kind: AuthorityReportKind;
  special: boolean;
  joint: boolean;
}

/** Begins a report: to whom, which kind, and whether the offices are named in it. */
export function StartForm({ incidentId, onStarted, onCancel }: StartProps) {
  const text = useText();
  const words = text.duties;
  const [typed, setTyped] = useState<Beginning>({
    ...{ authority: 'ppc', authorityName: '', kind: 'preliminary', special: false, joint: true },
  });
  const isCommission = typed.authority === 'ppc';
  const start = useMutation({
    mutationFn: () =>
      client.duties.start({
        ...typed,
        incidentId,
        special: typed.special && isCommission,
        joint: typed.joint && isCommission,
        authorityName: typed.authority === 'other' ? typed.authorityName : '',
      }),
    onSuccess: ({ id }) => onStarted(id),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate();
  };
  return (
    <form
      className="panel"
      aria-label={words.startTitle}
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <Fields typed={typed} onChange={(part) => setTyped({ ...typed, ...part })} />
      <ErrorNote error={start.error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {text.common.cancel}
        </Button>
        <Button type="submit" loading={start.isPending}>
          {words.begin}
        </Button>
      </Group>
    </form>
  );
}

function Fields({ typed, onChange }: { typed: Beginning; onChange(part: Partial<Beginning>): void }) {
  const words = useText().duties;
  const isCommission = typed.authority === 'ppc';
  return (
    <>
      <div className="form-row">
        <Select
          autoFocus
          label={words.authority}
          allowDeselect={false}
          data={authority.options.map((value) => ({ value, label: words.authorities[value] }))}
          value={typed.authority}
          onChange={(value) => onChange({ authority: authority.options.find((each) => each === value) ?? 'ppc' })}
        />
        {typed.authority === 'other' && (
          <TextInput
            required
            maxLength={80}
            label={words.authorityName}
            value={typed.authorityName}
            onChange={(event) => onChange({ authorityName: event.currentTarget.value })}
          />
        )}
        <Select
          label={words.kind}
          allowDeselect={false}
          data={authorityReportKind.options.map((value) => ({ value, label: words.kinds[value] }))}
          value={typed.kind}
          onChange={(value) =>
            onChange({ kind: authorityReportKind.options.find((each) => each === value) ?? 'preliminary' })
          }
        />
        {isCommission && (
          <Select
            label={words.about}
            allowDeselect={false}
            data={[
              { value: 'personal', label: words.personal },
              { value: 'specific', label: words.specific },
            ]}
            value={typed.special ? 'specific' : 'personal'}
            onChange={(value) => onChange({ special: value === 'specific' })}
          />
        )}
      </div>
      {isCommission && (
        <Checkbox
          label={words.joint}
          checked={typed.joint}
          onChange={(event) => onChange({ joint: event.currentTarget.checked })}
        />
      )}
    </>
  );
}
