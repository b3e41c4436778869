import type { Progress } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';
import { ShareBar } from './ShareBar.tsx';

/** By which way the newest version went out, and how the answers came in. */
export function WayTable({ data }: { data: Progress }) {
  const text = useText();
  const words = text.overview;
  const format = useFormat();
  const channel = (name: string) => words.channel[name as keyof typeof words.channel] ?? name;
  return (
    <>
      <table className="branch-bars" aria-label={words.channelsLabel}>
        <thead>
          <tr>
            <th scope="col">{words.sentBy}</th>
            <td />
            <th scope="col">{text.frame.confirmed}</th>
            <th scope="col">{text.frame.outdated}</th>
            <th scope="col">{text.frame.open}</th>
          </tr>
        </thead>
        <tbody>
          {data.channels.map((row) => (
            <tr key={row.channel}>
              <th scope="row">{row.channel === '' ? words.channelNone : channel(row.channel)}</th>
              <td aria-hidden="true">
                <ShareBar {...row} />
              </td>
              <td>
                {format.number(row.confirmed)} / {format.number(row.recipients)}
              </td>
              <td>{format.number(row.outdated)}</td>
              <td>{format.number(row.open)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.methods.length > 0 && (
        <dl className="ways" aria-label={words.methodsLabel}>
          {data.methods.map((row) => (
            <div key={row.method}>
              <dt>{text.acknowledgements.methods[row.method]}</dt>
              <dd>{format.number(row.offices)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
