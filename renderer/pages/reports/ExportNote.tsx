import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ExportResult } from '../../api/client.ts';
import { downloadFile } from '../../api/files.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

/** What was written, where it is, and what could not be written. */
export function ExportNote({ result }: { result: ExportResult }) {
  const text = useText().reports;
  const format = useFormat();
  const download = useMutation({ mutationFn: downloadFile });
  const { unwritable } = result;
  return (
    <>
      <div className="note" data-tone="good" role="status">
        <strong>✓ {text.exported(format.number(result.rows))}</strong>
        <Button size="compact-sm" loading={download.isPending} onClick={() => download.mutate(result.file)}>
          {text.download}
        </Button>
        <span className="dim export-file">
          {text.path}: <code>{result.file}</code>
        </span>
        <span className="dim export-file">
          {text.fingerprint}: <code>{result.sha256}</code>
        </span>
      </div>
      <ErrorNote error={download.error} />
      {unwritable.length > 0 && (
        <section className="note" data-tone="warn" aria-label={text.unwritable(format.number(unwritable.length))}>
          <p>△ {text.unwritable(format.number(unwritable.length))}</p>
          <DataTable
            label={text.unwritable(format.number(unwritable.length))}
            rows={unwritable}
            rowKey={(row) => `${row.row} ${row.column} ${row.codePoint}`}
            columns={[
              { key: 'row', title: text.row, width: '72px', align: 'right', cell: (row) => format.number(row.row) },
              { key: 'column', title: text.column, cell: (row) => row.column },
              { key: 'character', title: text.character, width: '72px', cell: (row) => row.character },
              { key: 'codePoint', title: text.codePoint, width: '110px', cell: (row) => row.codePoint },
            ]}
          />
        </section>
      )}
    </>
  );
}
