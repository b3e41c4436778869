import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { procedureState } from '../../../electron/contract/procedureShapes.ts';
import { procedureRoute } from '../../../electron/contract/ruleShapes.ts';
import { api, type Inputs, type Outputs } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { offerUndo } from '../../components/undo.tsx';
import { useIncident } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import type { Selection } from './useSelection.ts';
import { useUndoChange } from './useUndoChange.ts';

type Change = Inputs['procedures']['bulk']['change'];
type Skipped = Outputs['procedures']['bulk']['skipped'];

/** The same change for all that are selected: route, state, what stops them. */
export function BulkBar({ selection }: { selection: Selection }) {
  const text = useText();
  const words = text.procedureBoard;
  const format = useFormat();
  const { incident } = useIncident();
  const [typed, setTyped] = useState({ route: '', state: '', blocked: '' });
  const { run, bulk, skipped } = useBulk(selection, () => setTyped({ route: '', state: '', blocked: '' }));
  const change = changeOf(typed, incident?.id);
  const count = selection.rows.length;
  if (count === 0) return <SkippedList skipped={skipped} />;
  const keep = { value: '', label: words.keep };
  return (
    <section className="bulk-bar" aria-label={words.selected(format.number(count))}>
      <strong role="status">{words.selected(format.number(count))}</strong>
      <NativeSelect
        size="xs"
        label={words.toRoute}
        value={typed.route}
        data={[keep, ...procedureRoute.options.map((value) => ({ value, label: words.route[value] }))]}
        onChange={(event) => setTyped({ ...typed, route: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        label={words.toState}
        value={typed.state}
        data={[keep, ...procedureState.options.map((value) => ({ value, label: text.procedures.state[value] }))]}
        onChange={(event) => setTyped({ ...typed, state: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        label={words.toBlocked}
        value={typed.blocked}
        data={[
          keep,
          ...(incident ? [{ value: 'block', label: words.block(incident.title) }] : []),
          { value: 'unblock', label: words.unblock },
        ]}
        onChange={(event) => setTyped({ ...typed, blocked: event.currentTarget.value })}
      />
      <Button
        size="compact-sm"
        loading={bulk.isPending}
        disabled={Object.keys(change).length === 0}
        onClick={() => run(change)}
      >
        {words.apply}
      </Button>
      <Button size="compact-sm" variant="default" onClick={selection.clear}>
        {words.clearSelection}
      </Button>
      <ErrorNote error={bulk.error} />
    </section>
  );
}

function changeOf(typed: { route: string; state: string; blocked: string }, incidentId: number | undefined): Change {
  const change: Change = {};
  if (typed.route !== '') change.route = procedureRoute.parse(typed.route);
  if (typed.state !== '') change.state = procedureState.parse(typed.state);
  if (typed.blocked === 'unblock') change.blockedBy = null;
  if (typed.blocked === 'block' && incidentId !== undefined) change.blockedBy = incidentId;
  return change;
}

function useBulk(selection: Selection, onDone: () => void) {
  const text = useText();
  const words = text.procedureBoard;
  const format = useFormat();
  const queries = useQueryClient();
  const undo = useUndoChange();
  const [skipped, setSkipped] = useState<Skipped>([]);
  const bulk = useMutation(
    api.procedures.bulk.mutationOptions({
      onSuccess: async ({ changed, changeId, skipped: left }) => {
        setSkipped(left);
        selection.clear();
        onDone();
        if (changeId !== null) {
          const message = words.bulkDone(format.number(changed));
          offerUndo({ message, label: text.common.undo, undo: () => undo(changeId) });
        }
        await queries.invalidateQueries({ queryKey: api.procedures.key() });
      },
    }),
  );
  const run = (change: Change) =>
    bulk.mutate({ rows: selection.rows.map(({ id, revision }) => ({ id, revision })), change });
  return { bulk, run, skipped };
}

/** What was left as it was, by name and reason. */
function SkippedList({ skipped }: { skipped: Skipped }) {
  const words = useText().procedureBoard;
  const format = useFormat();
  if (skipped.length === 0) return null;
  return (
    <div className="note" data-tone="warn" role="status">
      <span>{words.skipped(format.number(skipped.length))}</span>
      <ul>
        {skipped.map((row) => (
          <li key={row.id}>
            {row.officeCode} {row.officeName}: {words.skippedReason[row.reason]}
          </li>
        ))}
      </ul>
    </div>
  );
}
