import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import { api, client } from '../../api/client.ts';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';
import { AttachmentList } from './Attachments.tsx';
import { ChannelCounts } from './ChannelCounts.tsx';
import type { useCheck } from './Checks.tsx';
import { megabytes } from './fileSize.ts';
import { removeNow } from './removals.ts';

interface Props {
  version: NoticeVersion;
  label: string;
  check: ReturnType<typeof useCheck>;
  disabled?: boolean;
  variant?: 'filled' | 'default';
  /** Saves what is typed first. */
  before: () => Promise<void>;
}

/** Approves after a last look: whom it reaches and how, what goes with it, what stands against it, what is frozen. */
export function ApproveButton({ version, label, check, disabled, variant, before }: Props) {
  const text = useText().notices;
  const approve = useMutation({
    mutationFn: async () => {
      await removeNow();
      await before();
      await client.notices.approve({ versionId: version.id });
    },
  });
  return (
    <ConfirmButton
      title={text.approveTitle(label)}
      note={<LastLook version={version} check={check} />}
      confirm={text.approve}
      action={approve}
      disabled={disabled}
      variant={variant}
    >
      {text.approve}
    </ConfirmButton>
  );
}

function LastLook({ version, check }: Pick<Props, 'version' | 'check'>) {
  const text = useText().notices;
  const format = useFormat();
  const count = useQuery(api.audiences.countOfVersion.queryOptions({ input: { versionId: version.id } }));
  const found = check.data;
  useEffect(() => void removeNow(), []);
  const warnings = found
    ? [
        ...found.problems.slice(0, 3).map((problem) => text.problem[problem.code](problem.found)),
        ...found.empty.map(({ field, offices }) => text.emptyField(field, format.number(offices))),
        ...(found.withoutAddress.offices > 0 ? [text.withoutAddress(format.number(found.withoutAddress.offices))] : []),
        ...(found.missingCharacters.length > 0
          ? [text.missingCharacters(format.number(found.missingCharacters.length))]
          : []),
      ]
    : [];
  return (
    <div className="last-look">
      {count.data && (
        <>
          <strong>{text.recipients(format.number(count.data.offices))}</strong>
          <ChannelCounts byChannel={count.data.byChannel} />
        </>
      )}
      <p>
        {version.attachments.length === 0
          ? text.noAttachments
          : text.attachmentCount(
              format.number(version.attachments.length),
              megabytes(version.attachments.reduce((sum, file) => sum + file.bytes, 0)),
            )}
      </p>
      <AttachmentList files={version.attachments} />
      {warnings.map((warning) => (
        <p key={warning} className="note" data-tone="warn">
          {warning}
        </p>
      ))}
      <p>{text.approveNote}</p>
    </div>
  );
}
