import { Button } from '@mantine/core';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';
import type { DraftText } from './draftText.ts';
import type { Draft } from './useDraft.ts';

/** Another window saved this draft too: who and when, and both texts until the clerk has chosen. */
export function Conflict({ draft }: { draft: Draft }) {
  const text = useText().notices;
  const format = useFormat();
  if (!draft.conflict) return null;
  const { writtenBy, updatedAt } = draft.conflict;
  return (
    <div role="alert" className="note" data-tone="bad">
      {text.conflict(writtenBy, format.instant(updatedAt))}
      <Button size="compact-sm" variant="default" onClick={() => draft.settle('theirs')}>
        {text.takeTheirs}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => draft.settle('ours')}>
        {text.keepOurs}
      </Button>
      <Reading summary={text.showTheirs} of={draft.conflict} />
    </div>
  );
}

/** The text that was not chosen: kept until the clerk puts it away. */
export function Aside({ draft }: { draft: Draft }) {
  const text = useText().notices;
  const format = useFormat();
  if (!draft.aside || draft.conflict) return null;
  const { text: kept, by, at } = draft.aside;
  return (
    <section className="note" aria-label={text.aside}>
      {by === null ? text.ownAside(format.instant(at)) : text.otherAside(by, format.instant(at))}
      <Button size="compact-sm" variant="default" onClick={draft.swapAside}>
        {text.swapAside}
      </Button>
      <Button size="compact-sm" variant="default" onClick={draft.dropAside}>
        {text.dropAside}
      </Button>
      <Reading summary={text.readAside} of={kept} />
    </section>
  );
}

function Reading({ summary, of }: { summary: string; of: DraftText }) {
  return (
    <details>
      <summary>{summary}</summary>
      <div className="preview-text">{`${of.subject}\n\n${of.body}`}</div>
    </details>
  );
}
