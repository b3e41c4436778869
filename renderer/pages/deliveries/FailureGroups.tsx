import { Button, Group } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Link } from 'wouter';
import { api, type Outputs } from '../../api/client.ts';
import { ChannelMark } from '../../components/ChannelMark.tsx';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Pager } from '../../components/Pager.tsx';
import { dialled } from '../../components/phone.ts';
import { say } from '../../components/undo.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { ServerWords } from './ServerWords.tsx';

type FailureGroup = Outputs['deliveries']['failures']['groups'][number];

/** What failed, by cause, in plain words: each group with what to do about it. */
export function FailureGroups({ versionId }: { versionId: number }) {
  const text = useText().sending;
  const heading = useId();
  const failures = useQuery(api.deliveries.failures.queryOptions({ input: { versionId } }));
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>{text.failures}</h2>
      <Loaded query={failures}>
        {({ groups }) =>
          groups.length === 0 ? (
            <p className="dim">{text.failuresNone}</p>
          ) : (
            groups.map((group) => (
              <Failures key={`${group.channel} ${group.cause}`} versionId={versionId} group={group} />
            ))
          )
        }
      </Loaded>
    </section>
  );
}

function Failures({ versionId, group }: { versionId: number; group: FailureGroup }) {
  const text = useText().sending;
  const format = useFormat();
  const queries = useQueryClient();
  const [opened, setOpened] = useState(false);
  const retry = useMutation(
    api.deliveries.retry.mutationOptions({
      onSuccess: ({ queued }) => {
        say(text.resent(format.number(queued)));
        return queries.invalidateQueries({ queryKey: api.deliveries.key() });
      },
    }),
  );
  const { channel, cause, count } = group;
  const title = text.group(text.cause[cause].name, format.number(count));
  return (
    <article className="failure-group" aria-label={title}>
      <h3>
        <ChannelMark channel={channel} /> {title}
      </h3>
      <p>{text.cause[cause].advice}</p>
      <ServerWords words={group.words} />
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          loading={retry.isPending}
          onClick={() => retry.mutate({ versionId, channel, cause })}
        >
          {text.resendGroup}
        </Button>
        <Button size="compact-sm" variant="default" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {text.showOffices(format.number(count))}
        </Button>
      </Group>
      <ErrorNote error={retry.error} />
      {opened && <FailedOffices versionId={versionId} group={group} label={title} />}
    </article>
  );
}

function FailedOffices({ versionId, group, label }: { versionId: number; group: FailureGroup; label: string }) {
  const text = useText();
  const { channel, cause } = group;
  const pages = useCursorPages(`${channel} ${cause}`);
  const list = useQuery({
    ...api.deliveries.failed.queryOptions({
      input: { versionId, channel, cause, cursor: pages.cursor, limit: PAGE_ROWS },
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <ErrorNote error={list.error} />
      <DataTable
        label={label}
        rows={list.data?.rows}
        rowKey={(row) => row.id}
        columns={[
          { key: 'code', title: text.common.column.code, width: columnWidth.code, cell: (row) => row.officeCode },
          {
            key: 'name',
            title: text.common.column.name,
            cell: (row) => <Link href={to.office(row.officeId)}>{row.officeName}</Link>,
          },
          { key: 'address', title: text.deliveries.address, width: '260px', cell: (row) => row.address },
          {
            key: 'phone',
            title: text.common.column.phone,
            width: columnWidth.phone,
            cell: (row) => dialled(row.phone),
          },
        ]}
      />
      <Pager pages={pages} data={list.data} />
    </>
  );
}
