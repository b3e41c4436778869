import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ImportResult } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { useIncident } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import { ImportRejected } from './ImportRejected.tsx';
import { UndoAnswer, UndoButton, type Undone } from './UndoImport.tsx';

interface Props {
  result: ImportResult;
  /** The file's. */
  name: string;
  onOther: () => void;
}

/** Step 4: what the import did, the way back, and the way on. */
export function ImportDone({ result, name, onOther }: Props) {
  const text = useText().offices;
  const { incident } = useIncident();
  const [undone, setUndone] = useState<Undone | null>(null);
  return (
    <>
      {undone ? (
        <UndoAnswer undone={undone} />
      ) : (
        <p role="status" className="note no-print" data-tone="good">
          ✓ {text.done}
        </p>
      )}
      {!undone && <ImportCounts result={result} />}
      <Group className="no-print" mb="md">
        <Button component={Link} href="/offices">
          {text.toList}
        </Button>
        {!incident && !undone && (
          <Button component={Link} href="/incidents" variant="default">
            {text.toIncident}
          </Button>
        )}
        <Button variant="default" onClick={onOther}>
          {text.other}
        </Button>
        {result.importId !== null && !undone && (
          <UndoButton id={result.importId} name={name} variant="default" onUndone={setUndone}>
            {text.undoImport}
          </UndoButton>
        )}
      </Group>
      {result.rejected.length > 0 && !undone && <ImportRejected rows={result.rejected} />}
    </>
  );
}

/** The four counts of an import, large. */
function ImportCounts({ result }: { result: ImportResult }) {
  const text = useText().offices;
  const format = useFormat();
  const counts = [
    { label: text.created, count: result.created },
    { label: text.updated, count: result.updated },
    { label: text.unchanged, count: result.unchanged },
    { label: text.rejected, count: result.rejected.length },
  ];
  return (
    <dl className="counts">
      {counts.map(({ label, count }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{format.number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
