import type { Overview } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';

type Branch = Overview['branches'][number];

/** One bar a branch: confirmed and old text only, out of its recipients, with the numbers beside it. */
export function BranchBars({ branches }: { branches: Branch[] }) {
  const text = useText();
  const format = useFormat();
  const share = (part: number, whole: number) => `${whole === 0 ? 0 : (part * 100) / whole}%`;
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
              <div className="bar">
                <span data-mark="confirmed" style={{ width: share(branch.confirmed, branch.recipients) }} />
                <span data-mark="outdated" style={{ width: share(branch.outdated, branch.recipients) }} />
              </div>
            </td>
            <td>
              {format.number(branch.confirmed)} / {format.number(branch.recipients)}
            </td>
            <td>{format.number(branch.outdated)}</td>
            <td>{format.number(branch.open)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
