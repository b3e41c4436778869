import { Button, Checkbox, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type ProcedureType, procedureRoute } from '../../../electron/contract/ruleShapes.ts';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { offerUndo } from '../../components/undo.tsx';
import { useKindWords } from '../../components/useKindWords.ts';
import { useText } from '../../text/index.ts';
import { RuleNumbers } from './RuleNumbers.tsx';
import { RuleTrial } from './RuleTrial.tsx';
import { bodyOf, ruleTypes, type TypedRule, typedOf } from './ruleTyped.ts';
import { useRemoveRule } from './useRemoveRule.ts';

interface Props {
  /** The kind whose rule is to change; undefined for a new kind. */
  base: ProcedureType | undefined;
  onClose: () => void;
}

/** A rule of the association, tried on a date before it is saved. */
export function RuleForm({ base, onClose }: Props) {
  const text = useText();
  const words = text.procedureRules.form;
  const format = useFormat();
  const queries = useQueryClient();
  const { nameOf } = useKindWords();
  const [typed, setTyped] = useState(() => typedOf(base));
  const [tried, setTried] = useState(false);
  const remove = useRemoveRule();
  const body = bodyOf(typed);
  const save = useMutation(
    api.procedures.saveRule.mutationOptions({
      onSuccess: async ({ id, moved }) => {
        const message = words.saved(format.number(moved));
        offerUndo({ message, label: text.common.undo, undo: () => remove(id, true) });
        await queries.invalidateQueries({ queryKey: api.procedures.key() });
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (body) save.mutate({ type: base?.id, effectiveFrom: typed.effectiveFrom, rule: body });
  };
  const change = (part: Partial<TypedRule>) => setTyped({ ...typed, ...part });
  const title = base ? words.changeTitle(nameOf(base)) : words.newTitle;
  return (
    <form className="panel" aria-label={title} onSubmit={submit}>
      <h2>{title}</h2>
      {base?.builtIn && <p className="dim">{words.superseded}</p>}
      <TextFields typed={typed} tried={tried} change={change} />
      <DeadlineFields typed={typed} change={change} />
      <MoreFields typed={typed} change={change} />
      <RuleTrial body={body} />
      <ErrorNote error={save.error} />
      <Group justify="flex-end" mt="sm">
        <Button variant="default" onClick={onClose}>
          {text.common.cancel}
        </Button>
        <Button type="submit" loading={save.isPending} disabled={tried && !body}>
          {words.save}
        </Button>
      </Group>
    </form>
  );
}

interface FieldsProps {
  typed: TypedRule;
  change: (part: Partial<TypedRule>) => void;
}

const needed = ['nameJa', 'authority', 'baseEvent', 'ruleJa', 'law'] as const;
const longest = { nameJa: 80, nameEn: 120, authority: 60, baseEvent: 60, ruleJa: 120, law: 120 } as const;

function TextFields({ typed, tried, change }: FieldsProps & { tried: boolean }) {
  const text = useText();
  const words = text.procedureRules.form;
  return (
    <div className="form-row">
      {(Object.keys(longest) as (keyof typeof longest)[]).map((name) => {
        const isNeeded = needed.some((each) => each === name);
        return (
          <TextInput
            key={name}
            autoFocus={name === 'nameJa'}
            required={isNeeded}
            label={words[name]}
            maxLength={longest[name]}
            value={typed[name]}
            error={tried && isNeeded && typed[name].trim() === '' ? text.common.choose : undefined}
            onChange={(event) => change({ [name]: event.currentTarget.value })}
          />
        );
      })}
    </div>
  );
}

function DeadlineFields({ typed, change }: FieldsProps) {
  const words = useText().procedureRules;
  return (
    <div className="form-row">
      <NativeSelect
        label={words.form.rule}
        value={typed.type}
        data={ruleTypes.map((value) => ({ value, label: words.rule[value] }))}
        onChange={(event) => {
          const type = ruleTypes.find((each) => each === event.currentTarget.value);
          if (type) change({ type });
        }}
      />
      <RuleNumbers type={typed.type} numbers={typed.numbers} onChange={(numbers) => change({ numbers })} />
      <TextInput
        type="date"
        label={words.form.effectiveFrom}
        description={words.form.effectiveNote}
        inputWrapperOrder={['label', 'input', 'description']}
        value={typed.effectiveFrom}
        onChange={(event) => change({ effectiveFrom: event.currentTarget.value })}
      />
    </div>
  );
}

function MoreFields({ typed, change }: FieldsProps) {
  const text = useText();
  const words = text.procedureRules.form;
  return (
    <>
      <Group mb="sm">
        {(['rollover', 'harm', 'confirmed'] as const).map((name) => (
          <Checkbox
            key={name}
            label={words[name]}
            checked={typed[name]}
            onChange={(event) => change({ [name]: event.currentTarget.checked })}
          />
        ))}
      </Group>
      <Checkbox.Group
        label={words.alternatives}
        value={typed.alternatives}
        onChange={(routes) => change({ alternatives: routes.map((route) => procedureRoute.parse(route)) })}
      >
        <Group>
          {procedureRoute.options.map((route) => (
            <Checkbox key={route} value={route} label={text.procedureBoard.route[route]} />
          ))}
        </Group>
      </Checkbox.Group>
      <div className="form-row">
        {(['evidence', 'note', 'sources'] as const).map((name) => (
          <Textarea
            key={name}
            label={words[name]}
            rows={2}
            maxLength={name === 'sources' ? 3000 : name === 'note' ? 300 : 200}
            value={typed[name]}
            onChange={(event) => change({ [name]: event.currentTarget.value })}
          />
        ))}
      </div>
    </>
  );
}
