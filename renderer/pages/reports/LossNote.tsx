import { Button, Group } from '@mantine/core';
import type { Outputs } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';
import { UnwritableList } from './UnwritableList.tsx';
import type { Use } from './UseTiles.tsx';

interface Props {
  lost: Outputs['reports']['unwritable'];
  /** A use that holds every character. */
  instead: Use;
  onInstead(): void;
  onAnyway(): void;
}

/** What the chosen form could not hold, before anything is written, and the two ways on. */
export function LossNote({ lost, instead, onInstead, onAnyway }: Props) {
  const text = useText().reports;
  const format = useFormat();
  return (
    <section className="note" data-tone="warn" role="alert">
      <p>△ {text.wouldLose(format.number(lost.total))}</p>
      <Group gap="xs">
        <Button size="compact-sm" onClick={onInstead}>
          {text.writeAs(text.uses[instead])}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onAnyway}>
          {text.writeAnyway}
        </Button>
      </Group>
      <UnwritableList rows={lost.rows} />
    </section>
  );
}
