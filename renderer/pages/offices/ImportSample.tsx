import type { ImportResult } from '../../api/client.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';

/** Some of the file's own rows that are new, or the same as in the register. */
export function ImportSample({ preview, change }: { preview: ImportResult; change: 'created' | 'unchanged' }) {
  const text = useText().offices;
  const format = useFormat();
  if (preview[change] === 0) return <p className="dim no-rows">{text.nothingHere}</p>;
  return (
    <section className="no-print">
      <p className="dim">{change === 'created' ? text.newNote : text.sameNote}</p>
      <DataTable
        label={text[change]}
        rows={preview.sample.filter((row) => row.change === change)}
        rowKey={(row) => row.line}
        empty={text.noSample}
        columns={[
          { key: 'line', title: text.line, width: '64px', align: 'right', cell: (row) => format.number(row.line) },
          { key: 'code', title: text.field.code, width: '140px', cell: (row) => row.code },
          { key: 'name', title: text.field.name, cell: (row) => row.name },
        ]}
      />
    </section>
  );
}
