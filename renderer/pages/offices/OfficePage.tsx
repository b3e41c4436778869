import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { OfficeField } from '../../../electron/contract/offices.ts';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useText } from '../../text/index.ts';
import { BadAddresses } from './BadAddresses.tsx';
import { ConflictsLink } from './ConflictsLink.tsx';
import { FactValue } from './FactValue.tsx';
import { GroupFreshness } from './GroupFreshness.tsx';
import { MergedInto } from './MergedInto.tsx';
import { OfficeCalls } from './OfficeCalls.tsx';
import { OfficeContacts } from './OfficeContacts.tsx';
import { OfficeEditor } from './OfficeEditor.tsx';
import { OfficeFileButton } from './OfficeFileButton.tsx';
import { OfficeHistory } from './OfficeHistory.tsx';
import { OfficeProcedures, OfficeVersions } from './OfficeRecords.tsx';
import { officeGroups, requiredFields } from './officeGroups.ts';
import type { OfficeDetails } from './useOfficeEdit.ts';

/** Everything about one office. Esc goes back to the list it came from, unless the clerk is editing. */
export function OfficePage({ officeId, list }: { officeId: number; list: string }) {
  const office = useQuery(api.offices.get.queryOptions({ input: { id: officeId } }));
  return <Loaded query={office}>{(data) => <OneOffice office={data} list={list} />}</Loaded>;
}

function OneOffice({ office, list }: { office: OfficeDetails; list: string }) {
  const text = useText().offices;
  const format = useFormat();
  const [editing, setEditing] = useState(false);
  const file = useQuery(api.offices.file.queryOptions({ input: { id: office.id } }));
  useEscape(!editing, list);
  return (
    <>
      <PageHeader title={`${office.code} ${office.name}`} note={`${text.updatedOn} ${format.date(office.updatedOn)}`}>
        {!editing && (
          <>
            {office.needs.includes('conflict') && <ConflictsLink />}
            <OfficeFileButton officeCode={office.code} />
            <Button component={Link} href={list} size="compact-md" variant="default">
              {text.toOffices}
            </Button>
            <Button size="compact-md" disabled={office.mergedInto !== null} onClick={() => setEditing(true)}>
              {text.edit}
            </Button>
          </>
        )}
      </PageHeader>
      <MergedInto office={office.mergedInto} />
      {office.erasedOn && (
        <p role="status" className="note">
          {text.erased(format.date(office.erasedOn))}
        </p>
      )}
      <BadAddresses officeId={office.id} />
      {editing ? <OfficeEditor office={office} onEnd={() => setEditing(false)} /> : <Facts office={office} />}
      <OfficeContacts office={office} />
      <Loaded query={file}>
        {(data) => (
          <div className="two-columns">
            <OfficeVersions versions={data.versions} />
            <OfficeProcedures procedures={data.procedures} />
          </div>
        )}
      </Loaded>
      <OfficeCalls officeId={office.id} />
      <OfficeHistory officeId={office.id} />
    </>
  );
}

/** The code and the name stand in the title already. */
const notInTitle = (field: OfficeField) => !requiredFields.includes(field);

function useEscape(active: boolean, list: string) {
  const [, navigate] = useLocation();
  useEffect(() => {
    if (!active) return;
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector('[role="dialog"]')) navigate(list);
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [active, list, navigate]);
}

function Facts({ office }: { office: OfficeDetails }) {
  const text = useText();
  return (
    <div className="office-facts">
      {officeGroups.map(({ group, fields }) => (
        <section key={group} data-group={group} aria-label={text.offices.group[group]}>
          <h2>{text.offices.group[group]}</h2>
          <dl className="facts">
            {fields.filter(notInTitle).map((field) => (
              <div key={field}>
                <dt>{text.offices.field[field]}</dt>
                <dd>{office[field] ? <FactValue field={field} value={office[field]} /> : text.common.none}</dd>
              </div>
            ))}
          </dl>
          {office.erasedOn === null && <GroupFreshness office={office} group={group} />}
        </section>
      ))}
    </div>
  );
}
