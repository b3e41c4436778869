import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { AudienceRule } from '../../../electron/contract/audiences.ts';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import { api, client } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { AudienceChooser } from './AudienceChooser.tsx';
import { useNamedVersions } from './useNamedVersions.ts';

/** Milliseconds of rest before a changed rule is saved. */
const REST = 600;

/** Chooses whom a draft is for; what is chosen is saved by itself. */
export function AudienceEditor({ version, incidentId }: { version: NoticeVersion; incidentId: number }) {
  const text = useText().audiences;
  const versions = useNamedVersions();
  const { rule, change, save, changed } = useSavedRule(version);
  return (
    <div className="panel">
      <AudienceChooser incidentId={incidentId} rule={rule} onChange={change} versions={versions} withList={false} />
      <ErrorNote error={save.error} />
      <span className="dim" role="status">
        {!save.error && (save.isPending || changed) ? text.saving : save.isSuccess && text.saved}
      </span>
    </div>
  );
}

function useSavedRule(version: NoticeVersion) {
  const queries = useQueryClient();
  const [rule, setRule] = useState(version.audience);
  const [saved, setSaved] = useState(version.audience);
  const save = useMutation({
    mutationFn: async (audience: AudienceRule) => {
      // The text is sent along as it stands now: another window may have written on.
      const { noticeId, subject, body, updatedAt } = await client.notices.get({ versionId: version.id });
      await client.notices.draft({ noticeId, subject, body, audience, over: updatedAt });
    },
    scope: { id: `audience-${version.id}` },
    onSuccess: async (_answer, audience) => {
      setSaved(audience);
      await queries.invalidateQueries({ queryKey: api.audiences.key() });
    },
  });
  const { mutate } = save;
  const changed = rule !== saved;
  useEffect(() => {
    if (!changed) return;
    const timer = setTimeout(() => mutate(rule), REST);
    return () => clearTimeout(timer);
  }, [changed, rule, mutate]);
  const leaving = useRef(() => {});
  useEffect(() => {
    leaving.current = () => {
      if (changed) mutate(rule);
    };
  });
  useEffect(() => () => leaving.current(), []);
  return { rule, change: setRule, save, changed };
}
