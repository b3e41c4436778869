import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import { api, client } from '../../api/client.ts';

export type DraftText = Pick<NoticeVersion, 'label' | 'subject' | 'body'>;

/** Milliseconds of rest before typed text is saved. */
const REST = 2000;

const localCopy = (versionId: number) => `todoke.draft.${versionId}`;

function textOf({ label, subject, body }: DraftText): DraftText {
  return { label, subject, body };
}

function same(a: DraftText, b: DraftText) {
  return a.label === b.label && a.subject === b.subject && a.body === b.body;
}

/** What an earlier window could not save, if it differs from what is saved. */
function recover(version: NoticeVersion): DraftText | null {
  const copy = localStorage.getItem(localCopy(version.id));
  const found: DraftText | null = copy ? JSON.parse(copy) : null;
  return found && !same(found, version) ? found : null;
}

/**
 * The text of a draft while it is written. It is saved two seconds after the last key, on leaving the page
 * and by `saveNow`; until then a copy stays in this window, so that nothing typed is lost.
 */
export function useDraft(version: NoticeVersion) {
  const queries = useQueryClient();
  const [recovered] = useState(() => recover(version));
  const [typed, setTyped] = useState(() => recovered ?? textOf(version));
  const [saved, setSaved] = useState<{ text: DraftText; at: string | null }>({ text: textOf(version), at: null });
  const latest = useRef(typed);

  const save = useMutation({
    mutationFn: (text: DraftText) => client.notices.draft({ noticeId: version.noticeId, ...text }),
    // One after the other: an older text must never land on a newer one.
    scope: { id: `draft-${version.id}` },
    onSuccess: (_answer, text) => {
      if (same(text, latest.current)) localStorage.removeItem(localCopy(version.id));
      queries.setQueryData(api.notices.get.queryKey({ input: { versionId: version.id } }), { ...version, ...text });
      setSaved({ text, at: new Date().toISOString() });
    },
  });

  const complete = typed.label.trim() !== '' && typed.subject.trim() !== '' && typed.body.trim() !== '';
  const changed = !same(typed, saved.text);
  const { mutate } = save;

  useEffect(() => {
    if (!changed || !complete) return;
    const timer = setTimeout(() => mutate(typed), REST);
    return () => clearTimeout(timer);
  }, [changed, complete, mutate, typed]);

  const leaving = useRef(() => {});
  useEffect(() => {
    leaving.current = () => {
      if (changed && complete) mutate(typed);
    };
  });
  useEffect(() => () => leaving.current(), []);

  return {
    typed,
    complete,
    changed,
    save,
    savedAt: saved.at,
    recovered: recovered !== null,
    change: (part: Partial<DraftText>) => {
      const next = { ...typed, ...part };
      latest.current = next;
      localStorage.setItem(localCopy(version.id), JSON.stringify(next));
      setTyped(next);
    },
    /** Resolves when what is typed is saved. */
    saveNow: async () => {
      if (changed) await save.mutateAsync(typed);
    },
  };
}

export type Draft = ReturnType<typeof useDraft>;
