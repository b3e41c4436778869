import { Link } from 'wouter';
import type { Overview } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { ShareBar } from './ShareBar.tsx';

type Branch = Overview['branches'][number];

/** One bar a branch: confirmed and old text only, out of its recipients; every number beside it opens its list. */
export function BranchBars({ branches, versionId }: { branches: Branch[]; versionId: number }) {
  const text = useText();
  const format = useFormat();
  const count = (branch: Branch, list: 'confirmed' | 'outdated' | 'open') =>
    branch[list] === 0 || branch.branch === '' ? (
      <span className="dim">{format.number(branch[list])}</span>
    ) : (
      <Link href={to.acknowledgements(versionId, list, branch.branch)}>{format.number(branch[list])}</Link>
    );
  return (
    <table className="branch-bars" aria-label={text.overview.branchesLabel}>
      <thead>
        <tr>
          <th scope="col">{text.common.column.branch}</th>
          <td />
          <th scope="col">{text.frame.confirmed}</th>
          <th scope="col">{text.frame.outdated}</th>
          <th scope="col">{text.frame.open}</th>
        </tr>
      </thead>
      <tbody>
        {branches.map((branch) => (
          <tr key={branch.branch}>
            <th scope="row">{branch.branch || text.common.noBranch}</th>
            <td aria-hidden="true">
              <ShareBar {...branch} />
            </td>
            <td>
              {count(branch, 'confirmed')} / {format.number(branch.recipients)}
            </td>
            <td>{count(branch, 'outdated')}</td>
            <td>{count(branch, 'open')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
