import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { Contact } from '../../../electron/contract/contacts.ts';
import { api } from '../../api/client.ts';
import { type Column, columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { ContactForm } from './ContactForm.tsx';
import { type Found, useCheck, useRemoveContact } from './useContacts.ts';
import type { OfficeDetails } from './useOfficeEdit.ts';

/** One line of the table: the office's own, or a further contact. */
type Line = Omit<Contact, 'id' | 'updatedAt'> & { contact: Contact | null };

/** Who is reached how: the office itself first, then everybody else, and what is known of their addresses. */
export function OfficeContacts({ office }: { office: OfficeDetails }) {
  const words = useText().contacts;
  const [open, setOpen] = useState<Contact | 'new' | null>(null);
  const list = useQuery(api.contacts.list.queryOptions({ input: { officeId: office.id } }));
  const columns = useColumns(office.id, setOpen);
  const lines = list.data?.rows.map((contact): Line => ({ ...contact, contact }));
  const addButton = useRef<HTMLButtonElement>(null);
  const ended = useRef(false);
  const end = () => {
    ended.current = true;
    setOpen(null);
  };
  useEffect(() => {
    // Once the button is there again, the keyboard goes on from it.
    if (open === null && ended.current) addButton.current?.focus();
    ended.current = false;
  }, [open]);
  return (
    <section className="contacts">
      <h2>
        {words.title}
        {open === null && (
          <Button ref={addButton} size="compact-sm" variant="default" onClick={() => setOpen('new')}>
            {words.add}
          </Button>
        )}
      </h2>
      <Warnings office={office} />
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      <DataTable
        label={words.title}
        rows={lines && [ownLine(office), ...lines]}
        rowKey={(line) => line.contact?.id ?? 0}
        columns={columns}
      />
      {open === 'new' && <ContactForm key="new" officeId={office.id} contact={undefined} onEnd={end} />}
      {open !== null && open !== 'new' && <ContactForm key={open.id} officeId={office.id} contact={open} onEnd={end} />}
    </section>
  );
}

function ownLine(office: OfficeDetails): Line {
  const checkOf = (field: 'mail' | 'fax') => office.checks.find((check) => check.field === field) ?? null;
  return {
    contact: null,
    role: '',
    name: office.contactName,
    mail: office.mail,
    phone: office.phone,
    fax: office.fax,
    getsNotices: office.channels === '' || office.channels.split(',').includes('mail'),
    note: '',
    mailChecked: checkOf('mail'),
    faxChecked: checkOf('fax'),
    mayNotArrive: office.needs.includes('may_not_arrive'),
    sharedMail: office.sharedMail.total,
  };
}

/** What must be seen before the next notice goes out. */
function Warnings({ office }: { office: OfficeDetails }) {
  const words = useText().contacts;
  const format = useFormat();
  const { total, offices } = office.sharedMail;
  return (
    <>
      {office.needs.includes('fax_changed') && (
        <div role="alert" className="note" data-tone="warn">
          {`FAX ${office.fax}：${words.faxChanged}`}
        </div>
      )}
      {total > 0 && (
        <div className="note">
          <span>{words.shared(format.number(total + 1))}</span>
          <span className="dim">{words.sharedWith}</span>
          {offices.map((other) => (
            <Link key={other.id} href={to.office(other.id)}>
              {`${other.code} ${other.name}`}
            </Link>
          ))}
          {total > offices.length && <span>{words.sharedMore(format.number(total - offices.length))}</span>}
        </div>
      )}
    </>
  );
}

function useColumns(officeId: number, open: (contact: Contact) => void): Column<Line>[] {
  const words = useText().contacts;
  const { field } = words;
  const check = useCheck(officeId);
  const reach = (line: Line, what: Found['field']) => (
    <Reached
      line={line}
      field={what}
      onCheck={() => check.mutate({ contactId: line.contact?.id ?? null, field: what })}
    />
  );
  return [
    { key: 'role', title: field.role, width: '92px', cell: (line) => (line.contact ? line.role : words.own) },
    { key: 'name', title: field.name, width: '108px', cell: (line) => <span title={line.note}>{line.name}</span> },
    { key: 'mail', title: field.mail, cell: (line) => reach(line, 'mail') },
    { key: 'phone', title: field.phone, width: columnWidth.phone, cell: (line) => line.phone },
    { key: 'fax', title: field.fax, width: '212px', cell: (line) => reach(line, 'fax') },
    { key: 'notices', title: words.notices, width: '72px', cell: (line) => noticesOf(line, words) },
    {
      key: 'act',
      title: '',
      width: '98px',
      align: 'right',
      cell: ({ contact }) => contact && <Acts contact={contact} onEdit={() => open(contact)} />,
    },
  ];
}

function noticesOf(line: Line, words: { gets: string; getsNot: string }): string {
  return line.mail === '' ? '' : line.getsNotices ? words.gets : words.getsNot;
}

/** An address with what is known of it: a form that is often refused, who shares it, who found it right. */
function Reached({ line, field, onCheck }: { line: Line; field: Found['field']; onCheck: () => void }) {
  const words = useText().contacts;
  const format = useFormat();
  const value = line[field];
  if (value === '') return null;
  const checked = field === 'mail' ? line.mailChecked : line.faxChecked;
  return (
    <div className="reached">
      <span title={value}>{value}</span>
      {field === 'mail' && line.mayNotArrive && (
        <span className="tag" data-tone="warn" title={words.mayNotArriveNote}>
          {words.mayNotArrive}
        </span>
      )}
      {field === 'mail' && line.contact && line.sharedMail > 0 && (
        <span className="dim">{words.shared(format.number(line.sharedMail + 1))}</span>
      )}
      {checked ? (
        <span className="dim">{words.checked(format.date(checked.on), checked.clerk)}</span>
      ) : (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={field === 'mail' ? words.checkMail(value) : words.checkFax(value)}
          onClick={onCheck}
        >
          {words.checkNow}
        </Button>
      )}
    </div>
  );
}

function Acts({ contact, onEdit }: { contact: Contact; onEdit: () => void }) {
  const words = useText().contacts;
  const remove = useRemoveContact();
  const name = contact.name || words.unnamed;
  return (
    <Button.Group className="acts">
      <Button size="compact-xs" variant="default" aria-label={words.editOf(name)} onClick={onEdit}>
        {words.edit}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={words.removeOf(name)}
        loading={remove.isPending}
        onClick={() => remove.mutate(contact)}
      >
        {words.remove}
      </Button>
    </Button.Group>
  );
}
