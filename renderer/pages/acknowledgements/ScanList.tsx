import { Button } from '@mantine/core';
import { errorText } from '../../api/errors.ts';
import { useFormat } from '../../components/dates.ts';
import { type Mark, StateMark } from '../../components/StateMark.tsx';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';
import type { Scan, useScans } from './useScans.ts';

/** What became of the last slips, the newest first, and of the whole stack. */
export function ScanList({ scans, counts, clear }: ReturnType<typeof useScans>) {
  const text = useText().acknowledgements;
  if (scans.length === 0) return null;
  return (
    <div className="scans">
      <p>
        <strong>{text.scanned(counts.recorded, counts.repeated, counts.refused)}</strong>{' '}
        <Button size="compact-xs" variant="subtle" onClick={clear}>
          {text.newStack}
        </Button>
      </p>
      <ol aria-live="polite">
        {scans.map(({ at, scan }, index) => (
          <li key={at} className={index === 0 ? 'flash' : undefined} data-tone={TONES[scan.kind]}>
            <StateMark mark={MARKS[scan.kind]} label={<ScanWords scan={scan} />} />
          </li>
        ))}
      </ol>
    </div>
  );
}

const MARKS: Record<Scan['kind'], Mark> = { recorded: 'confirmed', repeated: 'superseded', refused: 'undelivered' };

const TONES: Record<Scan['kind'], string> = { recorded: 'good', repeated: 'warn', refused: 'bad' };

function ScanWords({ scan }: { scan: Scan }) {
  const words = useText();
  const text = words.acknowledgements;
  const format = useFormat();
  const { language } = usePreferences();
  if (scan.kind === 'refused') return errorText(scan.error, language, words.common.field);
  const { officeCode, officeName, label, newest, acknowledgement } = scan.slip;
  if (scan.kind === 'repeated') {
    const when = acknowledgement ? `${format.instant(acknowledgement.at)} ${text.methods[acknowledgement.method]}` : '';
    return text.slipRepeated(officeCode, officeName, label, when);
  }
  if (scan.older && newest) return text.slipOlder(officeCode, officeName, label, newest.label);
  return text.slipRecorded(officeCode, officeName, label);
}
