import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ImportResult } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';
import type { Import } from './useImport.ts';

const EXAMPLES = 3;

/** What the app could make of rows it would refuse: done only when the clerk says so. */
export function ImportOffers({ job, preview }: { job: Import; preview: ImportResult }) {
  const text = useText().offices;
  const format = useFormat();
  const { offers, mailOffers } = preview;
  const [zeros, mails] = [format.number(offers.length), format.number(mailOffers.length)];
  return (
    <>
      <Offer
        job={job}
        offer="restoreZeros"
        says={text.offers(zeros)}
        label={text.restoreZeros(zeros)}
        examples={offers.map(({ line, code, from, to }) => [line, text.offerExample(code, from, to)])}
      />
      <Offer
        job={job}
        offer="splitMails"
        says={text.mailOffers(mails)}
        label={text.splitMails(mails)}
        examples={mailOffers.map(({ line, code, first, others }) => [
          line,
          text.mailExample(code, first, format.list(others)),
        ])}
      />
    </>
  );
}

interface OfferProps {
  job: Import;
  offer: 'restoreZeros' | 'splitMails';
  says: string;
  label: string;
  /** By line of the file. */
  examples: readonly [number, ReactNode][];
}

function Offer({ job, offer, says, label, examples }: OfferProps) {
  if (examples.length === 0) return null;
  return (
    <div className="note no-print" data-tone="warn">
      <span>{says}</span>
      <span className="offer-examples">
        {examples.slice(0, EXAMPLES).map(([line, words]) => (
          <span key={line}>{words}</span>
        ))}
      </span>
      <Switch label={label} checked={job[offer]} onChange={(event) => job.take(offer, event.currentTarget.checked)} />
    </div>
  );
}
