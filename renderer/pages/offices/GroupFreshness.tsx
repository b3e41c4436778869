import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FieldGroup, fieldGroups } from '../../../electron/contract/offices.ts';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { say } from '../../components/undo.tsx';
import { useFrame } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import type { OfficeDetails } from './useOfficeEdit.ts';

/** True when a date is a year or more before today; the 29th of February has its year on the 1st of March. */
const isOld = (on: string, today: string) => `${Number(on.slice(0, 4)) + 1}${on.slice(4)}` < today;

/** When and from where a group of facts was last known to be true, and the clerk's word that it is so today. */
export function GroupFreshness({ office, group }: { office: OfficeDetails; group: FieldGroup }) {
  const text = useText();
  const words = text.conflicts;
  const format = useFormat();
  const today = useFrame().data?.today ?? '';
  const queries = useQueryClient();
  const check = useMutation(
    api.offices.check.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.offices.key() });
        say(words.checked(text.offices.group[group]));
      },
    }),
  );
  const known = office.freshness.find((each) => each.group === group);
  const tell = { import: words.fromFile, clerk: words.byClerk, check: words.checkedBy };
  const told = known ? tell[known.source](format.date(known.on), known.name) : words.unknown;
  return (
    <div className="freshness">
      {known && isOld(known.on, today) ? (
        <StateMark mark="late" label={`${told} ${words.old}`} />
      ) : (
        <span className="dim">{told}</span>
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        className="no-print"
        aria-label={words.checkOf(text.offices.group[group])}
        loading={check.isPending}
        onClick={() => check.mutate({ id: office.id, fields: [...fieldGroups[group]] })}
      >
        {words.check}
      </Button>
      <ErrorNote error={check.error} />
    </div>
  );
}
