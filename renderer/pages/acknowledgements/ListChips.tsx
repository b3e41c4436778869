import { Link } from 'wouter';
import type { RecipientList } from '../../../electron/contract/acknowledgementStates.ts';
import type { Outputs } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { type Mark, StateMark } from '../../components/StateMark.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';

const MARKS: Record<Exclude<RecipientList, 'all'>, Mark> = {
  open: 'open',
  outdated: 'outdated',
  confirmed: 'confirmed',
  superseded: 'superseded',
  exempt: 'none',
  undelivered: 'undelivered',
  doubt: 'doubt',
  moving: 'moving',
};

/** Everybody once, by what was confirmed; then those of them that need another way. */
const BY_ANSWER = ['open', 'outdated', 'confirmed', 'superseded', 'exempt'] as const;
const BY_REACH = ['undelivered', 'doubt', 'moving'] as const;
/** Shown only when there is somebody. */
const RARE: readonly RecipientList[] = ['superseded', 'exempt', 'doubt', 'moving'];

interface Props {
  summary: Outputs['acknowledgements']['summary'] | undefined;
  versionId: number;
  list: RecipientList;
  branch: string | undefined;
}

/** The lists of a version as chips, each with its number. */
export function ListChips({ summary, versionId, list, branch }: Props) {
  const text = useText().acknowledgements;
  const format = useFormat();
  const chip = (name: RecipientList) => {
    const count = summary?.byList[name] ?? 0;
    if (RARE.includes(name) && count === 0 && list !== name) return null;
    return (
      <Link
        key={name}
        href={to.acknowledgements(versionId, name, branch)}
        className="chip"
        aria-current={name === list ? 'true' : undefined}
      >
        {name === 'all' ? text.all : <StateMark mark={MARKS[name]} label={text.cell[name]} />}
        <strong>{summary ? format.number(count) : '…'}</strong>
      </Link>
    );
  };
  const ofThese = BY_REACH.map(chip).filter((one) => one !== null);
  return (
    <nav className="chips" aria-label={text.filter}>
      {chip('all')}
      {BY_ANSWER.map(chip)}
      {ofThese.length > 0 && <span className="dim chips-of">{text.ofThese}</span>}
      {ofThese}
      {summary && summary.medianHours !== null && (
        <span className="dim chips-of">{text.median(format.number(summary.medianHours))}</span>
      )}
    </nav>
  );
}
