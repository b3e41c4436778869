import { Group, Loader, PasswordInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type UseMutationResult, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../api/client.ts';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { startAfresh } from '../../components/useOpenRegister.ts';
import { useText } from '../../text/index.ts';
import type { Backup, Preview } from './useBackups.ts';

/** What a backup holds beside what the register holds now, and the way back to it. */
export function RestorePanel({ backup }: { backup: Backup }) {
  const text = useText().backups;
  const format = useFormat();
  const [passphrase, setPassphrase] = useState('');
  const { name, place } = backup;
  // Opening a sealed one takes half a second: not at every letter.
  const [typed] = useDebouncedValue(passphrase, 700);
  const input = { name, place, ...(typed !== '' && { passphrase: typed }) };
  const preview = useQuery({ ...api.backups.preview.queryOptions({ input }), retry: false, gcTime: 0 });
  // Another register is open afterwards: nothing of the one before may stay on the screen.
  const restore = useMutation({ mutationFn: () => client.backups.restore(input), onSuccess: startAfresh });
  return (
    <section className="panel" aria-labelledby="backup-inside">
      <h2 id="backup-inside">
        {text.preview} <small>{format.instant(backup.at)}</small>
      </h2>
      {place === 'second' && (
        <PasswordInput
          maw={420}
          mb="sm"
          autoComplete="off"
          label={text.passphrase}
          description={text.passphraseHere}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
      )}
      {preview.isFetching && (
        <Group role="status" mb="sm">
          <Loader size="sm" />
          {text.reading}
        </Group>
      )}
      <ErrorNote error={preview.error} />
      {preview.data && !preview.isFetching && <Decision backup={backup} preview={preview.data} restore={restore} />}
    </section>
  );
}

interface DecisionProps {
  backup: Backup;
  preview: Preview;
  restore: UseMutationResult<unknown, Error, void>;
}

function Decision({ backup, preview, restore }: DecisionProps) {
  const text = useText().backups;
  const format = useFormat();
  if (preview.damage.length > 0) {
    return (
      <>
        <Comparison preview={preview} />
        <p role="alert" className="note" data-tone="bad">
          {text.bad}
        </p>
      </>
    );
  }
  return (
    <>
      <Comparison preview={preview} />
      <WhatFollows preview={preview} />
      <ConfirmButton
        title={text.restoreTitle(format.instant(backup.at))}
        note={
          <>
            <p>{text.keptNote}</p>
            <p>{text.pausedNote}</p>
            {restore.isPending && <p role="status">{text.restoring}</p>}
          </>
        }
        action={restore}
      >
        {text.restore}
      </ConfirmButton>
    </>
  );
}

const COUNTED = [
  'offices',
  'incidents',
  'versions',
  'acknowledgements',
  'procedures',
  'unsent',
  'auditRows',
] as const satisfies (keyof NonNullable<Preview['backup']>)[];

function Comparison({ preview }: { preview: Preview }) {
  const text = useText().backups;
  const format = useFormat();
  const { present, backup } = preview;
  const change = (at: string | null | undefined) => (at ? format.instant(at) : '–');
  return (
    <table className="table backup-inside" aria-label={text.preview}>
      <thead>
        <tr>
          <th scope="col">{text.item}</th>
          <th scope="col" data-align="right">
            {text.present}
          </th>
          <th scope="col" data-align="right">
            {text.backup}
          </th>
        </tr>
      </thead>
      <tbody>
        {COUNTED.map((key) => (
          <tr key={key}>
            <th scope="row">{text.contents[key]}</th>
            <td data-align="right">{present ? format.number(present[key]) : text.unknown}</td>
            <td data-align="right">{backup ? format.number(backup[key]) : text.unknown}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{text.contents.changedAt}</th>
          <td data-align="right">{change(present?.changedAt)}</td>
          <td data-align="right">{change(backup?.changedAt)}</td>
        </tr>
      </tbody>
    </table>
  );
}

function WhatFollows({ preview }: { preview: Preview }) {
  const text = useText().backups;
  const format = useFormat();
  const { present, backup } = preview;
  const newer = present?.changedAt && present.auditHead !== backup?.auditHead ? present.changedAt : null;
  if (!newer) return null;
  return (
    <p className="note" data-tone="warn">
      {text.newer(format.instant(newer))}
    </p>
  );
}
