import { Button, Group, Select } from '@mantine/core';
import { readEncoding } from '../../../electron/contract/common.ts';
import type { ImportResult } from '../../api/client.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';
import { ImportRejected } from './ImportRejected.tsx';
import type { ReadEncoding } from './useImport.ts';

interface Props {
  preview: ImportResult;
  encoding: ReadEncoding;
  busy: boolean;
  onEncoding: (encoding: ReadEncoding) => void;
  onCommit: () => void;
  onOther: () => void;
}

/** Step 3: what would change, before anything does. */
export function ImportPreview({ preview, encoding, busy, onEncoding, onCommit, onOther }: Props) {
  const text = useText().offices;
  const format = useFormat();
  const changes = preview.created + preview.updated;
  const rejected = preview.rejected.length;
  return (
    <>
      <p className="no-print">{text.summary(format.number(preview.rows), text.encodings[preview.encoding])}</p>
      <ImportCounts result={preview} />
      <Group className="no-print" align="flex-end" mb="md">
        <Select
          label={text.encoding}
          size="xs"
          disabled={busy}
          data={readEncoding.options.map((value) => ({ value, label: text.encodings[value] }))}
          value={encoding}
          onChange={(value) => onEncoding(readEncoding.parse(value))}
        />
        <Button variant="default" disabled={busy} onClick={onOther}>
          {text.other}
        </Button>
        <Button disabled={busy || changes === 0} onClick={onCommit}>
          {rejected > 0 ? text.commitWithout : text.commit}
        </Button>
        {changes === 0 && <span>{text.nothingToCommit}</span>}
      </Group>
      {rejected > 0 && <ImportRejected rows={preview.rejected} />}
      <ImportDetails preview={preview} />
    </>
  );
}

/** How the file was read: its columns, and its first rows. */
function ImportDetails({ preview }: { preview: ImportResult }) {
  const text = useText().offices;
  const format = useFormat();
  return (
    <div className="two-columns no-print">
      <section>
        <h2>{text.columns}</h2>
        <DataTable
          label={text.columns}
          rows={preview.columns}
          rowKey={(row) => row.header}
          columns={[
            { key: 'header', title: text.header, cell: (row) => row.header },
            {
              key: 'field',
              title: text.readAs,
              cell: (row) => (row.field ? text.field[row.field] : <span className="dim">{text.ignored}</span>),
            },
          ]}
        />
      </section>
      <section>
        <h2>{text.sample}</h2>
        <DataTable
          label={text.sample}
          rows={preview.sample}
          rowKey={(row) => row.line}
          columns={[
            { key: 'line', title: text.line, width: '64px', align: 'right', cell: (row) => format.number(row.line) },
            { key: 'code', title: text.field.code, width: '110px', cell: (row) => row.code },
            { key: 'name', title: text.field.name, cell: (row) => row.name },
            { key: 'change', title: text.change, width: '72px', cell: (row) => text[row.change] },
          ]}
        />
      </section>
    </div>
  );
}

/** The four counts of an import, large. */
export function ImportCounts({ result }: { result: ImportResult }) {
  const text = useText().offices;
  const format = useFormat();
  const counts = [
    { label: text.created, count: result.created },
    { label: text.updated, count: result.updated },
    { label: text.unchanged, count: result.unchanged },
    { label: text.rejected, count: result.rejected.length },
  ];
  return (
    <dl className="counts">
      {counts.map(({ label, count }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{format.number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
