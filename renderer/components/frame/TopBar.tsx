import { Button, Select } from '@mantine/core';
import { useLocation } from 'wouter';
import type { RegisterKind } from '../../../electron/contract/settings.ts';
import { useStatus } from '../../api/status.ts';
import { prefer } from '../../preferences.ts';
import { useText } from '../../text/index.ts';
import { useFormat } from '../dates.ts';
import { useIncident, useOverview } from '../useIncident.ts';

interface Props {
  register: RegisterKind;
  onFind: () => void;
}

/** Which incident is shown, how far it was told, and the finder. */
export function TopBar({ register, onFind }: Props) {
  const text = useText();
  const format = useFormat();
  const { connection } = useStatus();
  const { incidents, incident } = useIncident();
  const { overview } = useOverview();
  const [path, navigate] = useLocation();
  const latest = overview.data?.latest;
  const choose = (incidentId: number) => {
    prefer({ incidentId });
    // A page about one version would go on showing the other incident's.
    const [, section = ''] = path.split('/');
    if (['notices', 'sending', 'reminders', 'acknowledgements'].includes(section)) {
      navigate(section === 'acknowledgements' ? '/acknowledgements' : '/notices');
    }
  };
  return (
    <header className="top-bar">
      <Select
        className="incident-chooser"
        size="xs"
        aria-label={text.frame.incident}
        placeholder={text.frame.noIncident}
        disabled={incidents.length === 0}
        data={incidents.map((row) => ({
          value: String(row.id),
          label: `${row.title}（${format.date(row.knownOn)}）`,
        }))}
        value={incident ? String(incident.id) : null}
        onChange={(value) => choose(Number(value))}
      />
      <span className="dim top-note">
        {overview.data && (latest ? text.frame.sentUpTo(latest.label) : text.frame.nothingSent)}
      </span>
      {connection === 'reconnecting' && (
        <span role="status" className="tag" data-tone="warn">
          {text.frame.reconnecting}
        </span>
      )}
      {register !== 'main' && (
        <span
          className="tag"
          data-tone="practice"
          title={register === 'drill' ? text.frame.drillNote : text.frame.practiceNote}
        >
          {register === 'drill' ? text.frame.drill : text.frame.practice}
        </span>
      )}
      <Button size="compact-sm" variant="default" onClick={onFind} rightSection={<kbd>Ctrl+K</kbd>}>
        {text.frame.find}
      </Button>
    </header>
  );
}
