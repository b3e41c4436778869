import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api, type Doubt } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

/** What is known of a mail in doubt: its tries, what came back, what was confirmed; and, when asked, the Sent folder. */
export function DoubtEvidence({ doubt }: { doubt: Doubt }) {
  const text = useText().mailbox;
  const format = useFormat();
  const look = useMutation(api.mailbox.lookUp.mutationOptions());
  const last = doubt.tries.at(-1);
  const { returned, answered } = doubt;
  const known = [
    last && text.tried(format.moment(last.at), last.response || text.cutOff),
    doubt.acknowledgementState === 'confirmed' && text.lookedUp.confirmed,
    returned > 0 && text.lookedUp.returned(format.number(returned)),
    answered > 0 && text.lookedUp.answered(format.number(answered)),
    look.data && said(look.data),
  ];

  function said({ reachable, trouble, sent }: NonNullable<typeof look.data>): string {
    if (!reachable) return text.lookedUp.unreachable(trouble ?? '');
    return sent ? text.lookedUp.sent(sent.folder, sent.at ? format.moment(sent.at) : '') : text.lookedUp.notSent;
  }

  return (
    <span className="doubt-known">
      {known
        .filter((line) => typeof line === 'string')
        .map((line) => (
          <span key={line}>{line}</span>
        ))}
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={text.lookUpFor(doubt.officeName)}
        loading={look.isPending}
        onClick={() => look.mutate({ deliveryId: doubt.id })}
      >
        {text.lookUp}
      </Button>
      <ErrorNote error={look.error} />
    </span>
  );
}
