import { Button, FileButton, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { client, type Outputs } from '../../api/client.ts';
import { uploadFile } from '../../api/files.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useStop } from '../../components/useListWork.ts';
import { useText } from '../../text/index.ts';
import { ImportRejected } from './ImportRejected.tsx';
import { UndoButton } from './UndoImport.tsx';

type Result = Outputs['contacts']['import'];

/** The way to lists of contacts: few need it, so it opens when asked for. */
export function ContactsImport() {
  const text = useText().contacts;
  const [open, setOpen] = useState(false);
  if (open) return <ContactList />;
  return (
    <Button variant="default" mt="sm" onClick={() => setOpen(true)}>
      {text.importTitle}
    </Button>
  );
}

/** People of offices from a list, one a row: looked at first, then entered as a whole, and taken back as a whole. */
function ContactList() {
  const text = useText().contacts;
  const heading = useId();
  const { begin } = useStop();
  const queries = useQueryClient();
  const look = useMutation({
    mutationFn: async (chosen: File) => {
      const signal = begin();
      const path = await uploadFile(chosen, () => undefined, signal);
      return {
        path,
        name: chosen.name,
        result: await client.contacts.import({ file: path, commit: false }, { signal }),
      };
    },
  });
  const enter = useMutation({
    mutationFn: (path: string) => client.contacts.import({ file: path, commit: true }),
    onSuccess: () => queries.invalidateQueries(),
  });
  const choose = (chosen: File) => {
    enter.reset();
    look.mutate(chosen);
  };
  const read = look.data;
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>{text.importTitle}</h2>
      <p className="dim">{text.importNote}</p>
      <FileButton
        accept=".csv,.tsv,.txt,.xlsx,text/csv"
        onChange={(chosen) => chosen && choose(chosen)}
        inputProps={{ 'aria-label': text.importChoose }}
      >
        {(props) => (
          <Button {...props} autoFocus variant="default" loading={look.isPending}>
            {text.importChoose}
          </Button>
        )}
      </FileButton>
      <ErrorNote error={look.error ?? enter.error} />
      {read && enter.data && <Entered result={enter.data} name={read.name} />}
      {read && !enter.data && (
        <Preview result={read.result} entering={enter.isPending} onEnter={() => enter.mutate(read.path)} />
      )}
    </section>
  );
}

function Preview({ result, entering, onEnter }: { result: Result; entering: boolean; onEnter: () => void }) {
  const text = useText();
  const words = text.contacts;
  const format = useFormat();
  const { created, known, differing, differingCount, rejected, rejectedCount, sample } = result;
  const counts = [created, known, differingCount, rejectedCount].map((count) => format.number(count));
  const columns = (to: 'contact' | 'to') => [
    { key: 'code', title: text.common.column.code, width: '96px', cell: (row: Row) => row.code },
    { key: 'office', title: text.common.column.name, cell: (row: Row) => row.officeName },
    ...(to === 'to' ? [{ key: 'from', title: words.inRegister, cell: (row: Row) => row.from ?? '' }] : []),
    { key: to, title: words.inList, cell: (row: Row) => row[to] ?? '' },
  ];
  return (
    <>
      <p role="status">{words.importCounts(counts[0] ?? '', counts[1] ?? '', counts[2] ?? '', counts[3] ?? '')}</p>
      {sample.length > 0 && (
        <DataTable label={words.importNew} rows={sample} rowKey={(row) => row.line} columns={columns('contact')} />
      )}
      {differing.length > 0 && (
        <>
          <h3>{words.importDiffering}</h3>
          <DataTable
            label={words.importDiffering}
            rows={differing}
            rowKey={(row) => row.line}
            columns={columns('to')}
          />
        </>
      )}
      {rejected.length > 0 && <ImportRejected rows={rejected} />}
      <Group mt="sm">
        <Button loading={entering} disabled={created === 0} onClick={onEnter}>
          {words.importEnter(format.number(created))}
        </Button>
      </Group>
    </>
  );
}

interface Row {
  code: string;
  officeName: string;
  from?: string;
  to?: string;
  contact?: string;
}

function Entered({ result, name }: { result: Result; name: string }) {
  const text = useText();
  const format = useFormat();
  const [undone, setUndone] = useState(false);
  if (undone) return <p role="status">{text.contacts.importUndone}</p>;
  return (
    <div className="note" data-tone="good" role="status">
      ✓ {text.contacts.importDone(format.number(result.created))}
      {result.importId !== null && (
        <UndoButton
          id={result.importId}
          name={name}
          variant="default"
          size="compact-sm"
          onUndone={() => setUndone(true)}
        >
          {text.offices.undo}
        </UndoButton>
      )}
    </div>
  );
}
