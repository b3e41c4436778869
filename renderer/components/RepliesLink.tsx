import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { to } from '../routes.ts';
import { useText } from '../text/index.ts';
import { useFormat } from './dates.ts';

/** The way to the replies, with how many wait for a person. */
export function RepliesLink() {
  const text = useText().mailbox;
  const format = useFormat();
  const { data } = useQuery(api.mailbox.status.queryOptions({ input: {} }));
  if (!data) return null;
  const waiting = data.counts['to-check'];
  return (
    <Button component={Link} href={to.replies()} size="compact-md" variant={waiting > 0 ? 'light' : 'default'}>
      {text.open(format.number(waiting))}
    </Button>
  );
}
