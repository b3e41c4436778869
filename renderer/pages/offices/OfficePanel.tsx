import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { type OfficeField, officeField } from '../../../electron/contract/offices.ts';
import { api, type Outputs } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { useText } from '../../text/index.ts';

type Details = Outputs['offices']['get'];

/** Everything the register holds on one office. Esc closes it. */
export function OfficePanel({ officeId }: { officeId: number }) {
  const text = useText();
  const [, navigate] = useLocation();
  const office = useQuery(api.offices.get.queryOptions({ input: { id: officeId } }));
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape') navigate('/offices');
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [navigate]);
  return (
    <aside className="panel side-panel" aria-label={text.offices.details}>
      <Loaded query={office}>{(data) => <OfficeFacts office={data} />}</Loaded>
      <Button size="compact-sm" variant="default" onClick={() => navigate('/offices')}>
        {text.common.close}
      </Button>
    </aside>
  );
}

function OfficeFacts({ office }: { office: Details }) {
  const text = useText();
  const format = useFormat();
  const value = (field: OfficeField) => (field === 'status' ? text.offices.status[office.status] : office[field]);
  return (
    <>
      <h2>{office.name}</h2>
      <dl className="facts">
        {officeField.options
          .filter((field) => field !== 'name')
          .map((field) => (
            <div key={field}>
              <dt>{text.offices.field[field]}</dt>
              <dd>{value(field) || text.common.none}</dd>
            </div>
          ))}
        <div>
          <dt>{text.offices.updatedOn}</dt>
          <dd>{format.date(office.updatedOn)}</dd>
        </div>
      </dl>
    </>
  );
}
