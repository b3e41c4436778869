import { useState } from 'react';
import { Loaded } from '../../components/Loaded.tsx';
import { useText } from '../../text/index.ts';
import { BackupTable } from './BackupTable.tsx';
import { RestorePanel } from './RestorePanel.tsx';
import { SecondPlaceForm } from './SecondPlaceForm.tsx';
import { type Backup, keyOf, useBackups } from './useBackups.ts';

/** Stands alone while the register's file cannot be used: nothing else would work, and one thing is to be done. */
export function RescuePage() {
  const text = useText().backups;
  const { list } = useBackups();
  const [chosen, setChosen] = useState<Backup | null>(null);
  return (
    <main className="rescue">
      <h1>{text.rescueTitle}</h1>
      <p className="note" data-tone="bad" role="alert">
        {text.rescueNote}
      </p>
      <Loaded query={list}>
        {(data) => (
          <>
            <section className="panel" aria-label={text.list}>
              <BackupTable rows={data.rows} chosen={chosen} onChoose={setChosen} />
            </section>
            {chosen && <RestorePanel key={keyOf(chosen)} backup={chosen} />}
            <SecondPlaceForm place={data.secondPlace} />
          </>
        )}
      </Loaded>
    </main>
  );
}
