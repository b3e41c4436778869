import { Button, Group } from '@mantine/core';
import { Link } from 'wouter';
import type { ImportResult } from '../../api/client.ts';
import { useIncident } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import { ImportCounts } from './ImportPreview.tsx';
import { ImportRejected } from './ImportRejected.tsx';

/** Step 4: what the import did, and the way on. */
export function ImportDone({ result, onOther }: { result: ImportResult; onOther: () => void }) {
  const text = useText().offices;
  const { incident } = useIncident();
  return (
    <>
      <p role="status" className="note no-print" data-tone="good">
        ✓ {text.done}
      </p>
      <ImportCounts result={result} />
      <Group className="no-print" mb="md">
        <Button component={Link} href="/offices">
          {text.toList}
        </Button>
        {!incident && (
          <Button component={Link} href="/incidents" variant="default">
            {text.toIncident}
          </Button>
        )}
        <Button variant="default" onClick={onOther}>
          {text.other}
        </Button>
      </Group>
      {result.rejected.length > 0 && <ImportRejected rows={result.rejected} />}
    </>
  );
}
