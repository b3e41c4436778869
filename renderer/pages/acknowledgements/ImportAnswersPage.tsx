import { Button, FileButton, Select } from '@mantine/core';
import { Link } from 'wouter';
import { answerField } from '../../../electron/contract/acknowledgementImport.ts';
import { useStatus } from '../../api/status.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { WorkProgress } from '../../components/WorkProgress.tsx';
import { useText } from '../../text/index.ts';
import { AnswersFound } from './AnswersFound.tsx';
import { ANSWER_WORK, type AnswerImport, type FoundAnswers, useAnswerImport } from './useAnswerImport.ts';

/** Answers of a form: the file, which column is what, what would come in, and then all of it or nothing. */
export function ImportAnswersPage() {
  const text = useText();
  const words = text.answerImport;
  const job = useAnswerImport();
  const { source, found, done, stopped } = job;
  return (
    <>
      <PageHeader title={words.title}>
        <Button component={Link} href="/acknowledgements" size="compact-md" variant="default">
          {text.common.back}
        </Button>
      </PageHeader>
      <p className="dim">{words.note}</p>
      <FileButton
        accept=".csv,.tsv,.txt,.xlsx,text/csv"
        onChange={(file) => file && job.open(file)}
        inputProps={{ 'aria-label': words.choose }}
      >
        {(props) => (
          <Button {...props} disabled={job.work !== null} variant={source ? 'default' : 'filled'}>
            {words.choose}
          </Button>
        )}
      </FileButton>
      <div className="import-progress">
        {job.work && <Working job={job} />}
        {stopped && !job.work && <p role="status">{stopped === 'commit' ? words.stoppedRecording : words.stopped}</p>}
      </div>
      <ErrorNote error={job.error} />
      {done ? (
        <p className="note" data-tone="good" role="status">
          <strong>✓ {words.done(done.recorded, done.known)}</strong>
          <Link href="/acknowledgements">{text.acknowledgements.title}</Link>
        </p>
      ) : (
        source &&
        found && (
          <>
            <h2>{words.columns(source.name)}</h2>
            <Columns found={found} job={job} />
            <AnswersFound found={found} onBring={job.commit} bringing={job.work !== null} />
          </>
        )
      )}
    </>
  );
}

function Working({ job }: { job: AnswerImport }) {
  const words = useText().answerImport;
  const told = useStatus().progress[ANSWER_WORK];
  const { uploaded, work } = job;
  const label = work === 'upload' ? words.uploading : work === 'commit' ? words.recording : words.checking;
  const done = uploaded ? uploaded.bytes : (told?.done ?? 0);
  const total = uploaded ? uploaded.of : (told?.total ?? 0);
  return <WorkProgress label={label} done={done} total={total} counted={!uploaded} onStop={job.stop} />;
}

/** Which heading holds which field, guessed and to be corrected. */
function Columns({ found, job }: { found: FoundAnswers; job: AnswerImport }) {
  const words = useText().answerImport;
  const headings = [...new Set(found.columns.map((column) => column.header))].filter((heading) => heading !== '');
  return (
    <div className="form-row">
      {answerField.options.map((field) => (
        <Select
          key={field}
          size="xs"
          label={words.field[field]}
          placeholder={words.noColumn}
          clearable
          data={headings}
          value={job.mapping[field] ?? null}
          description={found.columns.find((column) => column.header === job.mapping[field])?.samples.join('、')}
          onChange={(heading) => job.map(field, heading)}
        />
      ))}
    </div>
  );
}
