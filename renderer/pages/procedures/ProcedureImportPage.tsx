import { Button, FileButton, Group, NativeSelect } from '@mantine/core';
import { Link } from 'wouter';
import { problems } from '../../../electron/contract/problems.ts';
import { procedureColumn } from '../../../electron/contract/procedureShapes.ts';
import type { Outputs } from '../../api/client.ts';
import { useStatus } from '../../api/status.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { WorkProgress } from '../../components/WorkProgress.tsx';
import { usePreferences } from '../../preferences.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { PastChanges } from './PastChanges.tsx';
import { FILINGS_WORK, type FilingImport, useFilingImport } from './useFilingImport.ts';
import { useUndoChange } from './useUndoChange.ts';

type Preview = Outputs['procedures']['import'];

/** What does the list hold, and what would come in? */
export function ProcedureImportPage() {
  const text = useText();
  const words = text.procedureBoard.importPage;
  const work = useFilingImport();
  return (
    <>
      <PageHeader title={words.title}>
        <Button component={Link} href={to.procedures()} size="compact-md" variant="default">
          {words.toBoard}
        </Button>
      </PageHeader>
      {!work.done && <Choose work={work} />}
      {work.stopped && <p role="status">{work.stopped === 'commit' ? words.stoppedWriting : words.stopped}</p>}
      <ErrorNote error={work.error} />
      <div className="import-progress">{work.work && <Working work={work} doing={work.work} />}</div>
      {work.done ? <Done work={work} done={work.done} /> : work.preview && <Shown work={work} preview={work.preview} />}
      <PastChanges />
    </>
  );
}

function Working({ work, doing }: { work: FilingImport; doing: 'upload' | 'check' | 'commit' }) {
  const words = useText().procedureBoard.importPage;
  const told = useStatus().progress[FILINGS_WORK];
  const { uploaded } = work;
  const done = uploaded ? uploaded.bytes : (told?.done ?? 0);
  const total = uploaded ? uploaded.of : (told?.total ?? 0);
  return <WorkProgress label={words.working[doing]} done={done} total={total} counted={!uploaded} onStop={work.stop} />;
}

function Choose({ work }: { work: FilingImport }) {
  const words = useText().procedureBoard.importPage;
  return (
    <section className="panel">
      <p>{words.note}</p>
      <FileButton
        accept=".csv,.tsv,.txt,.xlsx,text/csv"
        onChange={(file) => file && work.open(file)}
        inputProps={{ 'aria-label': words.choose }}
      >
        {(props) => (
          <Button {...props} variant={work.preview ? 'default' : 'filled'}>
            {work.preview ? words.another : words.choose}
          </Button>
        )}
      </FileButton>
    </section>
  );
}

function Shown({ work, preview }: { work: FilingImport; preview: Preview }) {
  const words = useText().procedureBoard.importPage;
  const format = useFormat();
  const { created, updated, unchanged, rejected } = preview;
  const coming = created + updated;
  const counts = { created, updated, unchanged, rejected: rejected.length };
  return (
    <>
      <dl className="counts">
        {(['created', 'updated', 'unchanged', 'rejected'] as const).map((name) => (
          <div key={name}>
            <dt>{words.counts[name]}</dt>
            <dd>{format.number(counts[name])}</dd>
          </div>
        ))}
      </dl>
      <Group mb="sm">
        <Button disabled={coming === 0 || work.work !== null} onClick={work.commit}>
          {coming === 0 ? words.nothing : words.commit(format.number(coming))}
        </Button>
      </Group>
      {preview.remembered && (
        <p className="note">
          {words.remembered}
          <Button size="compact-sm" variant="default" onClick={work.useGuess}>
            {words.useGuess}
          </Button>
        </p>
      )}
      <Rejected rejected={rejected} />
      <Columns work={work} />
      <Sample preview={preview} />
    </>
  );
}

function Columns({ work }: { work: FilingImport }) {
  const words = useText().procedureBoard.importPage;
  return (
    <section>
      <h2>{words.columns}</h2>
      <div className="form-row">
        {work.columns
          .filter((column) => column.header !== '')
          .map((column) => (
            <NativeSelect
              key={column.header}
              size="xs"
              label={words.fills(column.header)}
              description={column.samples.join('、')}
              inputWrapperOrder={['label', 'input', 'description']}
              value={column.field ?? ''}
              data={[
                { value: '', label: words.unused },
                ...procedureColumn.options.map((value) => ({ value, label: words.field[value] })),
              ]}
              onChange={(event) => {
                const { value } = event.currentTarget;
                work.use(column.header, value === '' ? '' : procedureColumn.parse(value));
              }}
            />
          ))}
      </div>
    </section>
  );
}

function Sample({ preview }: { preview: Preview }) {
  const text = useText();
  const words = text.procedureBoard.importPage;
  const format = useFormat();
  if (preview.sample.length === 0) return null;
  return (
    <section>
      <h2>{words.sample}</h2>
      <DataTable
        label={words.sample}
        rows={preview.sample}
        rowKey={(row) => row.line}
        columns={[
          { key: 'line', title: words.line, width: '64px', align: 'right', cell: (row) => String(row.line) },
          { key: 'change', title: '', width: '80px', cell: (row) => words.change[row.change] },
          { key: 'code', title: words.field.officeCode, width: '110px', cell: (row) => row.officeCode },
          { key: 'type', title: words.field.type, cell: (row) => row.typeName },
          { key: 'person', title: words.field.person, width: '100px', cell: (row) => row.person },
          {
            key: 'due',
            title: text.procedures.due,
            width: '150px',
            cell: (row) => (row.dueOn ? format.date(row.dueOn) : text.procedures.noDue),
          },
        ]}
      />
    </section>
  );
}

function Rejected({ rejected }: { rejected: Preview['rejected'] }) {
  const words = useText().procedureBoard.importPage;
  const { language } = usePreferences();
  if (rejected.length === 0) return null;
  return (
    <section className="rejected">
      <h2>{words.rejected}</h2>
      <DataTable
        label={words.rejected}
        rows={rejected.slice(0, 1000)}
        rowKey={(row) => `${row.line} ${row.column} ${row.code}`}
        columns={[
          { key: 'line', title: words.line, width: '64px', align: 'right', cell: (row) => String(row.line) },
          { key: 'column', title: words.column, width: '140px', cell: (row) => row.column },
          {
            key: 'why',
            title: words.why,
            cell: (row) => (problems[row.code][language] as (value: string) => string)(row.value),
          },
        ]}
      />
    </section>
  );
}

function Done({ work, done }: { work: FilingImport; done: Preview }) {
  const text = useText();
  const words = text.procedureBoard.importPage;
  const format = useFormat();
  const undo = useUndoChange();
  const { changeId, created, updated } = done;
  return (
    <section className="panel">
      <p role="status">✓ {words.done(format.number(created), format.number(updated))}</p>
      <Group>
        <Button component={Link} href={to.procedures()}>
          {words.toBoard}
        </Button>
        {changeId !== null && (
          <Button
            variant="default"
            onClick={() => {
              undo(changeId);
              work.restart();
            }}
          >
            {text.common.undo}
          </Button>
        )}
        <Button variant="default" onClick={work.restart}>
          {words.another}
        </Button>
      </Group>
      <Rejected rejected={done.rejected} />
    </section>
  );
}
