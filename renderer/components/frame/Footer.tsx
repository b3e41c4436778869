import { Link } from 'wouter';
import { useText } from '../../text/index.ts';
import { useFormat } from '../dates.ts';
import { useFrame } from '../useIncident.ts';

/** Who I am, the last good backup, whether mail is being sent: never silently wrong. */
export function Footer() {
  const text = useText();
  const format = useFormat();
  const frame = useFrame().data;
  if (!frame) return <footer className="footer" aria-busy="true" />;
  const { sending } = frame;
  const resting = sending.state === 'paused' || sending.state === 'resting';
  const when = frame.lastBackupAt && format.instant(frame.lastBackupAt);
  const late = when ? text.frame.backupLate(when) : text.frame.backupNone;
  const backup = frame.backupLate ? `△ ${late}` : when && text.frame.backupDone(when);
  return (
    <footer className="footer">
      <Link href="/settings" data-tone={frame.clerk ? undefined : 'warn'}>
        {frame.clerk ? text.frame.clerk(frame.clerk) : `△ ${text.frame.noClerk}`}
      </Link>
      {frame.association && <span>{frame.association}</span>}
      {frame.damageFound ? (
        <Link href="/settings/backups" data-tone="bad">
          ✕ {text.frame.damageFound}
        </Link>
      ) : (
        <Link href="/settings/backups" data-tone={frame.backupLate ? 'warn' : undefined}>
          {text.frame.backup} {backup}
        </Link>
      )}
      <span role="status" data-tone={resting ? 'warn' : undefined}>
        {text.frame.sending}: {resting && '△ '}
        {text.frame.sendingState[sending.state]}
        {sending.waiting > 0 && ` · ${text.frame.waiting(format.number(sending.waiting))}`}
      </span>
      {frame.register !== 'main' && <strong className="footer-practice">{text.frame.practice}</strong>}
    </footer>
  );
}
