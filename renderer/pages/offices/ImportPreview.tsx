import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import { readEncoding } from '../../../electron/contract/common.ts';
import type { ImportResult } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';
import { AsOf } from './AsOf.tsx';
import { ImportChanges } from './ImportChanges.tsx';
import { ImportColumns } from './ImportColumns.tsx';
import { ImportOffers } from './ImportOffers.tsx';
import { ImportRejected } from './ImportRejected.tsx';
import { ImportSample } from './ImportSample.tsx';
import { requiredFields } from './officeGroups.ts';
import type { Import } from './useImport.ts';

const views = ['created', 'updated', 'unchanged', 'rejected', 'columns'] as const;
type View = (typeof views)[number];

interface Props {
  job: Import;
  preview: ImportResult;
}

const countOf = (preview: ImportResult, view: Exclude<View, 'columns'>) =>
  view === 'rejected' ? preview.rejected.length : preview[view];

/** What most needs a look comes up first. */
function firstView(preview: ImportResult): View {
  const order = ['rejected', 'updated', 'created', 'unchanged'] as const;
  return order.find((view) => countOf(preview, view) > 0) ?? 'columns';
}

/** Step 3: what would change, before anything does. */
export function ImportPreview({ job, preview }: Props) {
  const text = useText().offices;
  const [chosen, choose] = useState<View | null>(null);
  const view = chosen ?? firstView(preview);
  return (
    <>
      <ImportActions job={job} preview={preview} />
      {job.columns.usedName && (
        <p className="note no-print">
          {text.savedUsed(job.columns.usedName)}
          <Button size="compact-sm" variant="default" onClick={job.columns.useGuess}>
            {text.useGuess}
          </Button>
        </p>
      )}
      <ImportOffers job={job} preview={preview} />
      <ImportViews preview={preview} view={view} onView={choose} />
      {view === 'rejected' && <ImportRejected rows={preview.rejected} />}
      {view === 'updated' && <ImportChanges changed={preview.changed} kept={job.kept} />}
      {(view === 'created' || view === 'unchanged') && <ImportSample preview={preview} change={view} />}
      {view === 'columns' && <ImportColumns preview={preview} columns={job.columns} />}
    </>
  );
}

function ImportActions({ job, preview }: Props) {
  const text = useText().offices;
  const format = useFormat();
  const busy = job.work !== null;
  const changes = preview.created + preview.updated;
  const lacking = requiredFields
    .filter((field) => !preview.columns.some((column) => column.field === field))
    .map((field) => text.field[field]);
  const kept = preview.changed.filter(job.kept.keeps).length;
  return (
    <>
      <p className="no-print">
        {text.summary(format.number(preview.rows), text.encodings[preview.encoding])}{' '}
        {kept > 0 && <strong>{text.kept(format.number(kept))}</strong>}
      </p>
      <Group className="no-print" align="flex-end" mb="xs">
        <Button disabled={busy || changes === 0} onClick={job.commit}>
          {preview.rejected.length > 0 ? text.commitWithout : text.commit}
        </Button>
        <Button variant="default" disabled={busy} onClick={job.restart}>
          {text.other}
        </Button>
        {preview.encoding !== 'xlsx' && (
          <Select
            aria-label={text.encoding}
            w={270}
            disabled={busy}
            data={readEncoding.options.map((value) => ({ value, label: text.encodingOf(text.encodings[value]) }))}
            value={job.encoding}
            onChange={(value) => job.read(readEncoding.parse(value))}
          />
        )}
        <AsOf value={job.asOf} onChange={job.date} disabled={busy} />
        {changes === 0 && <span>{lacking.length > 0 ? text.lacking(lacking.join('・')) : text.nothingToCommit}</span>}
      </Group>
    </>
  );
}

/** The counts, large; each shows its own rows. */
function ImportViews({ preview, view, onView }: { preview: ImportResult; view: View; onView: (view: View) => void }) {
  const text = useText().offices;
  const format = useFormat();
  const used = preview.columns.filter((column) => column.field).length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's
    <div className="views no-print" role="group" aria-label={text.show}>
      {views.map((name) => (
        <button key={name} type="button" aria-pressed={name === view} onClick={() => onView(name)}>
          {text[name]}
          <strong>
            {name === 'columns' ? `${used} / ${preview.columns.length}` : format.number(countOf(preview, name))}
          </strong>
        </button>
      ))}
    </div>
  );
}
