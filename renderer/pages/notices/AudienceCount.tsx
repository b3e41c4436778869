import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AudienceRule } from '../../../electron/contract/audiences.ts';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { ChannelCounts } from './ChannelCounts.tsx';

/** Milliseconds of rest before a rule that is being changed is counted. */
const REST = 250;

interface Props {
  incidentId: number;
  rule: AudienceRule;
}

/** How many offices a rule names, by channel; it follows the rule as it is changed. */
export function AudienceCount({ incidentId, rule }: Props) {
  const text = useText().audiences;
  const format = useFormat();
  const [rested] = useDebouncedValue(rule, REST);
  const count = useQuery({
    ...api.audiences.count.queryOptions({ input: { incidentId, rule: rested } }),
    placeholderData: keepPreviousData,
  });
  const old = rested !== rule || count.isPlaceholderData;
  if (count.error) return <ErrorNote error={count.error} onRetry={() => void count.refetch()} />;
  return (
    <div className="audience-count" aria-busy={old || !count.data} data-old={old}>
      <output className="big-number">
        {count.data ? format.number(count.data.offices) : '…'}
        <small>{old ? text.counting : text.offices}</small>
      </output>
      {count.data && <ChannelCounts byChannel={count.data.byChannel} />}
      {count.data?.offices === 0 && !old && <p className="dim">{text.nobody}</p>}
    </div>
  );
}
