import type { ExportResult } from '../../api/client.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';

/** Where the characters stand that the file cannot hold: row 1 is the heading. */
export function UnwritableList({ rows }: { rows: ExportResult['unwritable'] }) {
  const text = useText().reports;
  const format = useFormat();
  return (
    <DataTable
      label={text.unwritableList}
      rows={rows.map((row, at) => ({ ...row, at }))}
      rowKey={(row) => row.at}
      columns={[
        { key: 'row', title: text.row, width: '72px', align: 'right', cell: (row) => format.number(row.row) },
        { key: 'column', title: text.column, cell: (row) => row.column },
        { key: 'character', title: text.character, width: '72px', cell: (row) => row.character },
        { key: 'codePoint', title: text.codePoint, width: '110px', cell: (row) => row.codePoint },
      ]}
    />
  );
}
