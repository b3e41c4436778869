import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import { api, client } from '../../api/client.ts';
import { errorCode } from '../../api/errors.ts';
import {
  type Aside,
  type DraftText,
  forgetLocally,
  isComplete,
  keepAside,
  keepLocally,
  recoverAside,
  recoverLocally,
  same,
  textOf,
} from './draftText.ts';

/** Milliseconds until typed text is saved, and until a save that found nobody is tried again. */
const WAIT = 1500;
const WAIT_AGAIN = 5000;

/** What the register holds, as far as this window knows. */
interface Known {
  text: DraftText;
  updatedAt: string;
}

/**
 * The text of a draft while it is written. It is saved within two seconds of typing, on leaving the page and by
 * `saveNow`; until then a copy stays in this window, so that nothing typed is lost. A text that another window saved
 * meanwhile is never written over: `conflict` holds it until the clerk has chosen.
 */
export function useDraft(version: NoticeVersion) {
  const queries = useQueryClient();
  const [recovered] = useState(() => recoverLocally(version));
  const [typed, setTyped] = useState<DraftText>(() => recovered?.text ?? textOf(version));
  const [known, setKnown] = useState<Known>(() => ({ text: textOf(version), updatedAt: version.updatedAt }));
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [conflict, setConflict] = useState<NoticeVersion | null>(() =>
    recovered && recovered.over !== version.updatedAt && !(recovered.tried && same(recovered.tried, version))
      ? version
      : null,
  );
  const latest = useRef({ typed, known, tried: recovered?.tried ?? null });

  const learn = (next: Known) => {
    latest.current.known = next;
    setKnown(next);
  };
  const show = (text: DraftText) => {
    latest.current.typed = text;
    setTyped(text);
  };
  const keep = () =>
    keepLocally(version.id, {
      text: latest.current.typed,
      over: latest.current.known.updatedAt,
      tried: latest.current.tried,
    });

  const write = (text: DraftText) =>
    client.notices.draft({ noticeId: version.noticeId, ...text, over: latest.current.known.updatedAt });

  const save = useMutation({
    mutationFn: async (text: DraftText) => {
      const before = latest.current.tried;
      latest.current.tried = text;
      keep();
      try {
        return await write(text);
      } catch (error) {
        if (errorCode(error) !== 'draft_changed') throw error;
        const found = await client.notices.get({ versionId: version.id });
        // A save of ours whose answer was lost, or a change beside the text (an attachment): no other writer.
        const ours = same(found, latest.current.known.text) || (before !== null && same(found, before));
        if (!ours) {
          setConflict(found);
          throw error;
        }
        learn({ text: textOf(found), updatedAt: found.updatedAt });
        return write(text);
      }
    },
    // One after the other: an older text must never land on a newer one.
    scope: { id: `draft-${version.id}` },
    onSuccess: ({ updatedAt }, text) => {
      learn({ text, updatedAt });
      latest.current.tried = null;
      if (same(text, latest.current.typed)) forgetLocally(version.id);
      else keep();
      queries.setQueryData(api.notices.get.queryKey({ input: { versionId: version.id } }), {
        ...version,
        ...text,
        updatedAt,
      });
      setSavedAt(new Date().toISOString());
    },
  });

  const { aside, setAside } = useAside(version.id);
  const complete = isComplete(typed);
  const changed = !same(typed, known.text);
  useFollow(version, latest.current, save.isPending, (next) => {
    learn(next);
    show(next.text);
  });
  useAutosave({ typed, may: changed && complete && !conflict, save });

  return {
    typed,
    complete,
    changed,
    save,
    savedAt,
    updatedAt: known.updatedAt,
    conflict,
    recovered: recovered !== null,
    change: (part: Partial<DraftText>) => {
      show({ ...latest.current.typed, ...part });
      keep();
    },
    /** Ends a conflict: with the text of the other window, or with the one typed here. */
    settle: (choice: 'theirs' | 'ours') => {
      if (!conflict) return;
      const { writtenBy: by, updatedAt: at } = conflict;
      const mine = { text: latest.current.typed, by: null, at: new Date().toISOString() };
      setAside(choice === 'ours' ? { text: textOf(conflict), by, at } : mine);
      learn({ text: textOf(conflict), updatedAt: conflict.updatedAt });
      setConflict(null);
      if (choice === 'ours') return save.mutate(latest.current.typed);
      show(textOf(conflict));
      save.reset();
      forgetLocally(version.id);
    },
    /** The text that was not chosen, until it is put away. */
    aside,
    dropAside: () => setAside(null),
    /** Takes it after all; what stood here is set aside instead. */
    swapAside: () => {
      if (!aside) return;
      setAside({ text: latest.current.typed, by: null, at: new Date().toISOString() });
      show(aside.text);
      keep();
    },
    /** Resolves when what is typed is saved. */
    saveNow: async () => {
      if (!same(latest.current.typed, latest.current.known.text)) await save.mutateAsync(latest.current.typed);
    },
  };
}

export type Draft = ReturnType<typeof useDraft>;

function useAside(versionId: number) {
  const [aside, set] = useState(() => recoverAside(versionId));
  const setAside = (next: Aside | null) => {
    keepAside(versionId, next);
    set(next);
  };
  return { aside, setAside };
}

/** Takes over what another window saved while nothing is typed here. */
function useFollow(
  version: NoticeVersion,
  now: { typed: DraftText; known: Known },
  saving: boolean,
  take: (next: Known) => void,
) {
  const follow = useRef(take);
  follow.current = take;
  useEffect(() => {
    const untouched = same(now.typed, now.known.text);
    if (saving || !untouched || version.updatedAt <= now.known.updatedAt) return;
    follow.current({ text: textOf(version), updatedAt: version.updatedAt });
  }, [version, now, saving]);
}

interface Autosave {
  typed: DraftText;
  may: boolean;
  save: {
    mutate: (text: DraftText) => void;
    isPending: boolean;
    error: unknown;
    variables: DraftText | undefined;
    failureCount: number;
    submittedAt: number;
  };
}

/** Troubles that end without other words: nobody answered, the register is held by a program, the disk is full. */
const PASSING: ReadonlySet<string> = new Set(['unreachable', 'database_busy', 'disk_full', 'read_only']);

/** Saves while the clerk goes on typing, tries again when nobody answered, and saves on leaving. */
function useAutosave({ typed, may, save }: Autosave) {
  const { mutate, isPending, error, variables, submittedAt } = save;
  const newest = useRef({ typed, may });
  newest.current = { typed, may };
  const refused = Boolean(error) && variables !== undefined && same(variables, typed);
  // What the register refuses waits for other words; what found nobody, or no room, is tried again.
  const wait = !refused ? WAIT : PASSING.has(errorCode(error)) ? WAIT_AGAIN : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try that ended sets the clock anew
  useEffect(() => {
    if (!may || isPending || wait === null) return;
    const timer = setTimeout(() => mutate(newest.current.typed), wait);
    return () => clearTimeout(timer);
  }, [may, isPending, wait, mutate, submittedAt]);
  useEffect(
    () => () => {
      if (newest.current.may) mutate(newest.current.typed);
    },
    [mutate],
  );
}
