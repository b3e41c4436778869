import { Button, Select } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { recipientList } from '../../../electron/contract/acknowledgementStates.ts';
import type { Overview } from '../../api/client.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { RepliesLink } from '../../components/RepliesLink.tsx';
import { useOverview } from '../../components/useIncident.ts';
import { patterns, to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { MatrixSection } from './MatrixSection.tsx';
import { Reception } from './Reception.tsx';

interface Props {
  /** A version's id or `latest`, from the address. */
  version: string | undefined;
  list: string | undefined;
  branch: string | undefined;
}

/** Who has confirmed what? And the box where confirmations come in. */
export function AcknowledgementsPage({ version, list: chosenList, branch }: Props) {
  const text = useText();
  const { list, incident, overview } = useOverview();
  return (
    <Loaded query={list}>
      {() =>
        incident ? (
          <Loaded query={overview}>
            {(data) => <Chosen data={data} version={version} list={chosenList} branch={branch} />}
          </Loaded>
        ) : (
          <EmptyState title={text.notices.noIncident}>
            <Button component={Link} href="/incidents">
              {text.overview.createIncident}
            </Button>
          </EmptyState>
        )
      }
    </Loaded>
  );
}

function Chosen({ data, version, list, branch }: Props & { data: Overview }) {
  const text = useText().acknowledgements;
  const imports = useText().answerImport;
  const [, navigate] = useLocation();
  const sent = data.versions.filter((row) => row.sentAt !== null);
  const chosen = sent.find((row) => String(row.versionId) === version) ?? data.latest;
  if (!chosen) {
    return (
      <EmptyState title={text.none} note={text.noneNote}>
        <Button component={Link} href="/notices">
          {text.toNotices}
        </Button>
      </EmptyState>
    );
  }
  const parsed = recipientList.safeParse(list);
  const shown = parsed.success ? parsed.data : 'all';
  return (
    <div className="acknowledgements">
      <PageHeader title={text.title}>
        <Button component={Link} href={patterns.importAnswers} size="xs" variant="default">
          {imports.open}
        </Button>
        <RepliesLink />
        <Select
          size="xs"
          aria-label={text.version}
          data={sent.map((row) => ({ value: String(row.versionId), label: row.label }))}
          value={String(chosen.versionId)}
          onChange={(value) => navigate(to.acknowledgements(Number(value), shown, branch))}
        />
      </PageHeader>
      <Reception key={chosen.versionId} versionId={chosen.versionId} />
      <MatrixSection data={data} versionId={chosen.versionId} list={shown} branch={branch} />
    </div>
  );
}
