import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { IncomingMail, MailDetail } from '../../../electron/contract/mailbox.ts';
import { api, type Office } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { OfficePicker } from '../../components/OfficePicker.tsx';
import { useText } from '../../text/index.ts';
import { SaveMail } from './SaveMail.tsx';
import type { useReplies } from './useReplies.ts';

interface Props {
  mail: IncomingMail;
  work: ReturnType<typeof useReplies>;
}

/** One mail: its words as text and nothing else, why it is here, whose it is, and what to do with it. */
export function MailPanel({ mail, work }: Props) {
  const text = useText().mailbox;
  const detail = useQuery(api.mailbox.get.queryOptions({ input: { id: mail.id } }));
  const [office, setOffice] = useState<Office | null>(null);
  const [changing, setChanging] = useState(false);
  return (
    <section className="mail-panel" aria-label={text.mail}>
      <h2>{mail.subject || text.noSubject}</h2>
      <Loaded query={detail}>{(data) => <Head mail={data} />}</Loaded>
      {work.open && (
        <>
          {changing || mail.officeCode === null ? (
            <OfficePicker label={text.changeOffice} chosen={office} onChoose={setOffice} />
          ) : (
            <Button size="compact-xs" variant="subtle" onClick={() => setChanging(true)}>
              {text.change}
            </Button>
          )}
          <Decisions mail={mail} work={work} office={office} />
        </>
      )}
      {!work.open && mail.tray === 'done' && (mail.acknowledgementId !== null || mail.kind === 'other') && (
        <Button size="compact-sm" variant="default" onClick={() => work.reopen(mail)}>
          {text.reopen}
        </Button>
      )}
      <Loaded query={detail}>{(data) => <Body mail={data} />}</Loaded>
    </section>
  );
}

function Head({ mail }: { mail: MailDetail }) {
  const text = useText().mailbox;
  const format = useFormat();
  const belongs = mail.officeCode ? `${mail.officeCode} ${mail.officeName ?? ''}　${mail.versionLabel ?? ''}` : '';
  return (
    <dl className="mail-facts">
      <dt>{text.why}</dt>
      <dd>
        <strong>{text.reasons[mail.reason]}</strong>
        <span className="dim"> {text.kinds[mail.kind]}</span>
      </dd>
      <dt>{text.sender}</dt>
      <dd>
        {mail.senderName} {mail.sender}
      </dd>
      <dt>{text.receivedAt}</dt>
      <dd>{format.instant(mail.receivedAt)}</dd>
      <dt>{text.belongs}</dt>
      <dd>{belongs || text.unmatched}</dd>
      {mail.code !== '' && (
        <>
          <dt>{text.code}</dt>
          <dd className="code">{mail.code}</dd>
        </>
      )}
    </dl>
  );
}

function Decisions({ mail, work, office }: Props & { office: Office | null }) {
  const text = useText().mailbox;
  const named = office ? { officeCode: office.code } : {};
  return (
    <div className="mail-actions">
      <Button size="compact-md" onClick={() => work.act(mail, { outcome: 'acknowledged', ...named })}>
        1 {text.record}
      </Button>
      <Button size="compact-md" variant="default" onClick={() => work.act(mail, { outcome: 'question', ...named })}>
        2 {text.keepQuestion}
      </Button>
      <Button size="compact-md" variant="default" onClick={() => work.act(mail, { outcome: 'irrelevant', ...named })}>
        3 {text.irrelevant}
      </Button>
    </div>
  );
}

/** All of it as text: what a mail brings is never run, followed or fetched. */
function Body({ mail }: { mail: MailDetail }) {
  const text = useText().mailbox;
  const whole = mail.text.trim() !== mail.words.trim();
  return (
    <>
      <h3>{text.words}</h3>
      <pre className="mail-text">{mail.words || text.noWords}</pre>
      {mail.files.length > 0 && <p className="dim">{text.files(mail.files.join('、'))}</p>}
      {whole && (
        <details>
          <summary>{text.whole}</summary>
          <pre className="mail-text dim">{mail.text}</pre>
        </details>
      )}
      {mail.kept ? <SaveMail mail={mail} /> : <p className="dim">{text.notKept}</p>}
      <p className="dim mail-hash">{text.sha(mail.sha256)}</p>
    </>
  );
}
