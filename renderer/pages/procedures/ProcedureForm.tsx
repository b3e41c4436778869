import { Button, Group, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, type Office, type Outputs } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { OfficePicker } from '../../components/OfficePicker.tsx';
import { useFrame, useIncident } from '../../components/useIncident.ts';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';
import { DuePreview } from './DuePreview.tsx';

type ProcedureType = Outputs['procedures']['catalogue']['rows'][number];

/** The kinds under the authority they go to. */
function byAuthority(types: ProcedureType[], name: (type: ProcedureType) => string) {
  const groups = Map.groupBy(types, (type) => type.authority);
  return [...groups].map(([group, items]) => ({
    group,
    items: items.map((type) => ({ value: type.id, label: name(type) })),
  }));
}

/** Notes a filing for an office; the due date is shown before anything is saved. */
export function ProcedureForm({ onClose }: { onClose: () => void }) {
  const text = useText();
  const words = text.procedures;
  const format = useFormat();
  const { language } = usePreferences();
  const queries = useQueryClient();
  const { incident } = useIncident();
  const today = useFrame().data?.today ?? '';
  const catalogue = useQuery({
    ...api.procedures.catalogue.queryOptions({ input: {} }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [office, setOffice] = useState<Office | null>(null);
  const [type, setType] = useState<string | null>(null);
  const [baseDate, setBaseDate] = useState<string | null>(null);
  const [person, setPerson] = useState('');
  const [tried, setTried] = useState(false);
  const kinds = catalogue.data?.rows ?? [];
  const chosen = kinds.find((kind) => kind.id === type);
  const day = baseDate ?? today;
  const create = useMutation(
    api.procedures.create.mutationOptions({
      onSuccess: async () => {
        setOffice(null);
        setPerson('');
        setTried(false);
        await queries.invalidateQueries({ queryKey: api.procedures.key() });
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (office && type && day) {
      create.mutate({
        officeCode: office.code,
        type,
        baseDate: day,
        person: person || undefined,
        incidentId: incident?.id,
      });
    }
  };
  return (
    <form onSubmit={submit} className="panel" aria-label={words.create}>
      <div className="form-row">
        <OfficePicker
          label={words.office}
          placeholder={words.officePlaceholder}
          chosen={office}
          onChoose={setOffice}
          error={tried && !office ? text.common.choose : undefined}
        />
        <Select
          required
          searchable
          label={words.type}
          placeholder={text.common.choose}
          data={byAuthority(kinds, (kind) => (language === 'en' ? kind.nameEn : kind.nameJa))}
          value={type}
          onChange={setType}
          error={tried && !type ? text.common.choose : undefined}
        />
        <TextInput
          required
          type="date"
          label={words.baseDate}
          value={day}
          onChange={(event) => setBaseDate(event.currentTarget.value)}
        />
        <TextInput
          label={words.person}
          description={words.personNote}
          inputWrapperOrder={['label', 'input', 'description']}
          maxLength={40}
          value={person}
          onChange={(event) => setPerson(event.currentTarget.value)}
        />
      </div>
      {chosen && <DuePreview kind={chosen} baseDate={day} />}
      <ErrorNote error={create.error ?? catalogue.error} />
      <Group justify="flex-end" mt="sm">
        {create.isSuccess && !office && (
          <span role="status">
            ✓{' '}
            {words.created(
              create.variables.officeCode,
              create.data.dueOn ? format.date(create.data.dueOn) : words.noDue,
            )}
          </span>
        )}
        <Button variant="default" onClick={onClose}>
          {text.common.close}
        </Button>
        <Button type="submit" loading={create.isPending}>
          {words.submit}
        </Button>
      </Group>
    </form>
  );
}
