import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api, client, type SendingStatus } from '../../api/client.ts';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { waitingOf } from './sending.ts';

/** Pause, resume, cancel the rest, send the undelivered again. */
export function SendingActions({ versionId, status }: { versionId: number; status: SendingStatus }) {
  const words = useText();
  const text = words.deliveries;
  const format = useFormat();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.deliveries.key() });
  const pause = useMutation(api.deliveries.pause.mutationOptions({ onSuccess }));
  const resume = useMutation(api.deliveries.resume.mutationOptions({ onSuccess }));
  const retry = useMutation(api.deliveries.retry.mutationOptions({ onSuccess }));
  const cancel = useMutation({ mutationFn: () => client.deliveries.cancel({ versionId }), onSuccess });
  const waiting = waitingOf(status);
  const held = status.held.reduce((sum, order) => sum + order.mails, 0);
  const { failed, cancelled } = status.byState;
  const resend = failed > 0 && cancelled > 0 ? text.resendBoth : failed > 0 ? text.resend : text.resendCancelled;
  return (
    <>
      <Group>
        {status.paused && !status.pausedBy ? (
          <Button loading={resume.isPending} onClick={() => resume.mutate({})}>
            {text.resume}
          </Button>
        ) : (
          status.waiting > held && (
            <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate({})}>
              {text.pause}
            </Button>
          )
        )}
        {waiting > held && (
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
        <Button component={Link} href={to.report('deliveries')} variant="default">
          {words.sending.report}
        </Button>
        <span role="status">
          {cancel.data && text.cancelDone(format.number(cancel.data.cancelled))}{' '}
          {retry.data && text.resendDone(format.number(retry.data.queued))}
        </span>
      </Group>
      <ErrorNote error={pause.error ?? resume.error ?? retry.error} />
    </>
  );
}
