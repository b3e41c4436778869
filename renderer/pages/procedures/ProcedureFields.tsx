import { NativeSelect, TextInput } from '@mantine/core';
import { type ProcedureState, procedureState } from '../../../electron/contract/procedureShapes.ts';
import { procedureRoute } from '../../../electron/contract/ruleShapes.ts';
import { useFormat } from '../../components/dates.ts';
import { useIncident } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import type { Filing, ProcedureEdit } from './useProcedureEdit.ts';

/** All a clerk enters of a filing. */
export function ProcedureFields({ filing, edit }: { filing: Filing; edit: ProcedureEdit }) {
  return (
    <>
      <div className="form-row">
        <StateFields filing={filing} edit={edit} />
      </div>
      <div className="form-row">
        <DateFields edit={edit} />
      </div>
      <div className="form-row">
        <DelayFields filing={filing} edit={edit} />
      </div>
    </>
  );
}

function StateFields({ filing, edit: { typed, change } }: { filing: Filing; edit: ProcedureEdit }) {
  const text = useText();
  const words = text.procedureBoard.detail;
  const listed = (states: readonly ProcedureState[]) =>
    states.map((value) => ({ value, label: text.procedures.state[value] }));
  const isUsual = (state: ProcedureState) => state !== filing.state && !filing.needReason.includes(state);
  const choices = [
    ...listed([filing.state]),
    { group: words.onCourse, items: listed(procedureState.options.filter(isUsual)) },
    { group: words.againstCourse, items: listed(filing.needReason) },
  ].filter((choice) => !('items' in choice) || choice.items.length > 0);
  const hint =
    filing.evidenceHint && typed.evidence === filing.evidence ? words.evidenceHint[filing.evidenceHint] : null;
  return (
    <>
      <NativeSelect
        label={text.common.column.state}
        value={typed.state}
        data={choices}
        onChange={(event) => change({ state: procedureState.parse(event.currentTarget.value) })}
      />
      {filing.needReason.includes(typed.state) && (
        <TextInput
          required
          label={words.stateReason}
          maxLength={200}
          value={typed.stateReason}
          onChange={(event) => change({ stateReason: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        label={words.route}
        value={typed.route}
        data={[
          { value: '', label: text.procedureBoard.noRoute },
          ...procedureRoute.options.map((value) => ({ value, label: text.procedureBoard.route[value] })),
        ]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          change({ route: value === '' ? '' : procedureRoute.parse(value) });
        }}
      />
      <TextInput
        label={words.evidence}
        description={hint}
        inputWrapperOrder={['label', 'input', 'description']}
        maxLength={60}
        value={typed.evidence}
        onChange={(event) => change({ evidence: event.currentTarget.value })}
      />
    </>
  );
}

function DateFields({ edit: { typed, change } }: { edit: ProcedureEdit }) {
  const text = useText();
  const words = text.procedureBoard.detail;
  return (
    <>
      <TextInput
        label={text.procedures.person}
        description={text.procedures.personNote}
        inputWrapperOrder={['label', 'input', 'description']}
        maxLength={40}
        value={typed.person}
        onChange={(event) => change({ person: event.currentTarget.value })}
      />
      <TextInput
        required
        type="date"
        label={text.procedures.baseDate}
        value={typed.baseDate}
        onChange={(event) => change({ baseDate: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={words.given}
        description={words.givenNote}
        inputWrapperOrder={['label', 'input', 'description']}
        value={typed.given}
        onChange={(event) => change({ given: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={words.receivedOn}
        value={typed.receivedOn}
        onChange={(event) => change({ receivedOn: event.currentTarget.value })}
      />
    </>
  );
}

function DelayFields({ filing, edit: { typed, change } }: { filing: Filing; edit: ProcedureEdit }) {
  const text = useText();
  const words = text.procedureBoard.detail;
  const format = useFormat();
  const { incidents } = useIncident();
  return (
    <>
      <NativeSelect
        label={words.blockedBy}
        value={String(typed.blockedBy ?? '')}
        data={[
          { value: '', label: words.notBlocked },
          ...incidents.map((incident) => ({ value: String(incident.id), label: incident.title })),
        ]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          change({ blockedBy: value === '' ? null : Number(value) });
        }}
      />
      <TextInput
        label={words.reason}
        maxLength={200}
        value={typed.reason}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={words.expectedOn}
        value={typed.expectedOn}
        onChange={(event) => change({ expectedOn: event.currentTarget.value })}
      />
      <TextInput
        label={text.procedureBoard.clerk}
        maxLength={40}
        value={typed.clerk}
        onChange={(event) => change({ clerk: event.currentTarget.value })}
      />
      <TextInput
        readOnly
        variant="unstyled"
        label={words.told}
        value={filing.toldLabel === null ? words.notTold : `${filing.toldLabel} ${format.date(filing.toldOn)}`}
      />
    </>
  );
}
