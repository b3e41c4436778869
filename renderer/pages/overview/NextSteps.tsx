import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api, type FrameData, type Outputs, type Overview } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { type Mark, StateMark } from '../../components/StateMark.tsx';
import { useFrame } from '../../components/useIncident.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import type { ja } from '../../text/ja.ts';

interface Step {
  task: keyof typeof ja.overview.task;
  mark: Mark;
  /** Null where the sentence says it all. */
  count: number | null;
  href: string;
}

const MOST_STEPS = 5;

type Due = Outputs['calls']['due'];
const NOTHING_DUE: Due = { promised: 0, reminders: 0, questions: 0 };

/** What to do next, most urgent first: what may hurt somebody before what merely waits. */
function nextSteps(data: Overview, mailIsSet: boolean, frame: FrameData | undefined, due: Due): Step[] {
  const { latest, versions } = data;
  const draft = versions.find((version) => version.state === 'draft');
  const approved = versions.find((version) => version.state === 'approved');
  const sending = latest ? to.sending(latest.versionId) : '/notices';
  const steps: Step[] = [
    { task: 'damaged', mark: 'undelivered', count: frame?.damageFound ? null : 0, href: '/settings/backups' },
    { task: 'doubt', mark: 'doubt', count: latest?.inDoubt ?? 0, href: sending },
    { task: 'promised', mark: 'late', count: due.promised, href: to.calls('desk') },
    { task: 'dueToday', mark: 'late', count: data.dueToday, href: to.procedures('today') },
    { task: 'undelivered', mark: 'undelivered', count: latest?.undelivered ?? 0, href: sending },
    { task: 'delayed', mark: 'late', count: data.delayed, href: to.procedures('delayed') },
    { task: 'backup', mark: 'late', count: frame?.backupLate ? null : 0, href: '/settings/backups' },
    {
      task: 'reminders',
      mark: 'moving',
      count: due.reminders,
      href: latest ? to.reminders(latest.versionId) : '/notices',
    },
    { task: 'questions', mark: 'open', count: due.questions, href: to.calls('questions') },
    { task: 'write', mark: 'moving', count: versions.length === 0 ? null : 0, href: '/notices' },
    { task: 'mail', mark: 'moving', count: mailIsSet ? 0 : null, href: '/settings' },
    { task: 'send', mark: 'moving', count: approved ? 1 : 0, href: approved ? to.send(approved.versionId) : '' },
    { task: 'approve', mark: 'moving', count: draft ? 1 : 0, href: draft ? to.version(draft.versionId) : '' },
    { task: 'open', mark: 'open', count: latest?.open ?? 0, href: to.acknowledgements('latest', 'open') },
    {
      task: 'outdated',
      mark: 'outdated',
      count: latest?.outdated ?? 0,
      href: to.acknowledgements('latest', 'outdated'),
    },
  ];
  return steps.filter((step) => step.count !== 0).slice(0, MOST_STEPS);
}

export function NextSteps({ data }: { data: Overview }) {
  const text = useText().overview;
  const words = useText().common;
  const format = useFormat();
  const frame = useFrame().data;
  const settings = useQuery(api.settings.get.queryOptions({ input: {} }));
  const due = useQuery(api.calls.due.queryOptions({ input: {} })).data ?? NOTHING_DUE;
  const mailIsSet = settings.data === undefined || settings.data.mail !== null;
  const steps = nextSteps(data, mailIsSet, frame, due);
  const { latest } = data;
  const isComplete = latest !== null && latest.recipients > 0 && latest.open + latest.outdated === 0;
  const complete = isComplete && (
    <p className="note" data-tone="good">
      <strong>✓ {text.complete(latest.label, format.number(latest.recipients - latest.exempt))}</strong>
    </p>
  );
  if (steps.length === 0) return complete || <p className="dim">{text.nothingNext}</p>;
  return (
    <>
      {complete}
      <ol className="steps">
        {steps.map((step) => (
          <li key={step.task}>
            <StateMark mark={step.mark} label={text.task[step.task].text} />
            {step.count !== null && <strong>{words.count(format.number(step.count))}</strong>}
            <Button component={Link} href={step.href} size="compact-sm" variant="light">
              {text.task[step.task].action}
            </Button>
          </li>
        ))}
      </ol>
    </>
  );
}
