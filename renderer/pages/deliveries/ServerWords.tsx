import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';

/** What a server said, folded away: plain words come first. */
export function ServerWords({ words }: { words: readonly { response: string; count: number }[] }) {
  const text = useText().sending;
  const format = useFormat();
  const said = words.filter(({ response }) => response !== '');
  if (said.length === 0) return null;
  return (
    <details className="server-words">
      <summary>{text.serverWords}</summary>
      <ul>
        {said.map(({ response, count }) => (
          <li key={response}>
            <code>{count > 1 ? text.sameWords(response, format.number(count)) : response}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
