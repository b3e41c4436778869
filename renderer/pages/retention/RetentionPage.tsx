import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { BackToSettings } from '../../components/BackToSettings.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useCursorPages } from '../../components/useCursorPages.ts';
import { useText } from '../../text/index.ts';
import { ErasePanel } from './ErasePanel.tsx';
import { PastErasures } from './PastErasures.tsx';
import { ProposalPanel } from './ProposalPanel.tsx';
import { YearsForm } from './YearsForm.tsx';

/** What has been kept long enough, what would go and what would stay, and its end. */
export function RetentionPage() {
  const text = useText().retention;
  const pages = useCursorPages('');
  const [kept, setKept] = useState<Kept>({ offices: [], incidents: [] });
  const input = pages.cursor === undefined ? {} : { cursor: pages.cursor };
  const proposal = useQuery(api.retention.proposal.queryOptions({ input, placeholderData: keepPreviousData }));
  return (
    <>
      <PageHeader title={text.title} note={text.note}>
        <BackToSettings />
      </PageHeader>
      <Loaded query={proposal}>
        {(data) => (
          <>
            <YearsForm years={data.years} />
            <ProposalPanel data={data} pages={pages} kept={kept} onKeep={setKept} />
            <ErasePanel kept={kept} />
          </>
        )}
      </Loaded>
      <PastErasures />
    </>
  );
}

/** Ids of what is kept on although it could go. */
export interface Kept {
  offices: number[];
  incidents: number[];
}
