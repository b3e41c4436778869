import { Button, Group } from '@mantine/core';
import { problems } from '../../../electron/contract/problems.ts';
import type { Outputs } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

interface Props {
  found: Outputs['acknowledgements']['import'];
  bringing: boolean;
  /** @param skip leave the refused rows out */
  onBring: (skip: boolean) => void;
}

/** What would come in and what would not, row by row, before anything does. */
export function AnswersFound({ found, bringing, onBring }: Props) {
  const text = useText();
  const words = text.answerImport;
  const answers = text.acknowledgements;
  const format = useFormat();
  const clean = found.rejectedRows === 0;
  return (
    <>
      <p role="status">
        <strong>{words.found(found.rows, found.recorded, found.known, found.rejectedRows)}</strong>
        {found.older > 0 && ` ${words.older(found.older)}`}
      </p>
      <Group gap="sm">
        <Button disabled={found.recorded === 0 || !clean} loading={bringing} onClick={() => onBring(false)}>
          {words.bring(found.recorded)}
        </Button>
        {!clean && found.recorded > 0 && (
          <Button variant="default" loading={bringing} onClick={() => onBring(true)}>
            {words.bringRest(found.recorded)}
          </Button>
        )}
      </Group>
      {!clean && <Refused found={found} />}
      <h2>{words.preview}</h2>
      <DataTable
        label={words.preview}
        rows={found.preview}
        rowKey={(row) => row.line}
        columns={[
          {
            key: 'line',
            title: text.offices.line,
            width: '64px',
            align: 'right',
            cell: (row) => format.number(row.line),
          },
          { key: 'code', title: text.common.column.code, width: columnWidth.code, cell: (row) => row.officeCode },
          { key: 'name', title: text.common.column.name, cell: (row) => row.officeName },
          { key: 'label', title: answers.version, width: '84px', cell: (row) => row.label },
          { key: 'answer', title: answers.answer, width: '120px', cell: (row) => answers.answers[row.answer] },
          { key: 'who', title: answers.toldBy, width: '140px', cell: (row) => row.name },
          {
            key: 'at',
            title: text.common.column.when,
            width: columnWidth.instant,
            cell: (row) => (row.at ? format.instant(row.at) : words.now),
          },
        ]}
      />
    </>
  );
}

function Refused({ found }: Pick<Props, 'found'>) {
  const text = useText();
  const format = useFormat();
  const { language } = usePreferences();
  return (
    <section className="rejected" aria-labelledby="rejected">
      <h2 id="rejected">{text.answerImport.refused(found.rejectedRows)}</h2>
      <DataTable
        label={text.answerImport.refused(found.rejectedRows)}
        rows={found.rejected}
        rowKey={(row) => `${row.line} ${row.column} ${row.code}`}
        columns={[
          {
            key: 'line',
            title: text.offices.line,
            width: '64px',
            align: 'right',
            cell: (row) => format.number(row.line),
          },
          { key: 'value', title: text.offices.value, width: '170px', cell: (row) => row.value },
          {
            key: 'reason',
            title: text.offices.reason,
            cell: (row) => (problems[row.code][language] as (value: string) => string)(row.value),
          },
        ]}
      />
    </section>
  );
}
