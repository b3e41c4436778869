import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { NumberLink } from '../NumberLink.tsx';
import { useOverview } from '../useIncident.ts';

/** The numbers of the chosen incident's newest sent version, the same on every page. Each leads to its list. */
export function Strip() {
  const text = useText();
  const { incident, list, overview } = useOverview();
  const latest = overview.data?.latest;
  const delayed = overview.data?.delayed ?? 0;
  if (list.isSuccess && !incident) return null;
  return (
    <nav className="strip" aria-label={text.frame.numbers} aria-busy={overview.isLoading}>
      {latest && (
        <>
          <NumberLink
            href={to.acknowledgements('latest', 'confirmed')}
            mark="confirmed"
            label={text.frame.confirmed}
            value={latest.confirmed}
            of={latest.recipients}
          />
          <NumberLink
            href={to.acknowledgements('latest', 'open')}
            mark="open"
            label={text.frame.open}
            value={latest.open}
          />
          <NumberLink
            href={to.acknowledgements('latest', 'outdated')}
            mark="outdated"
            label={text.frame.outdated}
            value={latest.outdated}
          />
          <NumberLink
            href={to.acknowledgements('latest', 'undelivered')}
            mark="undelivered"
            label={text.frame.undelivered}
            value={latest.undelivered}
          />
          <NumberLink
            href={to.sending(latest.versionId)}
            mark="doubt"
            label={text.frame.doubt}
            value={latest.inDoubt}
          />
        </>
      )}
      {overview.data && (
        <NumberLink href={to.procedures('delayed')} mark="late" label={text.frame.delayed} value={delayed} />
      )}
    </nav>
  );
}
