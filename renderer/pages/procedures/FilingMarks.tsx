import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Procedure } from '../../../electron/contract/procedureShapes.ts';
import { useFormat } from '../../components/dates.ts';
import { useKindWords } from '../../components/useKindWords.ts';
import { useText } from '../../text/index.ts';

/** A red mark and a word for the kinds whose delay hurts people. */
export function HarmMark({ row }: { row: Procedure }) {
  const text = useText().procedures;
  if (!row.harm) return null;
  return (
    <span className="tag" data-tone="bad" title={text.harmTitle}>
      ▲ {text.harm}
    </span>
  );
}

/** What a filing is called in the clerk's language. */
export function KindName({ row }: { row: Procedure }) {
  return useKindWords().typeOf(row);
}

/** What is to be known of a filing beside its date: what stops it, the way round, when it is expected. */
export function FilingTags({ row }: { row: Procedure }) {
  const text = useText().procedureBoard;
  const format = useFormat();
  const [best] = row.alternatives;
  const isOpen = row.blockedBy !== null;
  return (
    <span className="filing-tags">
      {isOpen && (
        <span className="tag" data-tone="warn" title={row.blockedByTitle ?? ''}>
          ■ {text.stopped}
        </span>
      )}
      {isOpen && best && row.route !== best && <span className="tag">{text.suggested(text.route[best])}</span>}
      {row.route !== '' && <span className="tag">{text.route[row.route]}</span>}
      {row.misses && (
        <span className="tag" data-tone="bad" title={text.missesNote}>
          ▼ {text.expected(format.date(row.expectedOn))}
        </span>
      )}
      {row.toldLabel !== null && <span className="tag">✓ {text.told(row.toldLabel)}</span>}
    </span>
  );
}

/** The way to the due date, over whatever shows it: on hover, and when the keyboard is there. */
export function DueWay({ row, children }: { row: Procedure; children: ReactElement }) {
  const way = useKindWords().wayOf(row);
  return (
    <Tooltip
      multiline
      w={320}
      withArrow
      position="bottom-start"
      events={{ hover: true, focus: true, touch: true }}
      label={way}
      disabled={way === ''}
    >
      {children}
    </Tooltip>
  );
}
