import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { AudienceRule } from '../../../electron/contract/audiences.ts';
import { api, client, type Outputs } from '../../api/client.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { offerUndo } from '../../components/undo.tsx';
import { useIncident } from '../../components/useIncident.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { useUndoChange } from './useUndoChange.ts';

/** Offices with a late or stopped filing that nobody has told them of: what the next notice is for. */
const untoldOffices: AudienceRule = { kind: 'filings', which: 'troubled', untold: true };
/** The text that holds the table of each office's filings. */
const TEMPLATE = '手続き遅延のお知らせ';

/** Who is to be told of late filings, the way to the next notice, and the record of what was told. */
export function TellOffices() {
  const text = useText();
  const words = text.procedureBoard.tell;
  const format = useFormat();
  const { incident } = useIncident();
  const [listed, setListed] = useState(false);
  const untold = useQuery({
    ...api.procedures.untold.queryOptions({ input: { incidentId: incident?.id ?? 0 } }),
    enabled: incident !== undefined,
  });
  const draft = useDraft(incident?.id ?? 0);
  if (!incident || !untold.data) return null;
  const { offices, procedures, rows } = untold.data;
  return (
    <section aria-label={words.title}>
      {rows.map((row) => (
        <ToldVersion key={row.versionId} row={row} />
      ))}
      {procedures > 0 && (
        <div className="note">
          <span>{words.waiting(format.number(offices), format.number(procedures))}</span>
          <Button size="compact-sm" loading={draft.isPending} title={words.draftNote} onClick={() => draft.mutate()}>
            {words.draft}
          </Button>
          <Button size="compact-sm" variant="default" aria-expanded={listed} onClick={() => setListed(!listed)}>
            {listed ? words.hideList : words.list}
          </Button>
        </div>
      )}
      {listed && procedures > 0 && <OfficesToTell incidentId={incident.id} />}
      <ErrorNote error={draft.error ?? untold.error} />
    </section>
  );
}

/** Writes the draft of a notice: its audience are the offices to tell, its text has the table. */
function useDraft(incidentId: number) {
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { rows } = await client.templates.list({});
      const template = rows.find((row) => row.name === TEMPLATE);
      const notice = await client.notices.create({ incidentId, title: TEMPLATE });
      return client.notices.draft({
        noticeId: notice.id,
        subject: template?.subject ?? TEMPLATE,
        body: template?.body ?? '{{遅延手続一覧}}',
        audience: untoldOffices,
      });
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: api.notices.key() });
      navigate(to.version(id));
    },
  });
}

function ToldVersion({ row }: { row: Outputs['procedures']['untold']['rows'][number] }) {
  const text = useText();
  const words = text.procedureBoard.tell;
  const format = useFormat();
  const queries = useQueryClient();
  const undo = useUndoChange();
  const tell = useMutation(
    api.procedures.tell.mutationOptions({
      onSuccess: async ({ told, changeId }) => {
        const message = words.recorded(format.number(told));
        if (changeId !== null) offerUndo({ message, label: text.common.undo, undo: () => undo(changeId) });
        await queries.invalidateQueries({ queryKey: api.procedures.key() });
      },
    }),
  );
  return (
    <div className="note" data-tone="good">
      <span>{words.sent(row.label, format.date(row.sentOn), format.number(row.procedures))}</span>
      <Button
        size="compact-sm"
        variant="default"
        loading={tell.isPending}
        onClick={() => tell.mutate({ versionId: row.versionId })}
      >
        {words.record}
      </Button>
      <ErrorNote error={tell.error} />
    </div>
  );
}

function OfficesToTell({ incidentId }: { incidentId: number }) {
  const text = useText();
  const [, navigate] = useLocation();
  const list = useQuery(api.audiences.list.queryOptions({ input: { incidentId, rule: untoldOffices, limit: 1000 } }));
  return (
    <>
      <ErrorNote error={list.error} />
      <DataTable
        label={text.procedureBoard.tell.list}
        rows={list.data?.rows}
        rowKey={(row) => row.officeId}
        onOpen={(row) => navigate(to.office(row.officeId))}
        columns={[
          { key: 'code', title: text.common.column.code, width: '90px', cell: (row) => row.code },
          { key: 'name', title: text.common.column.name, cell: (row) => row.name },
          { key: 'branch', title: text.common.column.branch, width: '140px', cell: (row) => row.branch },
        ]}
      />
    </>
  );
}
