import { Button, FileButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { client } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

/** Tells a genuine installer from all others before anybody opens it. Nothing is fetched, opened or installed. */
export function UpdateSection() {
  const text = useText().settings.update;
  const format = useFormat();
  const check = useMutation({ mutationFn: verify });
  return (
    <section className="panel" aria-labelledby="update">
      <h2 id="update">{text.title}</h2>
      <p className="dim">{text.note}</p>
      <FileButton multiple onChange={(files) => check.mutate(files)}>
        {(props) => (
          <Button {...props} variant="default" loading={check.isPending}>
            {text.choose}
          </Button>
        )}
      </FileButton>
      {check.data === null && (
        <p role="alert" className="note" data-tone="warn">
          {text.both}
        </p>
      )}
      {check.data && (
        <p role="status" className="note" data-tone="good">
          {text.genuine(check.data.name, check.data.version, format.date(check.data.releasedOn))}
        </p>
      )}
      <ErrorNote error={check.error} />
    </section>
  );
}

/** Null when the two files that belong together are not both there. */
async function verify(files: File[]) {
  const letter = files.find(({ name }) => name.endsWith('.json'));
  const installer = files.find((file) => file !== letter);
  if (!letter || !installer || files.length !== 2) return null;
  const digest = await crypto.subtle.digest('SHA-256', await installer.arrayBuffer());
  const sha256 = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const { name, size } = installer;
  return client.updates.verify({ manifest: await letter.text(), installer: { name, bytes: size, sha256 } });
}
