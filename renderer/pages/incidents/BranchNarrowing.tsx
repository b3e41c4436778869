import { Button, Checkbox, Group, Radio } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Incident } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { useText } from '../../text/index.ts';

/** Which offices the chosen incident touches: all under entrustment, or those of some branches. */
export function BranchNarrowing({ incident }: { incident: Incident }) {
  const text = useText().incidents;
  const words = useText().common;
  const format = useFormat();
  const branches = useQuery(api.offices.branches.queryOptions({ input: {} }));
  const [chosen, setChosen] = useState<string[] | null>(incident.branches);
  const narrow = useMutation(api.incidents.narrow.mutationOptions());
  const saved = narrow.data?.affected;
  return (
    <section className="panel" aria-labelledby="narrow">
      <h2 id="narrow">
        {incident.title} – {text.narrow}
      </h2>
      <p className="dim">{text.narrowNote}</p>
      <Radio.Group value={chosen ? 'some' : 'all'} onChange={(value) => setChosen(value === 'all' ? null : [])}>
        <Group>
          <Radio value="all" label={text.narrowAll} />
          <Radio value="some" label={text.narrowSome} />
        </Group>
      </Radio.Group>
      {chosen && (
        <Loaded query={branches}>
          {({ rows }) => (
            <Checkbox.Group value={chosen} onChange={setChosen} aria-label={text.narrow}>
              <div className="checks">
                {rows.map((row) => (
                  <Checkbox
                    key={row.branch}
                    value={row.branch}
                    label={`${row.branch || words.noBranch} ${text.affectedCount(format.number(row.offices))}`}
                  />
                ))}
              </div>
            </Checkbox.Group>
          )}
        </Loaded>
      )}
      <ErrorNote error={narrow.error} />
      <Group mt="sm">
        <Button
          variant="default"
          loading={narrow.isPending}
          disabled={chosen?.length === 0}
          onClick={() => narrow.mutate({ id: incident.id, branches: chosen })}
        >
          {text.narrowSave}
        </Button>
        <span role="status">
          {chosen?.length === 0 ? text.narrowNone : saved !== undefined && text.narrowSaved(format.number(saved))}
        </span>
      </Group>
    </section>
  );
}
