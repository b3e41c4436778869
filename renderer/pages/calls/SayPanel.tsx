import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { CallCard } from '../../../electron/contract/calls.ts';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { useKindWords } from '../../components/useKindWords.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';

/** What to say: the points of the version, the prepared answers, and what of this office is late. */
export function SayPanel({ card, incidentId }: { card: CallCard; incidentId: number }) {
  const text = useText().calls;
  const format = useFormat();
  const { typeOf } = useKindWords();
  return (
    <aside className="call-say" aria-label={text.say(card.label)}>
      <h2>{text.say(card.label)}</h2>
      {card.points.length > 0 ? (
        <ol className="call-points">
          {card.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ol>
      ) : (
        <p className="dim">{text.noPoints}</p>
      )}
      <p>
        <Link href={to.version(card.versionId)}>{text.openNotice}</Link>
      </p>
      <Answers incidentId={incidentId} />
      <h2>{text.late}</h2>
      {card.late.length > 0 ? (
        <ul className="call-late">
          {card.late.map((row) => (
            <li key={row.id} data-harm={row.harm}>
              {row.harm && '◆ '}
              {typeOf(row)} {row.person} <span className="dim">{row.dueOn && format.date(row.dueOn)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="dim">{text.noLate}</p>
      )}
      <h2>{text.history}</h2>
      {card.calls.length > 0 ? (
        <ul className="call-history">
          {card.calls.map((row) => (
            <li key={row.id}>
              {format.moment(row.at)} {text.outcome[row.outcome]} {row.name}
              <span className="dim"> {row.clerk}</span>
              {row.undoneAt && <span className="dim">（{text.undone}）</span>}
              {row.note && <span className="call-note">{row.note}</span>}
            </li>
          ))}
        </ul>
      ) : (
        <p className="dim">{text.noHistory}</p>
      )}
    </aside>
  );
}

function Answers({ incidentId }: { incidentId: number }) {
  const text = useText().calls;
  const answers = useQuery(api.questions.answers.queryOptions({ input: { incidentId } }));
  const rows = answers.data?.rows ?? [];
  return (
    <>
      <h2>{text.answers}</h2>
      {answers.data && rows.length === 0 && (
        <p className="dim">
          {text.noAnswers} <Link href={to.calls('answers')}>{text.toAnswers}</Link>
        </p>
      )}
      {rows.map((row) => (
        <details key={row.id} className="call-answer">
          <summary>{row.question}</summary>
          <p>{row.answer}</p>
        </details>
      ))}
    </>
  );
}
