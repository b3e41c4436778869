import type { SendingStatus } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { type Mark, StateMark } from '../../components/StateMark.tsx';
import { useText } from '../../text/index.ts';
import { waitingOf } from './sending.ts';

/** One big bar with its numbers, the pace, and how long it will take. */
export function SendingBar({ status }: { status: SendingStatus }) {
  const text = useText().deliveries;
  const format = useFormat();
  const { byState, total } = status;
  const parts: { mark: Mark; label: string; count: number }[] = [
    { mark: 'sent', label: text.sent, count: byState.sent },
    { mark: 'moving', label: text.waiting, count: waitingOf(status) },
    { mark: 'undelivered', label: text.failed, count: byState.failed },
    { mark: 'doubt', label: text.doubt, count: byState.in_doubt },
    { mark: 'none', label: text.noAddress, count: byState.no_address },
    { mark: 'none', label: text.cancelled, count: byState.cancelled },
  ];
  return (
    <section className="sending">
      <div
        className="bar bar-big"
        role="progressbar"
        aria-label={text.progress}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={total - waitingOf(status)}
      >
        {parts.map((part) => (
          <span key={part.label} data-mark={part.mark} style={{ width: `${(part.count * 100) / total}%` }} />
        ))}
      </div>
      <dl className="sending-numbers">
        {parts
          .filter((part) => part.count > 0 || part.mark === 'sent' || part.mark === 'moving')
          .map((part) => (
            <div key={part.label}>
              <dt>
                <StateMark mark={part.mark} label={part.label} />
              </dt>
              <dd>{format.number(part.count)}</dd>
            </div>
          ))}
      </dl>
      <p role="status">
        <PaceWords status={status} />
      </p>
    </section>
  );
}

function PaceWords({ status }: { status: SendingStatus }) {
  const text = useText();
  const words = text.deliveries;
  const format = useFormat();
  const byHand = status.byHand > 0 && ` · ${text.sending.byHandLeft(format.number(status.byHand))}`;
  if (status.waiting === 0) {
    return (
      <>
        ✓ {words.finished}
        {byHand}
      </>
    );
  }
  if (status.paused) return status.pausedBy ? null : <>△ {words.paused}</>;
  if (status.resting || (status.held.length > 0 && status.perMinute === 0)) return null;
  return (
    <>
      {words.perMinute(format.number(Math.round(status.perMinute)))}
      <Eta status={status} />
      {byHand}
    </>
  );
}

/** Beyond this the hour it ends at says more than minutes. */
const LONG_SECONDS = 3 * 3600;

function Eta({ status: { etaSeconds, endsAt } }: { status: SendingStatus }) {
  const text = useText();
  const format = useFormat();
  if (etaSeconds === null || endsAt === null) return null;
  if (etaSeconds > LONG_SECONDS) return ` · ${text.sending.endsAt(format.instant(endsAt))}`;
  return ` · ${etaSeconds < 60 ? text.deliveries.etaSoon : text.deliveries.eta(format.minutes(etaSeconds))}`;
}
