import { Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import { client } from '../../api/client.ts';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useText } from '../../text/index.ts';
import { MailPreview } from './MailPreview.tsx';
import { type Draft, useDraft } from './useDraft.ts';

/** Writing a draft: text left, the mail as it will look right. */
export function DraftEditor({ version }: { version: NoticeVersion }) {
  const text = useText().notices;
  const draft = useDraft(version);
  const { typed, change } = draft;
  const approve = useMutation({
    mutationFn: async () => {
      await draft.saveNow();
      await client.notices.approve({ versionId: version.id });
    },
  });
  const saveByKey = (event: KeyboardEvent) => {
    if (!(event.ctrlKey && event.key === 's')) return;
    event.preventDefault();
    if (draft.changed && draft.complete) draft.save.mutate(typed);
  };
  return (
    <>
      <PageHeader title={`${version.label} – ${text.state.draft}`} note={<SaveMark draft={draft} />}>
        <ConfirmButton
          title={text.approveTitle(typed.label)}
          note={text.approveNote}
          confirm={text.approve}
          action={approve}
          disabled={!draft.complete}
        >
          {text.approve}
        </ConfirmButton>
      </PageHeader>
      {draft.recovered && <p className="dim">{text.recovered}</p>}
      <ErrorNote error={draft.save.error} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+S is caught for the fields inside */}
      <div className="editor" onKeyDown={saveByKey}>
        <div className="editor-fields">
          <div className="editor-heads">
            <TextInput
              label={text.label}
              maxLength={40}
              value={typed.label}
              onChange={(event) => change({ label: event.currentTarget.value })}
            />
            <TextInput
              label={text.subject}
              maxLength={200}
              value={typed.subject}
              onChange={(event) => change({ subject: event.currentTarget.value })}
            />
          </div>
          <Textarea
            className="editor-body"
            label={text.body}
            maxLength={50_000}
            value={typed.body}
            onChange={(event) => change({ body: event.currentTarget.value })}
          />
        </div>
        <MailPreview subject={typed.subject} body={typed.body} />
      </div>
    </>
  );
}

function SaveMark({ draft }: { draft: Draft }) {
  const text = useText().notices;
  const format = useFormat();
  const words = () => {
    if (!draft.complete) return text.needBoth;
    if (draft.save.isPending) return text.saving;
    if (draft.changed) return draft.save.error ? text.notSaved : text.writing;
    return draft.savedAt ? `✓ ${text.savedAt(format.time(draft.savedAt))}` : '';
  };
  return <span role="status">{words()}</span>;
}
