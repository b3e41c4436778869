import { Radio } from '@mantine/core';
import { Link } from 'wouter';
import type { CallCard } from '../../../electron/contract/calls.ts';
import { useFormat } from '../../components/dates.ts';
import { dialled } from '../../components/phone.ts';
import { type Mark, StateMark } from '../../components/StateMark.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';

interface Props {
  card: CallCard;
  /** The number that is dialled. */
  phone: string;
  onPhone: (phone: string) => void;
}

const digits = (phone: string) => phone.normalize('NFKC').replace(/[^\d+]/g, '');

/** The office on the desk: its name, its number as large as it goes, and why it is called. */
export function OfficeCard({ card, phone, onPhone }: Props) {
  const text = useText().calls;
  const { office, phones } = card;
  return (
    <>
      <p className="call-code">
        <Link href={to.office(office.id)}>{office.code}</Link> {office.branch}
      </p>
      <h2 id="call-office" className="call-name">
        {office.name}
      </h2>
      {phone === '' ? (
        <p className="note" data-tone="bad">
          {text.noPhone}
        </p>
      ) : (
        <p className="call-phone">
          <a href={`tel:${digits(phone)}`}>☎ {dialled(phone)}</a>
        </p>
      )}
      {office.contactName && <p className="call-contact">{text.contact(office.contactName)}</p>}
      {phones.length > 1 && (
        <Radio.Group size="xs" label={text.dialled} value={phone} onChange={onPhone}>
          {phones.map((each) => (
            <Radio
              key={`${each.phone} ${each.name}`}
              value={each.phone}
              label={`${each.phone} ${each.role} ${each.name}${each.wrong ? `（✕ ${text.wrong}）` : ''}`}
            />
          ))}
        </Radio.Group>
      )}
      <Reasons card={card} />
    </>
  );
}

type Reason = CallCard['reasons'][number];

const marks: Record<Reason['why'], Mark> = {
  promised: 'late',
  asked: 'moving',
  harmful: 'late',
  unreached: 'undelivered',
  doubt: 'doubt',
  outdated: 'outdated',
  unconfirmed: 'open',
  tried: 'none',
};

function Reasons({ card }: { card: CallCard }) {
  const text = useText().calls;
  const format = useFormat();
  const words = (reason: Reason): string => {
    switch (reason.why) {
      case 'promised':
        return text.reason.promised(format.moment(reason.at));
      case 'harmful':
        return text.reason.harmful(format.number(reason.count));
      case 'unconfirmed':
        return text.reason.unconfirmed(format.number(reason.days));
      case 'tried':
        return text.reason.tried(text.outcome[reason.outcome], format.moment(reason.at), format.number(reason.count));
      default:
        return text.reason[reason.why];
    }
  };
  return (
    <ul className="call-reasons">
      {card.reasons.map((reason) => (
        <li key={reason.why}>
          <StateMark mark={marks[reason.why]} label={words(reason)} />
        </li>
      ))}
    </ul>
  );
}
