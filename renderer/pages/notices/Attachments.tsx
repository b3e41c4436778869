import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import { ATTACHMENTS_LIMIT, type Attachment } from '../../../electron/contract/notices.ts';
import { api, client } from '../../api/client.ts';
import { uploadFile } from '../../api/files.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { offerUndo } from '../../components/undo.tsx';
import { useText } from '../../text/index.ts';
import { megabytes } from './fileSize.ts';
import { removeLater } from './removals.ts';

/** The files that go with every copy: added by the button or dropped, removed with a way back. */
export function Attachments({ versionId, files }: { versionId: number; files: readonly Attachment[] }) {
  const text = useText().notices;
  const [over, setOver] = useState(false);
  const { add, remove, leaving } = useAttachments(versionId);
  const shown = files.filter((file) => !leaving.includes(file.id));
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer.files.length > 0) add.mutate([...event.dataTransfer.files]);
  };
  return (
    <section
      className="attachments"
      aria-label={text.attachments}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className="attachments-head">
        <FileButton
          multiple
          accept=".pdf,.docx,.xlsx,.csv"
          onChange={(chosen) => chosen.length > 0 && add.mutate(chosen)}
          inputProps={{ 'aria-label': text.attach }}
        >
          {(props) => (
            <Button {...props} size="compact-sm" variant="default" loading={add.isPending}>
              {text.attach}
            </Button>
          )}
        </FileButton>
        <span className="dim">{over ? text.dropHere : text.attachNote(megabytes(ATTACHMENTS_LIMIT))}</span>
      </div>
      <ErrorNote error={add.error ?? remove.error} />
      <AttachmentList files={shown} onRemove={(file) => remove.later(file)} />
    </section>
  );
}

/** Names with size and the beginning of the fingerprint. */
export function AttachmentList({
  files,
  onRemove,
}: {
  files: readonly Attachment[];
  onRemove?: (file: Attachment) => void;
}) {
  const text = useText().notices;
  if (files.length === 0) return null;
  return (
    <ul className="attachment-list">
      {files.map((file) => (
        <li key={file.id}>
          <span className="attachment-name">{file.fileName}</span>
          <span className="dim">{megabytes(file.bytes)}</span>
          <code title={file.sha256}>{file.sha256.slice(0, 8)}</code>
          {onRemove && (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={text.detachName(file.fileName)}
              onClick={() => onRemove(file)}
            >
              {text.detach}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function useAttachments(versionId: number) {
  const text = useText();
  const queries = useQueryClient();
  const [leaving, setLeaving] = useState<number[]>([]);
  const refresh = () => queries.invalidateQueries({ queryKey: api.notices.key() });
  const add = useMutation({
    mutationFn: async (chosen: File[]) => {
      for (const file of chosen) {
        const uploaded = await uploadFile(file, () => undefined, new AbortController().signal);
        await client.notices.attach({ versionId, file: uploaded });
      }
    },
    onSettled: refresh,
  });
  const detach = useMutation({
    mutationFn: (attachmentId: number) => client.notices.detach({ attachmentId }),
    onSettled: async (_answer, _error, attachmentId) => {
      await refresh();
      setLeaving((ids) => ids.filter((id) => id !== attachmentId));
    },
  });
  const later = (file: Attachment) => {
    setLeaving((ids) => [...ids, file.id]);
    const takeBack = removeLater(file.id, () => detach.mutateAsync(file.id));
    offerUndo({
      message: text.notices.detached(file.fileName),
      label: text.common.undo,
      undo: () => {
        takeBack();
        setLeaving((ids) => ids.filter((id) => id !== file.id));
      },
    });
  };
  return { add, leaving, remove: { error: detach.error, later } };
}
