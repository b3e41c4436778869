import { Button, Progress, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { client, type Incident } from '../../api/client.ts';
import { downloadFile } from '../../api/files.ts';
import { clearProgress, useStatus } from '../../api/status.ts';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { inJapan, useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

/** Which incident this is, whether it is closed, and everything of it in one file. */
export function IncidentHead({ incident }: { incident: Incident }) {
  const text = useText();
  const words = text.incidents;
  const format = useFormat();
  const { making, stop } = useFinalFile(incident.id);
  const { closedAt } = incident;
  return (
    <>
      <div className="incident-head">
        <strong>{incident.title}</strong>
        <span>{incident.provider}</span>
        <span className="dim">
          {words.knownOn} {format.date(incident.knownOn)}
        </span>
        <span className="dim">{words.affectedCount(format.number(incident.affected))}</span>
        <span className="incident-acts no-print">
          <Button size="compact-sm" variant="default" disabled={making.isPending} onClick={() => making.mutate()}>
            {words.finalFile}
          </Button>
          <CloseOrReopen key={closedAt} incident={incident} />
        </span>
      </div>
      {closedAt && (
        <p className="note" data-tone="warn">
          {text.chronology.closedNote(format.date(inJapan(closedAt).date))}
        </p>
      )}
      {making.isPending && <Making onStop={stop} />}
      <ErrorNote error={making.error} />
      {making.data === null && <p role="status">{words.stopped}</p>}
      {making.data && (
        <div className="note" data-tone="good" role="status">
          <strong>✓ {words.finalDone(format.number(making.data.files.length))}</strong>
          <Button size="compact-sm" onClick={() => void downloadFile(making.data?.file ?? '')}>
            {words.download}
          </Button>
          <span className="dim export-file">
            {words.hash}: <code>{making.data.sha256}</code>
          </span>
        </div>
      )}
    </>
  );
}

const WORK = 'incidents.finalFile';

function useFinalFile(id: number) {
  const running = useRef<AbortController>(null);
  const making = useMutation({
    mutationFn: async () => {
      const stopped = new AbortController();
      running.current = stopped;
      clearProgress(WORK);
      try {
        return await client.incidents.finalFile({ id }, { signal: stopped.signal });
      } catch (error) {
        // Being stopped by the clerk is no error.
        if (stopped.signal.aborted) return null;
        throw error;
      }
    },
  });
  return { making, stop: () => running.current?.abort() };
}

function Making({ onStop }: { onStop(): void }) {
  const text = useText().incidents;
  const told = useStatus().progress[WORK];
  const share = told && told.total > 0 ? (told.done * 100) / told.total : 0;
  return (
    <div role="status" className="note">
      <span>{text.making}</span>
      <Progress size="lg" aria-label={text.making} value={share} w={240} />
      <Button size="compact-sm" variant="default" onClick={onStop}>
        {text.stop}
      </Button>
    </div>
  );
}

function CloseOrReopen({ incident }: { incident: Incident }) {
  const text = useText().incidents;
  const [reason, setReason] = useState('');
  const { id, closedAt } = incident;
  const isOpen = closedAt === null;
  const action = useMutation({
    mutationFn: async (): Promise<void> => {
      await (isOpen ? client.incidents.close({ id, reason }) : client.incidents.reopen({ id, reason }));
    },
  });
  return (
    <ConfirmButton
      size="compact-sm"
      variant="default"
      title={isOpen ? text.closeTitle : text.reopenTitle}
      confirm={isOpen ? text.close : text.reopen}
      action={action}
      note={
        <>
          {isOpen && <p>{text.closeNote}</p>}
          <TextInput
            required
            maxLength={200}
            label={isOpen ? text.closeReason : text.reopenReason}
            placeholder={isOpen ? text.closeReasonPlaceholder : undefined}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      }
    >
      {isOpen ? text.close : text.reopen}
    </ConfirmButton>
  );
}
