import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef } from 'react';
import { Link } from 'wouter';
import type { NoticeVersion, TextProblem } from '../../../electron/contract/notices.ts';
import { api, client } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { ApproveButton } from './ApproveButton.tsx';
import { Attachments } from './Attachments.tsx';
import { audienceWords } from './audienceWords.ts';
import { BodyEditor } from './BodyEditor.tsx';
import { Checks, useCheck } from './Checks.tsx';
import { Aside, Conflict } from './DraftConflict.tsx';
import { Parts } from './Parts.tsx';
import { PreviewPanel } from './PreviewPanel.tsx';
import { removeNow } from './removals.ts';
import { TemplateChooser } from './TemplateChooser.tsx';
import { placeOf } from './textMarks.ts';
import { type Draft, useDraft } from './useDraft.ts';
import { useNamedVersions } from './useNamedVersions.ts';

/** Writing a draft: text left, what each office gets of it right, and below that what stands against it. */
export function DraftEditor({ version }: { version: NoticeVersion }) {
  const text = useText().notices;
  const draft = useDraft(version);
  const area = useRef<HTMLTextAreaElement>(null);
  const check = useCheck(version.id, draft.updatedAt);
  const saveByKey = (event: KeyboardEvent) => {
    if (!(event.ctrlKey && event.key === 's')) return;
    event.preventDefault();
    if (draft.changed && draft.complete) draft.save.mutate(draft.typed);
  };
  const jump = ({ line, column, found }: TextProblem) => {
    const start = placeOf(draft.typed.body, line, column);
    area.current?.focus();
    area.current?.setSelectionRange(start, start + found.length);
  };
  return (
    <>
      <PageHeader title={`${version.label} – ${text.state.draft}`} note={<SaveMark draft={draft} />}>
        <TemplateChooser words={draft.typed} onChoose={({ subject, body }) => draft.change({ subject, body })} />
        <Ways version={version} draft={draft} check={check} />
      </PageHeader>
      {draft.recovered && !draft.conflict && <p className="dim">{text.recovered}</p>}
      {draft.conflict ? <Conflict draft={draft} /> : <ErrorNote error={draft.save.error} />}
      <Aside draft={draft} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+S is caught for the fields inside */}
      <div className="editor" onKeyDown={saveByKey}>
        <div className="editor-fields">
          <Heads draft={draft} />
          <BodyEditor area={area} body={draft.typed.body} onChange={(body) => draft.change({ body })} />
          <AudienceLine version={version} />
          <Attachments versionId={version.id} files={version.attachments} />
          <Parts parts={draft.typed.parts} onChange={(parts) => draft.change({ parts })} />
        </div>
        <div>
          <PreviewPanel versionId={version.id} updatedAt={draft.updatedAt} />
          <Checks check={check} onJump={jump} />
        </div>
      </div>
    </>
  );
}

/** Approval, or asking for it. Where two clerks are asked for, the writer only asks. */
function Ways({ version, draft, check }: { version: NoticeVersion; draft: Draft; check: ReturnType<typeof useCheck> }) {
  const text = useText().notices;
  const settings = useQuery(api.settings.get.queryOptions({ input: {} }));
  const ask = useMutation({
    mutationFn: async () => {
      await draft.saveNow();
      await removeNow();
      await client.notices.askReview({ versionId: version.id });
    },
  });
  const two = settings.data?.twoClerks ?? false;
  const disabled = !draft.complete || draft.conflict !== null;
  return (
    <>
      <ErrorNote error={ask.error} />
      <Button
        variant={two ? 'filled' : 'default'}
        loading={ask.isPending}
        disabled={disabled}
        onClick={() => ask.mutate()}
      >
        {text.askReview}
      </Button>
      {!two && (
        <ApproveButton
          version={version}
          label={draft.typed.label}
          check={check}
          disabled={disabled}
          before={draft.saveNow}
        />
      )}
    </>
  );
}

function Heads({ draft: { typed, change } }: { draft: Draft }) {
  const text = useText().notices;
  return (
    <div className="editor-heads">
      <TextInput
        label={text.label}
        maxLength={40}
        value={typed.label}
        onChange={(event) => change({ label: event.currentTarget.value })}
      />
      <TextInput
        label={text.documentNumber}
        maxLength={60}
        value={typed.documentNumber}
        onChange={(event) => change({ documentNumber: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={text.datedOn}
        title={text.datedOnNote}
        value={typed.datedOn}
        onChange={(event) => change({ datedOn: event.currentTarget.value })}
      />
      <TextInput
        className="editor-subject"
        label={text.subject}
        maxLength={200}
        value={typed.subject}
        onChange={(event) => change({ subject: event.currentTarget.value })}
      />
    </div>
  );
}

function AudienceLine({ version }: { version: NoticeVersion }) {
  const words = useText();
  const versions = useNamedVersions();
  return (
    <p className="audience-line">
      <span className="dim">{words.notices.who}</span> {audienceWords(version.audience, versions, words)}
      <Button component={Link} href={to.audience(version.id)} size="compact-xs" variant="default">
        {words.notices.changeAudience}
      </Button>
    </p>
  );
}

function SaveMark({ draft }: { draft: Draft }) {
  const text = useText().notices;
  const format = useFormat();
  const words = () => {
    if (!draft.complete) return text.needBoth;
    if (draft.conflict) return text.notSaved;
    if (draft.save.isPending) return text.saving;
    if (draft.changed) return draft.save.error ? text.notSaved : text.writing;
    return draft.savedAt ? `✓ ${text.savedAt(format.time(draft.savedAt))}` : '';
  };
  return <span role="status">{words()}</span>;
}
