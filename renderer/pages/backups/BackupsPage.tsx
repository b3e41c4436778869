import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { BackToSettings } from '../../components/BackToSettings.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useText } from '../../text/index.ts';
import { BackupTable } from './BackupTable.tsx';
import { RestorePanel } from './RestorePanel.tsx';
import { SecondPlaceForm } from './SecondPlaceForm.tsx';
import { type Backup, type BackupList, keyOf, useBackups } from './useBackups.ts';

/** The copies of the register: what is proven of them, a new one now, the way back to an old one, a second place. */
export function BackupsPage() {
  const text = useText().backups;
  const format = useFormat();
  const { list, create, check } = useBackups();
  const [chosen, setChosen] = useState<Backup | null>(null);
  return (
    <>
      <PageHeader title={text.title} note={text.note}>
        <BackToSettings />
        <Button size="compact-md" variant="default" loading={check.isPending} onClick={() => check.mutate({})}>
          {text.check}
        </Button>
        <Button size="compact-md" loading={create.isPending} onClick={() => create.mutate({})}>
          {text.now}
        </Button>
      </PageHeader>
      <ErrorNote error={create.error ?? check.error} />
      <Loaded query={list}>
        {(data) => (
          <>
            <Standing data={data} made={create.isSuccess} />
            <section className="panel" aria-label={text.list}>
              {data.rows.length > 0 && <p className="dim">{text.howToRestore}</p>}
              <BackupTable rows={data.rows} chosen={chosen} onChoose={setChosen} />
              {data.erasure?.finishedAt && <p className="dim">{text.erased(format.instant(data.erasure.at))}</p>}
            </section>
            {chosen && <RestorePanel key={keyOf(chosen)} backup={chosen} />}
            <SecondPlaceForm place={data.secondPlace} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Standing({ data, made }: { data: BackupList; made: boolean }) {
  const text = useText().backups;
  const format = useFormat();
  const { health, late, changed, erasure } = data;
  return (
    <>
      {health.damage.length > 0 && (
        <div role="alert" className="note" data-tone="bad">
          <strong>{text.damaged}</strong>
          <ul>
            {health.damage.map((damage) => (
              <li key={damage}>{text.damage[damage]}</li>
            ))}
          </ul>
          {text.damagedNote}
        </div>
      )}
      {changed && (
        <p role="alert" className="note" data-tone="bad">
          {text.changed}
        </p>
      )}
      {erasure && !erasure.finishedAt && (
        <p role="status" className="note" data-tone="warn">
          {text.erasing(format.instant(erasure.at))}
        </p>
      )}
      {late && (
        <p className="note" data-tone="warn">
          {text.late}
        </p>
      )}
      <Group mb="sm" role="status">
        {health.damage.length === 0 && (
          <span>{health.checkedAt ? `✓ ${text.sound(format.instant(health.checkedAt))}` : text.unchecked}</span>
        )}
        {made && <span>✓ {text.made}</span>}
      </Group>
    </>
  );
}
