import { Button, Group, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { api, type Outputs } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { OfficePicker } from '../../components/OfficePicker.tsx';
import { useKindWords } from '../../components/useKindWords.ts';
import { useText } from '../../text/index.ts';
import { DuePreview } from './DuePreview.tsx';
import { useAuthorityName } from './useAuthorityName.ts';
import { type NewProcedure, useNewProcedure } from './useNewProcedure.ts';

type ProcedureType = Outputs['procedures']['catalogue']['rows'][number];

/** Notes a filing for an office; the due date is shown before anything is saved. */
export function ProcedureForm({ onClose }: { onClose: () => void }) {
  const text = useText();
  const catalogue = useQuery({
    ...api.procedures.catalogue.queryOptions({ input: {} }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const kinds = catalogue.data?.rows ?? [];
  const form = useNewProcedure();
  const chosen = kinds.find((kind) => kind.id === form.typed.type);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.submit();
  };
  return (
    <form onSubmit={submit} className="panel" aria-label={text.procedures.create}>
      <Fields form={form} kinds={kinds} />
      {chosen && <DuePreview kind={chosen} baseDate={form.typed.baseDate} />}
      <ErrorNote error={form.create.error ?? catalogue.error} />
      <Group justify="flex-end" mt="sm">
        <Created form={form} />
        <Button variant="default" onClick={onClose}>
          {text.common.close}
        </Button>
        <Button type="submit" loading={form.create.isPending}>
          {text.procedures.submit}
        </Button>
      </Group>
    </form>
  );
}

function Fields({ form, kinds }: { form: NewProcedure; kinds: ProcedureType[] }) {
  const text = useText();
  const words = text.procedures;
  const { nameOf } = useKindWords();
  const { typed, change, tried } = form;
  const authorityName = useAuthorityName();
  const groups = [...Map.groupBy(kinds, (kind) => kind.authority)].map(([group, items]) => ({
    group: authorityName(group),
    items: items.map((kind) => ({ value: kind.id, label: nameOf(kind) })),
  }));
  return (
    <div className="form-row">
      <OfficePicker
        label={words.office}
        placeholder={words.officePlaceholder}
        chosen={typed.office}
        onChoose={(office) => change({ office })}
        error={tried && !typed.office ? text.common.choose : undefined}
      />
      <Select
        required
        searchable
        comboboxProps={{ width: 440, position: 'bottom-start' }}
        maxDropdownHeight={300}
        label={words.type}
        placeholder={text.common.choose}
        data={groups}
        value={typed.type}
        onChange={(type) => change({ type })}
        error={tried && !typed.type ? text.common.choose : undefined}
      />
      <TextInput
        required
        type="date"
        label={words.baseDate}
        value={typed.baseDate}
        onChange={(event) => change({ baseDate: event.currentTarget.value })}
      />
      <TextInput
        label={words.person}
        description={words.personNote}
        inputWrapperOrder={['label', 'input', 'description']}
        maxLength={40}
        value={typed.person}
        onChange={(event) => change({ person: event.currentTarget.value })}
      />
    </div>
  );
}

/** What was noted last, until the next office is chosen. */
function Created({ form }: { form: NewProcedure }) {
  const words = useText().procedures;
  const format = useFormat();
  const { create, typed } = form;
  if (!create.isSuccess || typed.office) return null;
  const due = create.data.dueOn ? format.date(create.data.dueOn) : words.noDue;
  return <span role="status">✓ {words.created(create.variables.officeCode, due)}</span>;
}
