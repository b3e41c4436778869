import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useFrame } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';

/** The mail as the first office of the register will get it: addressee, text, the association's name. */
export function MailPreview({ subject, body }: { subject: string; body: string }) {
  const text = useText().notices;
  const association = useFrame().data?.association;
  const settings = useQuery(api.settings.get.queryOptions({ input: {} }));
  const first = useQuery(api.offices.list.queryOptions({ input: { limit: 1, status: 'entrusted' } }));
  const office = first.data?.rows[0];
  const addressee = !office
    ? text.addressee
    : office.contactName
      ? `${office.name}\n${office.contactName} 様`
      : `${office.name} 御中`;
  return (
    <section className="preview" aria-label={text.preview}>
      <h2>{text.preview}</h2>
      <dl>
        <dt>{text.from}</dt>
        <dd>{settings.data?.mail?.from ?? '—'}</dd>
        <dt>{text.toLine}</dt>
        <dd>{office?.mail || '—'}</dd>
        <dt>{text.subject}</dt>
        <dd>
          <strong>{subject || '—'}</strong>
        </dd>
      </dl>
      <div className="preview-text">
        {addressee}
        {'\n\n'}
        {body.trim()}
        {association && `\n\n――――――――――\n${association}`}
      </div>
    </section>
  );
}
