import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useFormat } from '../../components/dates.ts';
import { useFrame } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';

/** When the last backup was made, and the way to all of them. */
export function BackupSection() {
  const text = useText().backups;
  const format = useFormat();
  const frame = useFrame().data;
  return (
    <section className="panel" aria-labelledby="backups">
      <h2 id="backups">{text.title}</h2>
      <p className="dim">{text.note}</p>
      {frame && <p>{frame.lastBackupAt ? text.last(format.instant(frame.lastBackupAt)) : text.none}</p>}
      <Button component={Link} href="/settings/backups" variant="default">
        {text.toPage}
      </Button>
    </section>
  );
}
