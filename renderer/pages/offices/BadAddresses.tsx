import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';

/** Addresses of the office that mails came back from, with the server's words. */
export function BadAddresses({ officeId }: { officeId: number }) {
  const text = useText().mailbox;
  const format = useFormat();
  const { data } = useQuery(api.mailbox.badAddresses.queryOptions({ input: { officeId } }));
  if (!data || data.rows.length === 0) return null;
  return (
    <div role="status" className="note" data-tone="warn">
      {data.rows.map((row) => (
        <p key={row.address}>
          <strong>{row.address}</strong> {text.badAddress[row.result]}{' '}
          <span className="dim">{text.badAddressNote(format.instant(row.at), row.words)}</span>
        </p>
      ))}
      <p className="dim">{text.badAddressHint}</p>
    </div>
  );
}
