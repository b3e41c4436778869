import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, client, type SendingStatus } from '../../api/client.ts';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { waitingOf } from './sending.ts';

/** Pause, resume, cancel the rest, send the undelivered again. */
export function SendingActions({ versionId, status }: { versionId: number; status: SendingStatus }) {
  const text = useText().deliveries;
  const format = useFormat();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.deliveries.key() });
  const pause = useMutation(api.deliveries.pause.mutationOptions({ onSuccess }));
  const resume = useMutation(api.deliveries.resume.mutationOptions({ onSuccess }));
  const retry = useMutation(api.deliveries.retry.mutationOptions({ onSuccess }));
  const cancel = useMutation({ mutationFn: () => client.deliveries.cancel({ versionId }), onSuccess });
  const waiting = waitingOf(status);
  const { failed, cancelled } = status.byState;
  const resend = failed > 0 && cancelled > 0 ? text.resendBoth : failed > 0 ? text.resend : text.resendCancelled;
  return (
    <>
      <Group>
        {status.paused ? (
          <Button loading={resume.isPending} onClick={() => resume.mutate({})}>
            {text.resume}
          </Button>
        ) : (
          waiting > 0 && (
            <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate({})}>
              {text.pause}
            </Button>
          )
        )}
        {waiting > 0 && (
          <ConfirmButton
            variant="default"
            title={text.cancelTitle}
            note={text.cancelNote(format.number(waiting))}
            stay={text.keepSending}
            action={cancel}
          >
            {text.cancel}
          </ConfirmButton>
        )}
        {failed + cancelled > 0 && (
          <Button variant="default" loading={retry.isPending} onClick={() => retry.mutate({ versionId })}>
            {resend}
          </Button>
        )}
        <span role="status">
          {cancel.data && text.cancelDone(format.number(cancel.data.cancelled))}{' '}
          {retry.data && text.resendDone(format.number(retry.data.queued))}
        </span>
      </Group>
      <ErrorNote error={pause.error ?? resume.error ?? retry.error} />
    </>
  );
}
