import { Button } from '@mantine/core';
import { problems, type RowProblem } from '../../../electron/contract/problems.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { type Language, usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

function reason(row: RowProblem, language: Language): string {
  const sentence: (value: string) => string = problems[row.code][language];
  return sentence(row.value);
}

/** The refused rows by line, column and reason, to print and work through. */
export function ImportRejected({ rows }: { rows: RowProblem[] }) {
  const text = useText();
  const format = useFormat();
  const { language } = usePreferences();
  const words = text.offices;
  return (
    <section aria-labelledby="rejected" className="rejected">
      <h2 id="rejected">
        {words.rejectedTitle} {text.common.count(format.number(rows.length))}
        <Button size="compact-sm" variant="default" className="no-print" onClick={() => window.print()}>
          {text.common.print}
        </Button>
      </h2>
      <p className="dim">{words.rejectedNote}</p>
      <DataTable
        label={words.rejectedTitle}
        rows={rows}
        rowKey={(row) => `${row.line} ${row.column} ${row.code}`}
        columns={[
          { key: 'line', title: words.line, width: '64px', align: 'right', cell: (row) => format.number(row.line) },
          { key: 'column', title: words.column, width: '130px', cell: (row) => row.column },
          { key: 'value', title: words.value, width: '150px', cell: (row) => row.value },
          { key: 'reason', title: words.reason, cell: (row) => reason(row, language) },
        ]}
      />
    </section>
  );
}
