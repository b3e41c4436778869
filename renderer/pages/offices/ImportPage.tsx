import { useStatus } from '../../api/status.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { WorkProgress } from '../../components/WorkProgress.tsx';
import { useText } from '../../text/index.ts';
import { ContactsImport } from './ContactsImport.tsx';
import { ImportChoose } from './ImportChoose.tsx';
import { ImportDone } from './ImportDone.tsx';
import { ImportPreview } from './ImportPreview.tsx';
import { PastImports } from './PastImports.tsx';
import { IMPORT_WORK, type Import, useImport } from './useImport.ts';

const steps = ['choose', 'check', 'preview', 'done'] as const;

function stepOf(job: Import): (typeof steps)[number] {
  if (job.done) return 'done';
  if (job.preview) return 'preview';
  return job.work ? 'check' : 'choose';
}

/** The register from a list, in four steps; nothing is written before the third is confirmed. */
export function ImportPage() {
  const text = useText().offices;
  const job = useImport();
  const step = stepOf(job);
  return (
    <>
      <PageHeader title={text.importTitle} note={job.source?.name} />
      <ol className="wizard no-print">
        {steps.map((name, index) => (
          <li key={name} aria-current={name === step ? 'step' : undefined}>
            {index + 1}. {text.step[name]}
          </li>
        ))}
      </ol>
      {job.stopped && <p role="status">{job.stopped === 'commit' ? text.stoppedWriting : text.stopped}</p>}
      <ErrorNote error={job.error} />
      {(job.work || step === 'preview') && (
        <div className="import-progress no-print">{job.work && <ImportProgress job={job} />}</div>
      )}
      {step === 'choose' && (
        <>
          <ImportChoose onFile={job.open} />
          <ContactsImport />
          <PastImports />
        </>
      )}
      {step === 'preview' && job.preview && <ImportPreview job={job} preview={job.preview} />}
      {job.done && <ImportDone result={job.done} name={job.source?.name ?? ''} onOther={job.restart} />}
    </>
  );
}

function ImportProgress({ job }: { job: Import }) {
  const text = useText().offices;
  const told = useStatus().progress[IMPORT_WORK];
  const { uploaded } = job;
  const label = uploaded ? text.uploading : job.work === 'commit' ? text.committing : text.checking;
  const done = uploaded ? uploaded.bytes : (told?.done ?? 0);
  const total = uploaded ? uploaded.of : (told?.total ?? 0);
  return <WorkProgress label={label} done={done} total={total} counted={!uploaded} onStop={job.stop} />;
}
