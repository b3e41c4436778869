import { Button } from '@mantine/core';
import type { ProcedureType } from '../../../electron/contract/ruleShapes.ts';
import { useFormat } from '../../components/dates.ts';
import { useKindWords } from '../../components/useKindWords.ts';
import { useText } from '../../text/index.ts';
import { useAuthorityName } from './useAuthorityName.ts';

/** A kind of filing with all its rule says, and where that can be read. */
export function RuleDetails({ kind, onChange }: { kind: ProcedureType; onChange: () => void }) {
  const text = useText();
  const words = text.procedureRules;
  const format = useFormat();
  const kindWords = useKindWords();
  const authorityName = useAuthorityName();
  const name = kindWords.nameOf(kind);
  const facts = [
    [text.procedures.authority, authorityName(kind.authority)],
    [words.baseEvent, kindWords.baseEventOf(kind)],
    [words.deadline, kindWords.ruleOf(kind)],
    [words.law, kindWords.lawOf(kind)],
    [words.alternatives, format.list(kind.alternatives.map((route) => text.procedureBoard.route[route]))],
    [words.evidence, kindWords.evidenceOf(kind)],
    [words.note, kindWords.noteOf(kind)],
  ] as const;
  return (
    <aside className="panel rule-details" aria-label={name}>
      <h2>{name}</h2>
      {kind.own && (
        <p>
          <span className="tag">● {words.own}</span>{' '}
          {kind.effectiveFrom ? words.from(format.date(kind.effectiveFrom)) : words.always}
        </p>
      )}
      <dl>
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        <div>
          <dt>{words.sources}</dt>
          <dd>
            {kind.sources.map((source) => (
              <span key={source} className="rule-source">
                {decoded(source)}
              </span>
            ))}
            {!kind.confirmed && <span className="dim">{words.unconfirmed}</span>}
          </dd>
        </div>
      </dl>
      <Button size="compact-md" variant="default" onClick={onChange}>
        {words.change}
      </Button>
    </aside>
  );
}

/** An address as people read it; as it is where it cannot be read so. */
function decoded(source: string): string {
  try {
    return decodeURI(source);
  } catch {
    // Not an error: the address holds a percent sign of its own.
    return source;
  }
}
