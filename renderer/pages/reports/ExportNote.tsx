import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ExportResult } from '../../api/client.ts';
import { downloadFile } from '../../api/files.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { UnwritableList } from './UnwritableList.tsx';

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
      {result.withoutAddress.total > 0 && (
        <div className="note" data-tone="warn">
          <p>△ {text.withoutAddress(format.number(result.withoutAddress.total))}</p>
          <p className="dim">{result.withoutAddress.offices.map(({ code, name }) => `${code} ${name}`).join('、')}</p>
        </div>
      )}
      {unwritable.length > 0 && (
        <section className="note" data-tone="warn" aria-label={text.unwritable(format.number(unwritable.length))}>
          <p>△ {text.unwritable(format.number(unwritable.length))}</p>
          <UnwritableList rows={unwritable} />
        </section>
      )}
    </>
  );
}
