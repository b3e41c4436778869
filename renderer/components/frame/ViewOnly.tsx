import { useStatus } from '../../api/status.ts';
import { useText } from '../../text/index.ts';

/** Says once, for every button of every page, that nothing can be saved now, and what helps. */
export function ViewOnly() {
  const text = useText().frame;
  const { unwritable } = useStatus();
  return (
    <div className="view-only" role="status">
      {unwritable && (
        <p className="note" data-tone="bad">
          <strong>✕ {text.viewOnly}</strong>
          <span>{text.viewOnlyHelp[unwritable]}</span>
        </p>
      )}
    </div>
  );
}
