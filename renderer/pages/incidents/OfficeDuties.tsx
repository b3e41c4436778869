import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type OfficeDuty, officeDuty, officeDutyState } from '../../../electron/contract/duties.ts';
import { api, type Incident } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { useText } from '../../text/index.ts';
import { dutyMarks } from './dutyMarks.ts';
import { OfficeDutyForm } from './OfficeDutyForm.tsx';
import { OfficeDutyTable, type Shown } from './OfficeDutyTable.tsx';

/** Where each office stands with its own duties, which version told it so, and who was told otherwise. */
export function OfficeDuties({ incident }: { incident: Incident }) {
  const text = useText().duties;
  const format = useFormat();
  const [duty, setDuty] = useState<OfficeDuty>('report');
  const [shown, setShown] = useState<Shown>('all');
  const [setting, setSetting] = useState(false);
  const counts = useQuery(api.duties.counts.queryOptions({ input: { incidentId: incident.id } }));
  const counted = counts.data?.duties.find((each) => each.duty === duty);
  const opposite = counted?.opposite ?? 0;
  return (
    <section className="panel" aria-labelledby="office-duties">
      <div className="facts-head">
        <h2 id="office-duties">{text.offices}</h2>
        <SegmentedControl
          size="xs"
          aria-label={text.duty}
          data={officeDuty.options.map((value) => ({ value, label: text.officeDuty[value] }))}
          value={duty}
          onChange={(value) => {
            setDuty(value === 'persons' ? 'persons' : 'report');
            setShown('all');
          }}
        />
        <span className="dim">{text.officesNote}</span>
      </div>
      <ErrorNote error={counts.error} onRetry={() => void counts.refetch()} />
      {opposite > 0 && (
        <p className="note" data-tone="warn" role="status">
          △ {text.oppositeNote(format.number(opposite))}
          <Button size="compact-sm" variant="default" onClick={() => setShown('opposite')}>
            {text.opposite}
          </Button>
        </p>
      )}
      <div className="list-head">
        {incident.closedAt === null && (
          <Button size="compact-sm" variant="default" onClick={() => setSetting(true)}>
            {text.set}
          </Button>
        )}
        <fieldset className="state-chips">
          <legend>{text.columnState}</legend>
          {(['all', ...officeDutyState.options] as const)
            .filter((state) => state === 'all' || (counted?.states[state] ?? 0) > 0)
            .map((state) => (
              <Button
                key={state}
                size="compact-sm"
                variant={state === shown ? 'light' : 'default'}
                aria-pressed={state === shown}
                onClick={() => setShown(state)}
              >
                {state === 'all' ? (
                  text.all
                ) : (
                  <StateMark
                    mark={dutyMarks[state]}
                    label={`${text.state[state]} ${format.number(counted?.states[state] ?? 0)}`}
                  />
                )}
              </Button>
            ))}
        </fieldset>
      </div>
      {setting && <OfficeDutyForm incident={incident} duty={duty} onDone={() => setSetting(false)} />}
      <OfficeDutyTable incidentId={incident.id} duty={duty} shown={shown} />
    </section>
  );
}
