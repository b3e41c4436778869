import { Switch } from '@mantine/core';
import type { ImportResult } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';
import type { Import } from './useImport.ts';

const EXAMPLES = 3;

/** The zero Excel dropped from labour insurance numbers, put back only when the clerk says so. */
export function ImportOffers({ job, preview }: { job: Import; preview: ImportResult }) {
  const text = useText().offices;
  const format = useFormat();
  const { offers } = preview;
  if (offers.length === 0) return null;
  const count = format.number(offers.length);
  return (
    <div className="note no-print" data-tone="warn">
      <span>{text.offers(count)}</span>
      <span className="offer-examples">
        {offers.slice(0, EXAMPLES).map((offer) => (
          <span key={offer.line}>{text.offerExample(offer.code, offer.from, offer.to)}</span>
        ))}
      </span>
      <Switch
        label={text.restoreZeros(count)}
        checked={job.restoreZeros}
        onChange={(event) => job.restore(event.currentTarget.checked)}
      />
    </div>
  );
}
