import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import type { Proposal } from '../../../electron/contract/reminders.ts';
import { api } from '../../api/client.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { VersionActions } from '../../components/VersionActions.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { LadderEditor } from './LadderEditor.tsx';
import { ReleasePanel } from './ReleasePanel.tsx';
import { ReminderHistory } from './ReminderHistory.tsx';
import { StepList } from './StepList.tsx';

/** Who has not answered, and how do we ask again? Proposals, which a clerk releases. */
export function RemindersPage({ versionId }: { versionId: number }) {
  const version = useQuery(api.notices.get.queryOptions({ input: { versionId } }));
  return <Loaded query={version}>{(data) => <Reminders version={data} />}</Loaded>;
}

function Reminders({ version }: { version: NoticeVersion }) {
  const text = useText().reminders;
  if (version.state !== 'sent') {
    return (
      <EmptyState title={text.notSent}>
        <Button component={Link} href={to.send(version.id)}>
          {text.toSend}
        </Button>
      </EmptyState>
    );
  }
  return (
    <>
      <PageHeader title={text.title} note={text.note(version.label)}>
        <VersionActions version={version} />
      </PageHeader>
      <Ladder versionId={version.id} />
      <ReminderHistory versionId={version.id} />
    </>
  );
}

function Ladder({ versionId }: { versionId: number }) {
  const text = useText().reminders;
  const [chosen, setChosen] = useState<string | null>(null);
  const [editing, setEditing] = useState(false);
  const ladder = useQuery(api.reminders.ladder.queryOptions({ input: { versionId } }));
  const proposals = useQuery(api.reminders.proposals.queryOptions({ input: { versionId } }));
  const of = (rows: readonly Proposal[]) => rows.find((row) => row.step === chosen && row.offices > 0);
  return (
    <Loaded query={ladder}>
      {({ own, house, steps, text: words }) => (
        <section aria-labelledby="ladder">
          <h2 id="ladder">
            {text.ladder} <small className="dim">{own ? text.own : text.house}</small>
            {!editing && (
              <Button size="compact-sm" variant="default" onClick={() => setEditing(true)}>
                {text.edit}
              </Button>
            )}
          </h2>
          <p className="dim">{text.ladderNote}</p>
          {editing && (
            <LadderEditor versionId={versionId} steps={steps} own={own} house={house} onEnd={() => setEditing(false)} />
          )}
          <Loaded query={proposals}>
            {({ rows }) => {
              const proposal = of(rows);
              return (
                <>
                  <StepList rows={rows} chosen={chosen} onChoose={setChosen} />
                  {proposal && (
                    <ReleasePanel
                      key={proposal.step}
                      versionId={versionId}
                      proposal={proposal}
                      words={words}
                      onEnd={() => setChosen(null)}
                    />
                  )}
                </>
              );
            }}
          </Loaded>
        </section>
      )}
    </Loaded>
  );
}
