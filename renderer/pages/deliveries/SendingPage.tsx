import { useQuery } from '@tanstack/react-query';
import { api, type SendingStatus } from '../../api/client.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { VersionActions } from '../../components/VersionActions.tsx';
import { useText } from '../../text/index.ts';
import { DeliverySection } from './DeliverySection.tsx';
import { DoubtSection } from './DoubtSection.tsx';
import { SendingActions } from './SendingActions.tsx';
import { SendingBar } from './SendingBar.tsx';
import { waitingOf } from './sending.ts';

/** Is it going out, and what is stuck? */
export function SendingPage({ versionId }: { versionId: number }) {
  const text = useText().deliveries;
  const version = useQuery(api.notices.get.queryOptions({ input: { versionId } }));
  const status = useQuery({
    ...api.deliveries.status.queryOptions({ input: { versionId } }),
    refetchInterval: ({ state }) => (state.data && waitingOf(state.data) > 0 ? 1000 : false),
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
  const text = useText().deliveries;
  const { byState } = status;
  return (
    <>
      <SendingBar status={status} />
      <SendingActions versionId={versionId} status={status} />
      {byState.in_doubt > 0 && <DoubtSection versionId={versionId} count={byState.in_doubt} />}
      {byState.failed > 0 && (
        <DeliverySection
          versionId={versionId}
          count={byState.failed}
          states={['failed']}
          title={text.failedTitle}
          note={text.failedNote}
        />
      )}
      {byState.retry > 0 && (
        <DeliverySection versionId={versionId} count={byState.retry} states={['retry']} title={text.retryTitle} />
      )}
      {byState.no_address > 0 && (
        <DeliverySection
          versionId={versionId}
          count={byState.no_address}
          states={['no_address']}
          title={text.noAddressTitle}
          note={text.noAddressNote}
        />
      )}
      {byState.cancelled > 0 && (
        <DeliverySection
          versionId={versionId}
          count={byState.cancelled}
          states={['cancelled']}
          title={text.cancelled}
        />
      )}
    </>
  );
}
