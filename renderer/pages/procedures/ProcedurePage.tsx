import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { errorCode } from '../../api/errors.ts';
import { DaysLeft } from '../../components/DaysLeft.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { offerUndo } from '../../components/undo.tsx';
import { useKindWords } from '../../components/useKindWords.ts';
import { usePreferences } from '../../preferences.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { FilingTags, HarmMark, KindName } from './FilingMarks.tsx';
import { ProcedureFields } from './ProcedureFields.tsx';
import { ProcedureHistory } from './ProcedureHistory.tsx';
import { type Filing, type ProcedureEdit, useProcedureEdit } from './useProcedureEdit.ts';
import { useUndoChange } from './useUndoChange.ts';

/** One filing: when is it due and why, how does it go, what happened to it? */
export function ProcedurePage({ procedureId }: { procedureId: number }) {
  const { language } = usePreferences();
  const filing = useQuery(api.procedures.get.queryOptions({ input: { id: procedureId, language } }));
  return <Loaded query={filing}>{(data) => <FilingView key={data.id} filing={data} />}</Loaded>;
}

function FilingView({ filing }: { filing: Filing }) {
  const text = useText();
  const words = text.procedureBoard.detail;
  const { typeOf } = useKindWords();
  const edit = useProcedureEdit(filing);
  return (
    <>
      <PageHeader title={text.procedures.title} note={`${filing.officeCode} ${filing.officeName}`}>
        <Button component={Link} href={to.office(filing.officeId)} size="compact-md" variant="default">
          {words.office}
        </Button>
        <Button component={Link} href={to.procedures()} size="compact-md" variant="default">
          {text.procedureBoard.board}
        </Button>
      </PageHeader>
      <h2>
        <HarmMark row={filing} /> <KindName row={filing} /> {filing.person}
      </h2>
      <p>
        <DaysLeft procedure={filing} /> <FilingTags row={filing} />
      </p>
      {filing.removed && <div className="note">{words.isRemoved}</div>}
      <div className="filing-detail">
        <div>
          <form
            className="panel"
            aria-label={typeOf(filing)}
            onSubmit={(event) => {
              event.preventDefault();
              edit.save();
            }}
          >
            <ProcedureFields filing={filing} edit={edit} />
            <Refused edit={edit} />
            <Actions filing={filing} edit={edit} />
          </form>
          <Twins filing={filing} />
          <ProcedureHistory filing={filing} />
        </div>
        <Way filing={filing} />
      </div>
    </>
  );
}

/** Why it was not saved, and what can be done: nothing that was typed is lost. */
function Refused({ edit }: { edit: ProcedureEdit }) {
  const words = useText().procedureBoard.detail;
  const code = errorCode(edit.update.error);
  const state = edit.update.variables?.state;
  return (
    <>
      <ErrorNote error={edit.update.error} />
      {code === 'procedure_changed' && (
        <Button size="compact-sm" variant="default" onClick={edit.reopen}>
          {words.reopen}
        </Button>
      )}
      {code === 'filed_already' && (
        <Button size="compact-sm" variant="default" onClick={() => edit.save(state ? { state } : {}, true)}>
          {words.again}
        </Button>
      )}
    </>
  );
}

function Actions({ filing, edit }: { filing: Filing; edit: ProcedureEdit }) {
  const text = useText();
  const words = text.procedureBoard.detail;
  const queries = useQueryClient();
  const undo = useUndoChange();
  const remove = useMutation(
    api.procedures.remove.mutationOptions({
      onSuccess: async ({ changeId }) => {
        offerUndo({ message: words.removed, label: text.common.undo, undo: () => undo(changeId) });
        await queries.invalidateQueries({ queryKey: api.procedures.key() });
      },
    }),
  );
  if (filing.removed) return null;
  return (
    <Group gap="xs" mt="sm">
      <Button type="submit" loading={edit.update.isPending} disabled={!edit.isChanged}>
        {words.save}
      </Button>
      {filing.next.map((state) => (
        <Button key={state} variant="light" disabled={edit.update.isPending} onClick={() => edit.save({ state })}>
          {words.next(text.procedures.state[state])}
        </Button>
      ))}
      <Button ml="auto" variant="default" loading={remove.isPending} onClick={() => remove.mutate({ id: filing.id })}>
        {words.remove}
      </Button>
      <ErrorNote error={remove.error} />
    </Group>
  );
}

/** How the due date came about, and the other ways to file. */
function Way({ filing }: { filing: Filing }) {
  const text = useText();
  const words = text.procedureBoard;
  const format = useFormat();
  const { alternatives } = filing;
  return (
    <aside className="due" aria-label={text.procedures.computed}>
      <p className="due-date">
        {text.procedures.dueOn} <strong>{filing.dueOn ? format.date(filing.dueOn) : text.procedures.noDue}</strong>
      </p>
      <ol className="due-steps">
        {filing.steps.map((step) => (
          <li key={`${step.on} ${step.text}`}>{step.text}</li>
        ))}
      </ol>
      {alternatives.length > 0 && (
        <p>{words.detail.alternatives(format.list(alternatives.map((route) => words.route[route])))}</p>
      )}
      {filing.evidenceNote && <p className="dim">{filing.evidenceNote}</p>}
      {filing.note && <p className="dim">{filing.note}</p>}
      <p className="dim">{text.procedures.guidance}</p>
    </aside>
  );
}

function Twins({ filing }: { filing: Filing }) {
  const text = useText();
  const words = text.procedureBoard;
  if (filing.twins.length === 0) return null;
  return (
    <section className="note" data-tone="warn" aria-label={words.detail.twins}>
      <p>{words.detail.twinsNote}</p>
      <ul>
        {filing.twins.map((twin) => (
          <li key={twin.id}>
            <Link href={to.procedure(twin.id)}>
              {text.procedures.state[twin.state]} {twin.route === '' ? '' : words.route[twin.route]} {twin.evidence}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
