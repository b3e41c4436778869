import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { VersionActions } from '../../components/VersionActions.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { LayoutForm } from './LayoutForm.tsx';
import { MakeLetters } from './MakeLetters.tsx';

/** A version on paper: what to print for whom, and how the paper is laid out. */
export function LettersPage({ versionId }: { versionId: number }) {
  const text = useText().letters;
  const version = useQuery(api.notices.get.queryOptions({ input: { versionId } }));
  const layout = useQuery(api.letters.layout.queryOptions({ input: {} }));
  return (
    <Loaded query={version}>
      {(data) => (
        <>
          <PageHeader title={text.title(data.label)} note={data.subject}>
            <VersionActions version={data} />
          </PageHeader>
          <div className="letters">
            {data.approvedAt === null ? (
              <div className="note" data-tone="warn" role="alert">
                {text.notApproved}
                <Button component={Link} href={to.version(data.id)} size="compact-sm" variant="default">
                  {text.openDraft}
                </Button>
              </div>
            ) : (
              <MakeLetters versionId={data.id} />
            )}
            <Loaded query={layout}>{(saved) => <LayoutForm saved={saved} />}</Loaded>
          </div>
        </>
      )}
    </Loaded>
  );
}
