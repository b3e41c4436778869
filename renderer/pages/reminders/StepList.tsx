import { Button } from '@mantine/core';
import type { Proposal } from '../../../electron/contract/reminders.ts';
import { type Column, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { StateMark } from '../../components/StateMark.tsx';
import { useText } from '../../text/index.ts';
import { useStepWords } from './stepWords.ts';

interface Props {
  rows: Proposal[];
  chosen: string | null;
  onChoose: (step: string) => void;
}

/** The rungs of the ladder: when each is due, whom it would go to, and whom not. */
export function StepList({ rows, chosen, onChoose }: Props) {
  const text = useText().reminders;
  const format = useFormat();
  const words = useStepWords();
  const number = (key: 'reminded' | 'inDoubt' | 'undeliverable'): Column<Proposal> => ({
    key,
    title: text[key],
    width: '104px',
    align: 'right',
    cell: (row) => format.number(row[key]),
  });
  return (
    <DataTable
      label={text.ladder}
      rows={rows}
      rowKey={(row) => row.step}
      columns={[
        {
          key: 'step',
          title: text.what,
          cell: (row) => (
            <>
              {words(row)}
              <br />
              <small className="dim">{text.dueOn(format.date(row.dueOn))}</small>
            </>
          ),
        },
        {
          key: 'offices',
          title: text.offices,
          width: '112px',
          align: 'right',
          cell: (row) =>
            row.offices > 0 ? (
              <StateMark mark="moving" label={<strong>{format.number(row.offices)}</strong>} />
            ) : (
              format.number(0)
            ),
        },
        number('reminded'),
        number('inDoubt'),
        number('undeliverable'),
        {
          key: 'choose',
          title: '',
          width: '180px',
          cell: (row) =>
            row.offices > 0 && (
              <Button
                size="compact-sm"
                variant={row.step === chosen ? 'filled' : 'light'}
                aria-label={`${words(row)} ${text.choose}`}
                onClick={() => onChoose(row.step)}
              >
                {text.choose}
              </Button>
            ),
        },
      ]}
    />
  );
}
