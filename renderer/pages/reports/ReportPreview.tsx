import type { UseQueryResult } from '@tanstack/react-query';
import type { Outputs } from '../../api/client.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

type Preview = UseQueryResult<Outputs['reports']['preview']>;

const PREVIEW_ROWS = 20;

/** The first rows as the file will show them. */
export function ReportPreview({ preview, shown }: { preview: Preview; shown: string[] }) {
  const text = useText().reports;
  const format = useFormat();
  const rows = preview.data?.rows.slice(0, PREVIEW_ROWS);
  return (
    <>
      <h2>
        {text.preview}
        {preview.data && (
          <small className="dim">
            {text.total(format.number(preview.data.total))}
            {preview.data.total > PREVIEW_ROWS && ` ${text.shown(format.number(PREVIEW_ROWS))}`}
          </small>
        )}
      </h2>
      <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />
      {!preview.error && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        <section className="wide-table" tabIndex={0} aria-label={text.preview}>
          <DataTable
            label={text.preview}
            rows={rows?.map((cells, line) => ({ line, cells }))}
            rowKey={(row) => row.line}
            empty={text.empty}
            columns={(shown.length > 0 ? shown : ['']).map((title, index) => ({
              key: `${index} ${title}`,
              title,
              width: '140px',
              cell: (row: { cells: string[] }) => row.cells[index] ?? '',
            }))}
          />
        </section>
      )}
    </>
  );
}
