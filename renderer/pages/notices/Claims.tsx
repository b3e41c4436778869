import { Button } from '@mantine/core';
import { useState } from 'react';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';
import type { Diff } from './compareRows.ts';

/** Claims shown at once; the rest on demand. */
const FIRST = 8;

/** What says something else now, above all text: old and new under each other, each named by a word. */
export function Claims({ claims }: Pick<Diff, 'claims'>) {
  const words = useText().compare;
  const format = useFormat();
  const [all, setAll] = useState(false);
  if (claims.length === 0) return <p className="note">{words.noChanges}</p>;
  const shown = all ? claims : claims.slice(0, FIRST);
  return (
    <section className="panel claims" aria-labelledby="claims">
      <h2 id="claims">
        {words.claims} <small>{words.claimCount(format.number(claims.length))}</small>
      </h2>
      <ol>
        {shown.map(({ from, to }) => (
          <li key={`${from}\n${to}`} data-change={from === null ? 'added' : to === null ? 'removed' : 'changed'}>
            {from !== null && (
              <p>
                <span className="claim-word">{to === null ? words.change.removed : words.was}</span>
                <del>{from}</del>
              </p>
            )}
            {to !== null && (
              <p>
                <span className="claim-word">{from === null ? words.change.added : words.now}</span>
                <ins>{to}</ins>
              </p>
            )}
          </li>
        ))}
      </ol>
      {shown.length < claims.length && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          {words.moreClaims(format.number(claims.length - shown.length))}
        </Button>
      )}
    </section>
  );
}
