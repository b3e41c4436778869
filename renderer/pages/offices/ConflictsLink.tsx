import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { patterns } from '../../routes.ts';
import { useText } from '../../text/index.ts';

/** The way to what disagrees, with how many there are; nothing when there is none. */
export function ConflictsLink() {
  const text = useText().conflicts;
  const format = useFormat();
  const found = useQuery(api.conflicts.list.queryOptions({ input: { limit: 1 } }));
  const total = found.data?.total ?? 0;
  if (total === 0) return null;
  return (
    <Button component={Link} href={patterns.conflicts} size="compact-md" variant="default">
      {text.open(format.number(total))}
    </Button>
  );
}
