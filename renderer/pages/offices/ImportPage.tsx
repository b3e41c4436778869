import { Button, Group, Progress } from '@mantine/core';
import { useStatus } from '../../api/status.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useText } from '../../text/index.ts';
import { ImportChoose } from './ImportChoose.tsx';
import { ImportDone } from './ImportDone.tsx';
import { ImportPreview } from './ImportPreview.tsx';
import { IMPORT_WORK, useImport } from './useImport.ts';

const steps = ['choose', 'check', 'preview', 'done'] as const;

/** The register from a file, in four steps; nothing is written before the third is confirmed. */
export function ImportPage() {
  const text = useText().offices;
  const job = useImport();
  const { state } = job;
  const step = state?.done ? 'done' : job.work === 'open' ? 'check' : state ? 'preview' : 'choose';
  return (
    <>
      <PageHeader title={text.importTitle} note={state?.name} />
      <ol className="wizard no-print">
        {steps.map((name, index) => (
          <li key={name} aria-current={name === step ? 'step' : undefined}>
            {index + 1}. {text.step[name]}
          </li>
        ))}
      </ol>
      {job.stopped && <p role="status">{state ? text.stoppedWriting : text.stopped}</p>}
      <ErrorNote error={job.error} />
      {job.work && <ImportProgress uploaded={job.uploaded} committing={job.work === 'commit'} onStop={job.stop} />}
      {step === 'choose' && <ImportChoose onFile={(file) => job.start({ kind: 'open', file })} />}
      {step === 'preview' && state && (
        <ImportPreview
          preview={state.preview}
          encoding={state.encoding}
          busy={job.work !== null}
          onEncoding={(encoding) => job.start({ kind: 'read', encoding })}
          onCommit={() => job.start({ kind: 'commit' })}
          onOther={job.restart}
        />
      )}
      {state?.done && <ImportDone result={state.done} onOther={job.restart} />}
    </>
  );
}

interface ProgressProps {
  uploaded: { bytes: number; of: number } | null;
  committing: boolean;
  onStop: () => void;
}

function ImportProgress({ uploaded, committing, onStop }: ProgressProps) {
  const text = useText().offices;
  const format = useFormat();
  const told = useStatus().progress[IMPORT_WORK];
  const label = uploaded ? text.uploading : committing ? text.committing : text.checking;
  const done = uploaded ? uploaded.bytes : (told?.done ?? 0);
  const total = uploaded ? uploaded.of : (told?.total ?? 0);
  return (
    <div className="panel" role="status">
      <Group justify="space-between">
        <span>
          {label}
          {!uploaded && told && ` ${format.number(done)} / ${format.number(total)}`}
        </span>
        <Button size="compact-sm" variant="default" onClick={onStop}>
          {text.stop}
        </Button>
      </Group>
      <Progress
        mt="xs"
        size="lg"
        aria-label={label}
        value={total === 0 ? 100 : (done * 100) / total}
        animated={total === 0}
      />
    </div>
  );
}
