import { Button, Group, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { type BackupList, useBackups } from './useBackups.ts';

/** Where a sealed copy goes once a day, off this computer. */
export function SecondPlaceForm({ place }: { place: BackupList['secondPlace'] }) {
  const text = useText();
  const words = text.backups;
  const format = useFormat();
  const { setPlace } = useBackups();
  const [folder, setFolder] = useState(place?.folder ?? '');
  const [passphrase, setPassphrase] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = passphrase === '' ? {} : { passphrase };
    setPlace.mutate({ folder, ...typed }, { onSuccess: () => setPassphrase('') });
  };
  const stop = () => setPlace.mutate({ folder: '' }, { onSuccess: () => setFolder('') });
  return (
    <form className="panel" aria-label={words.second} onSubmit={submit} onChange={setPlace.reset}>
      <h2>{words.second}</h2>
      <p className="dim">{words.secondNote}</p>
      {place?.unreachable && (
        <p className="note" data-tone="warn">
          {words.unreachable}
        </p>
      )}
      {place && !place.unreachable && (
        <p>{place.newestAt ? words.secondNewest(format.instant(place.newestAt)) : words.secondEmpty}</p>
      )}
      <div className="form-row">
        <TextInput
          required
          label={words.folder}
          placeholder={words.folderHint}
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        <PasswordInput
          required={!place?.hasPassphrase}
          minLength={12}
          autoComplete="new-password"
          label={words.newPassphrase}
          description={place?.hasPassphrase ? words.passphraseKept : undefined}
          inputWrapperOrder={['label', 'input', 'description']}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
      </div>
      <p className="dim">{words.passphraseNote}</p>
      <ErrorNote error={setPlace.error} />
      <Group mt="sm">
        <Button type="submit" variant="default" loading={setPlace.isPending}>
          {text.common.save}
        </Button>
        {place && (
          <Button variant="subtle" onClick={stop}>
            {words.stop}
          </Button>
        )}
        <span role="status">{setPlace.isSuccess && `✓ ${text.common.saved}`}</span>
      </Group>
    </form>
  );
}
