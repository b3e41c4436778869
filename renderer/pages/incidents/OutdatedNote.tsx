import { Link } from 'wouter';
import type { Fact } from '../../../electron/contract/facts.ts';
import { useFormat } from '../../components/dates.ts';
import { patterns, to } from '../../routes.ts';
import { useText } from '../../text/index.ts';

/** What a change of a fact asks for: which versions say something else now, and how many offices need a correction. */
export function OutdatedNote({ fact }: { fact: Fact }) {
  const text = useText().facts;
  const format = useFormat();
  const old = fact.statedBy.filter((version) => version.outdated);
  if (old.length === 0) {
    return (
      <p className="note" data-tone="good">
        {text.noneOutdated}
      </p>
    );
  }
  const labels = old.map((version) => version.label).join(text.between);
  const offices = fact.outdatedOffices;
  return (
    <p className="note" data-tone="warn">
      <span>{offices === 0 ? text.outdatedUnsent(labels) : text.outdated(labels, format.number(offices))}</span>
      <Link href={patterns.notices}>{text.toCorrection}</Link>
      {offices > 0 && <Link href={to.outdatedOffices(fact.id)}>{text.toOffices}</Link>}
    </p>
  );
}
