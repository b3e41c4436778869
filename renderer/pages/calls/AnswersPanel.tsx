import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer } from '../../../electron/contract/questions.ts';
import { api, client } from '../../api/client.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { offerUndo } from '../../components/undo.tsx';
import { useText } from '../../text/index.ts';
import { AnswerForm } from './AnswerForm.tsx';

/** The prepared answers of an incident: what is asked, and what the association says. */
export function AnswersPanel({ incidentId }: { incidentId: number }) {
  const text = useText().questions;
  const queries = useQueryClient();
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const answers = useQuery(api.questions.answers.queryOptions({ input: { incidentId } }));
  const refresh = () => queries.invalidateQueries({ queryKey: [['questions']] });
  const end = async () => {
    setOpen(null);
    await refresh();
  };
  const restore = useMutation({
    mutationFn: (id: number) => client.questions.restoreAnswer({ id }),
    onSuccess: refresh,
  });
  const remove = useMutation({
    mutationFn: (id: number) => client.questions.removeAnswer({ id }),
    onSuccess: async (_answer, id) => {
      offerUndo({ message: text.removed, label: text.reopen, undo: () => restore.mutate(id) });
      await refresh();
    },
  });
  const form = (start: Omit<Answer, 'id' | 'updatedAt'>, id?: number) => (
    <AnswerForm incidentId={incidentId} id={id} start={start} onEnd={end} onCancel={() => setOpen(null)} />
  );
  const add = open !== 'new' && (
    <Button size="compact-md" onClick={() => setOpen('new')}>
      {text.newAnswer}
    </Button>
  );
  return (
    <Loaded query={answers}>
      {({ rows }) => (
        <section aria-label={text.answersTitle} className="call-answers">
          {rows.length === 0 && open !== 'new' ? (
            <EmptyState title={text.answersEmpty}>{add}</EmptyState>
          ) : (
            <p className="list-head">
              {add} <span className="dim">{text.answersNote}</span>
            </p>
          )}
          {open === 'new' && form({ category: 'leak', question: '', answer: '' })}
          <ErrorNote error={remove.error ?? restore.error} />
          {rows.map((row) =>
            open === row.id ? (
              <div key={row.id}>{form(row, row.id)}</div>
            ) : (
              <Entry key={row.id} row={row} onEdit={() => setOpen(row.id)} onRemove={() => remove.mutate(row.id)} />
            ),
          )}
        </section>
      )}
    </Loaded>
  );
}

function Entry({ row, onEdit, onRemove }: { row: Answer; onEdit: () => void; onRemove: () => void }) {
  const words = useText();
  const text = words.questions;
  return (
    <article className="call-entry">
      <h2>
        {row.question} <span className="dim">{words.calls.categories[row.category]}</span>
      </h2>
      <p>{row.answer}</p>
      <div className="call-entry-actions">
        <Button size="compact-sm" variant="default" aria-label={`${row.question} ${text.edit}`} onClick={onEdit}>
          {text.edit}
        </Button>
        <Button size="compact-sm" variant="subtle" aria-label={`${row.question} ${text.remove}`} onClick={onRemove}>
          {text.remove}
        </Button>
      </div>
    </article>
  );
}
