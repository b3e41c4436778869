import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';

/** The way to the likely doubles, with their number once it is known. */
export function DuplicatesLink() {
  const text = useText().duplicates;
  const format = useFormat();
  const found = useQuery(api.duplicates.list.queryOptions({ input: { limit: 1 } }));
  return (
    <Button component={Link} href="/offices/duplicates" size="compact-md" variant="default">
      {found.data ? text.link(format.number(found.data.total)) : text.title}
    </Button>
  );
}
