import { useMutation, useQuery } from '@tanstack/react-query';
import { api, client } from '../../api/client.ts';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { useFormat } from '../../components/dates.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { say } from '../../components/undo.tsx';
import { useText } from '../../text/index.ts';

/** Who joined after a version was approved, and the way to add them. */
export function TopUp({ versionId }: { versionId: number }) {
  const text = useText().audiences;
  const format = useFormat();
  const joined = useQuery(api.audiences.topUp.queryOptions({ input: { versionId, commit: false } }));
  const add = useMutation({
    mutationFn: () => client.audiences.topUp({ versionId, commit: true }),
    onSuccess: ({ added }) => say(text.toppedUp(format.number(added))),
  });
  return (
    <Loaded query={joined}>
      {({ added }) =>
        added === 0 ? (
          <p className="dim">{text.topUpNone}</p>
        ) : (
          <div className="note" data-tone="warn">
            {text.topUp(format.number(added))}
            <ConfirmButton
              size="compact-sm"
              variant="default"
              title={text.topUpTitle(format.number(added))}
              note={text.topUpNote}
              confirm={text.topUpDo}
              action={add}
            >
              {text.topUpDo}
            </ConfirmButton>
          </div>
        )
      }
    </Loaded>
  );
}
