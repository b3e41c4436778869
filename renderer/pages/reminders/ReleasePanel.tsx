import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Proposal, ReminderText } from '../../../electron/contract/reminders.ts';
import { api, client } from '../../api/client.ts';
import { downloadFile } from '../../api/files.ts';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Pager } from '../../components/Pager.tsx';
import { say } from '../../components/undo.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useText } from '../../text/index.ts';
import { useStepWords } from './stepWords.ts';

interface Props {
  versionId: number;
  proposal: Proposal;
  /** The house's. */
  words: ReminderText;
  onEnd: () => void;
}

const REST_MS = 400;

/** One step before it goes: its words, as they will read, to whom, and the release. */
export function ReleasePanel({ versionId, proposal, words, onEnd }: Props) {
  const text = useText().reminders;
  const format = useFormat();
  const queries = useQueryClient();
  const stepWords = useStepWords();
  const [typed, setTyped] = useState(words);
  const { channel, step, offices } = proposal;
  const count = format.number(offices);
  const spoken = channel === 'phone';
  const settings = useQuery(api.settings.get.queryOptions({ input: {} }));
  const byGateway = channel === 'fax' && (settings.data?.mail?.faxAddress ?? '') !== '';
  const way = byGateway ? 'gateway' : channel;
  const release = useMutation({
    mutationFn: async () => {
      const done = await client.reminders.release({ versionId, step, offices, ...(spoken ? {} : typed) });
      if (channel === 'fax' && done.queued === 0)
        await downloadFile((await client.reminders.sheets({ reminderId: done.reminderId })).file);
      return done;
    },
    onSuccess: async (done) => {
      say(text.released(format.number(done.offices)));
      onEnd();
      await queries.invalidateQueries({ queryKey: [['reminders']] });
    },
  });
  return (
    <section className="panel" aria-labelledby="release">
      <h2 id="release">{text.chosen(stepWords(proposal))}</h2>
      {!spoken && (
        <div className="reminder-words">
          <div>
            <TextInput
              label={text.subject}
              maxLength={200}
              value={typed.subject}
              onChange={(event) => setTyped({ ...typed, subject: event.currentTarget.value })}
            />
            <Textarea
              mt="sm"
              label={text.covering}
              description={text.coveringNote}
              autosize
              minRows={6}
              maxRows={14}
              maxLength={2000}
              value={typed.covering}
              onChange={(event) => setTyped({ ...typed, covering: event.currentTarget.value })}
            />
            <KeepText typed={typed} />
          </div>
          <Preview versionId={versionId} step={step} typed={typed} />
        </div>
      )}
      <Whom versionId={versionId} step={step} />
      <Group mt="md">
        <ConfirmButton
          title={text.confirmTitle}
          note={text.confirmNote[way](count)}
          confirm={text.release[way](count)}
          action={release}
        >
          {text.release[way](count)}
        </ConfirmButton>
        <CancelButton onEnd={onEnd} />
      </Group>
    </section>
  );
}

/** Makes the words typed the house's own. */
function KeepText({ typed }: { typed: ReminderText }) {
  const text = useText().reminders;
  const queries = useQueryClient();
  const keep = useMutation({
    mutationFn: () => client.reminders.saveText(typed),
    onSuccess: async () => {
      say(text.textKept);
      await queries.invalidateQueries({ queryKey: [['reminders']] });
    },
  });
  return (
    <>
      <Button mt="xs" size="compact-sm" variant="default" loading={keep.isPending} onClick={() => keep.mutate()}>
        {text.keepText}
      </Button>
      <ErrorNote error={keep.error} />
    </>
  );
}

function CancelButton({ onEnd }: { onEnd: () => void }) {
  return (
    <Button variant="default" onClick={onEnd}>
      {useText().common.cancel}
    </Button>
  );
}

function useWhom(versionId: number, step: string, cursor: string | undefined) {
  return useQuery({
    ...api.reminders.list.queryOptions({ input: { versionId, step, cursor, limit: PAGE_ROWS } }),
    placeholderData: keepPreviousData,
  });
}

/** The reminder as the first of its offices will read it. */
function Preview({ versionId, step, typed }: { versionId: number; step: string; typed: ReminderText }) {
  const text = useText().reminders;
  const [words] = useDebouncedValue(typed, REST_MS);
  const first = useWhom(versionId, step, undefined).data?.rows[0];
  const ready = first !== undefined && words.subject.trim() !== '' && words.covering.trim() !== '';
  const shown = useQuery({
    ...api.reminders.preview.queryOptions({ input: { versionId, officeCode: first?.officeCode ?? '', ...words } }),
    enabled: ready,
    placeholderData: keepPreviousData,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard too
    <section className="reminder-preview" aria-label={text.preview} tabIndex={0}>
      {first && <p className="dim">{text.previewOf(first.officeName)}</p>}
      <ErrorNote error={shown.error} />
      {shown.data && (
        <>
          <strong>{shown.data.subject}</strong>
          <pre>{shown.data.text}</pre>
        </>
      )}
    </section>
  );
}

function Whom({ versionId, step }: { versionId: number; step: string }) {
  const text = useText().reminders;
  const words = useText().common.column;
  const format = useFormat();
  const pages = useCursorPages(step);
  const list = useWhom(versionId, step, pages.cursor);
  return (
    <>
      <div className="list-head">
        <strong>{text.list}</strong>
        <Pager pages={pages} data={list.data} />
      </div>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keyboard too */}
      <section className="reminder-list" aria-label={text.list} tabIndex={0}>
        <DataTable
          label={text.list}
          rows={list.data?.rows}
          rowKey={(row) => row.officeId}
          columns={[
            { key: 'code', title: words.code, width: columnWidth.code, cell: (row) => row.officeCode },
            { key: 'name', title: words.name, cell: (row) => row.officeName },
            { key: 'branch', title: words.branch, width: columnWidth.branch, cell: (row) => row.branch },
            { key: 'address', title: text.address, width: '30%', cell: (row) => row.address },
            { key: 'told', title: text.toldAt, width: '116px', cell: (row) => format.moment(row.toldAt) },
          ]}
        />
      </section>
    </>
  );
}
