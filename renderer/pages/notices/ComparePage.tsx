import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { api, type Outputs } from '../../api/client.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useIncident } from '../../components/useIncident.ts';
import { prefer, usePreferences } from '../../preferences.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { Claims } from './Claims.tsx';
import { ComparedText } from './ComparedText.tsx';

type Version = Outputs['notices']['list']['rows'][number]['versions'][number];

interface Props {
  /** Ids of versions, as they stand in the address; without them the last two. */
  older: string | undefined;
  newer: string | undefined;
}

/** What does the newer version say that the older one did not? */
export function ComparePage({ older, newer }: Props) {
  const text = useText();
  const { incident } = useIncident();
  const notices = useQuery({
    ...api.notices.list.queryOptions({ input: { incidentId: incident?.id ?? 0 } }),
    enabled: incident !== undefined,
  });
  return (
    <Loaded query={notices}>
      {({ rows }) => {
        const versions = rows.flatMap((notice) => notice.versions);
        const lastTwo = rows.find((notice) => notice.versions.length > 1)?.versions ?? versions;
        const one = versions.find(({ id }) => id === Number(older)) ?? lastTwo[1];
        const other = versions.find(({ id }) => id === Number(newer)) ?? lastTwo[0];
        if (one && other) return <Compared versions={versions} older={one} newer={other} />;
        return (
          <EmptyState title={text.compare.needTwo}>
            <Button component={Link} href="/notices">
              {text.notices.title}
            </Button>
          </EmptyState>
        );
      }}
    </Loaded>
  );
}

interface ComparedProps {
  versions: readonly Version[];
  older: Version;
  newer: Version;
}

function Compared({ versions, older, newer }: ComparedProps) {
  const text = useText();
  const words = text.compare;
  const same = older.id === newer.id;
  const diff = useQuery({
    ...api.notices.diff.queryOptions({ input: { a: older.id, b: newer.id } }),
    enabled: !same,
  });
  return (
    <>
      <PageHeader title={words.title} note={`${older.label} → ${newer.label}`}>
        <ViewChoice />
        <Button size="compact-md" variant="default" onClick={() => window.print()}>
          {text.common.print}
        </Button>
      </PageHeader>
      <Choice versions={versions} older={older} newer={newer} />
      {same ? (
        <p className="note" role="status">
          {words.sameVersion}
        </p>
      ) : (
        <Loaded query={diff}>
          {(found) => (
            <>
              <Claims claims={found.claims} />
              <ComparedText key={`${older.id}-${newer.id}`} rows={found.rows} older={older} newer={newer} />
            </>
          )}
        </Loaded>
      )}
    </>
  );
}

/** Left and right, or one text; remembered. */
function ViewChoice() {
  const words = useText().compare;
  const { compareView } = usePreferences();
  return (
    <SegmentedControl
      size="xs"
      aria-label={words.view}
      value={compareView}
      data={[
        { value: 'side', label: words.side },
        { value: 'inline', label: words.inline },
      ]}
      onChange={(view) => prefer({ compareView: view === 'inline' ? 'inline' : 'side' })}
    />
  );
}

function Choice({ versions, older, newer }: ComparedProps) {
  const text = useText();
  const words = text.compare;
  const [, navigate] = useLocation();
  const data = versions.map(({ id, label, state }) => ({
    value: String(id),
    label: `${label}（${text.notices.state[state]}）`,
  }));
  const show = (one: number, other: number) => navigate(to.compare({ older: one, newer: other }), { replace: true });
  return (
    <div className="compare-choice no-print">
      <NativeSelect
        size="xs"
        label={words.older}
        value={String(older.id)}
        data={data}
        onChange={(event) => show(Number(event.currentTarget.value), newer.id)}
      />
      <NativeSelect
        size="xs"
        label={words.newer}
        value={String(newer.id)}
        data={data}
        onChange={(event) => show(older.id, Number(event.currentTarget.value))}
      />
      <Button size="xs" variant="default" onClick={() => show(newer.id, older.id)}>
        {words.swap}
      </Button>
    </div>
  );
}
