import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api, type Outputs } from '../../api/client.ts';
import { downloadFile } from '../../api/files.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

/** Verifies the record, and signs its state so that it can be kept on paper or on a stick. */
export function AuditProof() {
  const text = useText().settings;
  const format = useFormat();
  const verify = useMutation(api.audit.verify.mutationOptions());
  const sign = useMutation(api.audit.sign.mutationOptions());
  const write = useMutation(api.audit.export.mutationOptions({ onSuccess: ({ file }) => downloadFile(file) }));
  return (
    <>
      <Group mb="sm">
        <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate({})}>
          {text.verify}
        </Button>
        <Button variant="default" loading={sign.isPending} onClick={() => sign.mutate({})}>
          {text.seal}
        </Button>
        <Button variant="default" loading={write.isPending} onClick={() => write.mutate({})}>
          {text.sealWrite}
        </Button>
        {verify.data?.ok && (
          <span role="status">
            ✓ {text.verified(format.number(verify.data.rows))} {text.covered(format.number(verify.data.covered))}
          </span>
        )}
      </Group>
      {verify.data && !verify.data.ok && (
        <p role="alert" className="note" data-tone="bad">
          {verify.data.firstBad === null
            ? text.sealBroken(format.number(verify.data.faults[0]?.seq ?? 0))
            : text.verifyBad(format.number(verify.data.firstBad))}
        </p>
      )}
      {sign.data?.checkpoint && <Seal checkpoint={sign.data.checkpoint} />}
      <ErrorNote error={verify.error ?? sign.error ?? write.error} />
    </>
  );
}

/** The state in 16 groups, to be printed or copied by hand. */
function Seal({ checkpoint }: { checkpoint: NonNullable<Outputs['audit']['sign']['checkpoint']> }) {
  const { settings: text, common } = useText();
  const format = useFormat();
  const head = Array.from(atob(checkpoint.note.split('\n')[2] ?? ''), (byte) =>
    byte.charCodeAt(0).toString(16).padStart(2, '0'),
  ).join('');
  return (
    <div className="note" data-tone="good" role="status">
      <span>{text.sealOf(format.number(checkpoint.seq), format.instant(checkpoint.at))}</span>
      <code>{head.match(/.{4}/g)?.join(' ')}</code>{' '}
      <Button size="compact-xs" variant="default" className="no-print" onClick={() => window.print()}>
        {common.print}
      </Button>
    </div>
  );
}
