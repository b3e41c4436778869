import { Button, FileInput, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { problems, type RowProblem } from '../../../electron/contract/problems.ts';
import { client, type Outputs } from '../../api/client.ts';
import { uploadFile } from '../../api/files.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { offerUndo, say } from '../../components/undo.tsx';
import { useStop } from '../../components/useListWork.ts';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

type Result = Outputs['incidents']['importChronology'];

/** Brings a chronology in from a file: all of it or nothing, after a look at what it would do. */
export function ChronologyImport({ incidentId, onDone }: { incidentId: number; onDone(): void }) {
  const text = useText();
  const words = text.chronology;
  const format = useFormat();
  const { begin } = useStop();
  const preview = useMutation({
    mutationFn: async (chosen: File) => {
      const signal = begin();
      const file = await uploadFile(chosen, () => undefined, signal);
      const input = { incidentId, file, commit: false };
      return { file, result: await client.incidents.importChronology(input, { signal }) };
    },
  });
  const takeBack = useMutation({
    mutationFn: (importId: number) => client.chronology.undoImport({ importId }),
    onSuccess: ({ takenBack, kept }) => say(words.takenBack(format.number(takenBack), format.number(kept))),
  });
  const commit = useMutation({
    mutationFn: (file: string) => client.incidents.importChronology({ incidentId, file, commit: true }),
    onSuccess: ({ importId, created, updated }) => {
      const message = words.importDone(format.number(created), format.number(updated));
      if (importId === null) return;
      offerUndo({ message, label: text.common.undo, undo: () => takeBack.mutate(importId) });
      onDone();
    },
  });
  const read = preview.data;
  return (
    <section className="panel" aria-label={words.importTitle}>
      <h2>{words.importTitle}</h2>
      <Group align="flex-end">
        <FileInput
          autoFocus
          label={words.import}
          placeholder={text.common.choose}
          accept=".csv,.tsv,.txt,.xlsx,.json"
          w={360}
          onChange={(file) => file && preview.mutate(file)}
        />
        <Button variant="default" onClick={onDone}>
          {text.common.cancel}
        </Button>
        {read && read.result.rejected.length === 0 && (
          <Button loading={commit.isPending} onClick={() => commit.mutate(read.file)}>
            {words.importNow}
          </Button>
        )}
      </Group>
      <ErrorNote error={preview.error ?? commit.error ?? takeBack.error} />
      {read && <Preview result={read.result} />}
    </section>
  );
}

function Preview({ result }: { result: Result }) {
  const words = useText().chronology;
  const format = useFormat();
  const { rejected, changes } = result;
  return (
    <>
      <p role="status">
        {words.preview(
          ...([result.rows, result.created, result.updated, result.unchanged].map(format.number) as [
            string,
            string,
            string,
            string,
          ]),
        )}
      </p>
      {rejected.length > 0 ? (
        <Rejected rows={rejected} />
      ) : (
        <DataTable
          label={words.changesList}
          rows={changes}
          rowKey={(row) => `${row.key} ${row.text}`}
          columns={[
            {
              key: 'new',
              title: '',
              width: '84px',
              cell: (row) => (row.isNew ? words.newEntry : words.changedEntry),
            },
            { key: 'kind', title: words.field.kind, width: '96px', cell: (row) => words.kind[row.kind] },
            { key: 'when', title: words.when, width: '196px', cell: (row) => row.when },
            { key: 'text', title: words.what, cell: (row) => row.text },
          ]}
        />
      )}
    </>
  );
}

function Rejected({ rows }: { rows: RowProblem[] }) {
  const words = useText().chronology;
  const format = useFormat();
  const { language } = usePreferences();
  const reasonOf = ({ code, value }: RowProblem) => {
    const sentence: (value: string) => string = problems[code][language];
    return sentence(value);
  };
  return (
    <section className="note" data-tone="warn" role="alert">
      <p>△ {words.refused(format.number(rows.length))}</p>
      <DataTable
        label={words.refusedList}
        rows={rows}
        rowKey={(row) => `${row.line} ${row.column} ${row.code}`}
        columns={[
          { key: 'line', title: words.line, width: '64px', align: 'right', cell: (row) => format.number(row.line) },
          { key: 'column', title: words.column, width: '120px', cell: (row) => row.column },
          { key: 'value', title: words.value, width: '150px', cell: (row) => row.value },
          { key: 'reason', title: words.reason, cell: reasonOf },
        ]}
      />
    </section>
  );
}
