import { Link } from 'wouter';
import { useFormat } from './dates.ts';
import { type Mark, StateMark } from './StateMark.tsx';

interface Props {
  href: string;
  label: string;
  value: number;
  of?: number;
  mark: Mark;
}

/** A number that leads to its list. */
export function NumberLink({ href, label, value, of, mark }: Props) {
  const format = useFormat();
  return (
    <Link href={href} className="number-link" data-zero={value === 0}>
      <StateMark mark={mark} label={label} />
      <strong>
        {format.number(value)}
        {of !== undefined && <small> / {format.number(of)}</small>}
      </strong>
    </Link>
  );
}
