import { useQuery } from '@tanstack/react-query';
import { api, type SendingStatus } from '../../api/client.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { VersionActions } from '../../components/VersionActions.tsx';
import { useText } from '../../text/index.ts';
import { ByHand } from './ByHand.tsx';
import { ChannelTable } from './ChannelTable.tsx';
import { DeliverySection } from './DeliverySection.tsx';
import { DoubtSection } from './DoubtSection.tsx';
import { FailureGroups } from './FailureGroups.tsx';
import { HeldOrders } from './HeldOrders.tsx';
import { NextWays } from './NextWays.tsx';
import { PostedLetters } from './PostedLetters.tsx';
import { SendingActions } from './SendingActions.tsx';
import { SendingBar } from './SendingBar.tsx';
import { StopNote } from './StopNote.tsx';

/** Is it going out, and what is stuck? */
export function SendingPage({ versionId }: { versionId: number }) {
  const text = useText().deliveries;
  const version = useQuery(api.notices.get.queryOptions({ input: { versionId } }));
  const status = useQuery({
    ...api.deliveries.status.queryOptions({ input: { versionId } }),
    refetchInterval: ({ state }) => (state.data && state.data.waiting > 0 ? 1000 : false),
  });
  return (
    <>
      <PageHeader title={version.data ? text.titleOf(version.data.label) : text.title} note={version.data?.subject}>
        {version.data?.state === 'sent' && <VersionActions version={version.data} />}
      </PageHeader>
      <Loaded query={status}>
        {(data) => (data.total === 0 ? <p>{text.none}</p> : <Sending versionId={versionId} status={data} />)}
      </Loaded>
    </>
  );
}

function Sending({ versionId, status }: { versionId: number; status: SendingStatus }) {
  const text = useText();
  const words = text.deliveries;
  const { byState, byChannel, partly } = status;
  return (
    <>
      <HeldOrders orders={status.held} />
      <StopNote status={status} />
      <SendingBar status={status} />
      <ChannelTable byChannel={status.byChannel} />
      <SendingActions versionId={versionId} status={status} />
      {status.doubts > 0 && <DoubtSection versionId={versionId} count={status.doubts} />}
      {(byState.failed > 0 || partly > 0) && <FailureGroups versionId={versionId} />}
      {/* While the whole can still be taken back, nothing further is offered. */}
      {status.held.length === 0 && byState.failed + byState.no_address > 0 && <NextWays versionId={versionId} />}
      {status.byHand > 0 && HAND.map((channel) => <ByHand key={channel} versionId={versionId} channel={channel} />)}
      {byChannel.post.sent > 0 && <PostedLetters versionId={versionId} count={byChannel.post.sent} />}
      {partly > 0 && (
        <DeliverySection
          versionId={versionId}
          count={partly}
          states={['sent', 'queued', 'sending', 'handed', 'retry', 'cancelled']}
          partly
          title={text.sending.partly}
          note={text.sending.partlyNote}
        />
      )}
      {byState.retry > 0 && (
        <DeliverySection versionId={versionId} count={byState.retry} states={['retry']} title={words.retryTitle} />
      )}
      {byState.cancelled > 0 && (
        <DeliverySection
          versionId={versionId}
          count={byState.cancelled}
          states={['cancelled']}
          title={words.cancelled}
        />
      )}
    </>
  );
}

const HAND = ['fax', 'post', 'phone'] as const;
