import { Button, MultiSelect, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OfficeFilter } from '../../../electron/contract/offices.ts';
import { api } from '../../api/client.ts';
import { useText } from '../../text/index.ts';
import { type Condition, changedKind, conditionKinds, readCodes, versionKinds } from './audienceChoice.ts';
import type { NamedVersion } from './audienceWords.ts';
import { FilingsFields } from './FilingsFields.tsx';

/** Most codes a list takes. */
const MOST_CODES = 1000;

interface Props {
  number: number;
  condition: Condition;
  versions: readonly NamedVersion[];
  /** Takes the keyboard when it appears. */
  focus: boolean;
  onChange: (condition: Condition) => void;
  /** Undefined for the only condition. */
  onRemove: (() => void) | undefined;
}

/** One condition: its kind, and what that kind asks for. */
export function ConditionRow({ number, condition, versions, focus, onChange, onRemove }: Props) {
  const text = useText().audiences;
  const newest = versions[0]?.id;
  const asksVersion = (kind: string) => kind === 'has_not' || versionKinds.some((each) => each === kind);
  const kinds = conditionKinds.map((kind) => ({
    value: kind,
    label: text.kind[kind],
    disabled: asksVersion(kind) && newest === undefined,
  }));
  return (
    <fieldset className="condition" aria-label={text.condition(number)}>
      <NativeSelect
        size="xs"
        autoFocus={focus}
        aria-label={text.condition(number)}
        value={condition.kind}
        data={kinds}
        onChange={(event) => {
          const kind = conditionKinds.find((each) => each === event.currentTarget.value);
          if (kind) onChange(changedKind(condition, kind, newest ?? 0, versions[1]?.id ?? newest ?? 0));
        }}
      />
      <Details condition={condition} versions={versions} onChange={onChange} />
      {onRemove && (
        <Button size="compact-xs" variant="subtle" aria-label={text.removeCondition(number)} onClick={onRemove}>
          {text.remove}
        </Button>
      )}
    </fieldset>
  );
}

function Details({ condition, versions, onChange }: Pick<Props, 'condition' | 'versions' | 'onChange'>) {
  const text = useText().audiences;
  switch (condition.kind) {
    case 'affected':
    case 'every':
    case 'nothing_yet':
    case 'delayed':
      return null;
    case 'filings':
      return <FilingsFields rule={condition} onChange={onChange} />;
    case 'filter':
      return <FilterFields filter={condition.filter} onChange={(filter) => onChange({ kind: 'filter', filter })} />;
    case 'offices':
      return <CodeField codes={condition.codes} onChange={(codes) => onChange({ kind: 'offices', codes })} />;
    case 'has_not':
      return (['has', 'not'] as const).map((which) => (
        <VersionSelect
          key={which}
          label={text[which]}
          shown
          versions={versions}
          value={condition[which]}
          onChange={(id) => onChange({ ...condition, [which]: id })}
        />
      ));
    default:
      return (
        <VersionSelect
          label={text.version}
          versions={versions}
          value={condition.versionId}
          onChange={(versionId) => onChange({ ...condition, versionId })}
        />
      );
  }
}

interface VersionSelectProps {
  label: string;
  /** The label stands beside it: two versions are easily mixed up. */
  shown?: boolean;
  versions: readonly NamedVersion[];
  value: number;
  onChange: (id: number) => void;
}

function VersionSelect({ label, shown = false, versions, value, onChange }: VersionSelectProps) {
  const text = useText().audiences;
  const known = versions.some((version) => version.id === value);
  const all = known ? versions : [...versions, { id: value, label: text.otherVersion(value) }];
  const select = (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={String(value)}
      data={all.map((version) => ({ value: String(version.id), label: version.label }))}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    />
  );
  if (!shown) return select;
  return (
    <span className="condition-version">
      <span className="dim">{label}</span>
      {select}
    </span>
  );
}

function FilterFields({ filter, onChange }: { filter: OfficeFilter; onChange: (filter: OfficeFilter) => void }) {
  const text = useText();
  const branches = useQuery(api.offices.branches.queryOptions({ input: {} }));
  const tags = useQuery(api.offices.tags.queryOptions({ input: {} }));
  const chosen = { branches: filter.branches ?? [], tags: filter.tags ?? [] };
  const known = {
    branches: (branches.data?.rows ?? []).map((row) => row.branch).filter((branch) => branch !== ''),
    tags: (tags.data?.rows ?? []).map((row) => row.tag),
  };
  return (
    <>
      {(['branches', 'tags'] as const).map((kind) => (
        <MultiSelect
          key={kind}
          size="xs"
          className="condition-choice"
          searchable
          clearable
          clearButtonProps={{ 'aria-label': text.offices.clearChoice(text.offices.choice[kind]) }}
          aria-label={text.offices.choice[kind]}
          placeholder={chosen[kind].length === 0 ? text.offices.choice[kind] : undefined}
          data={[...new Set([...known[kind], ...chosen[kind]])]}
          value={chosen[kind]}
          nothingFoundMessage={text.offices.nothingHere}
          onChange={(value) => onChange({ ...filter, [kind]: value.length > 0 ? value : undefined })}
        />
      ))}
      <TextInput
        size="xs"
        className="condition-search"
        aria-label={text.audiences.search}
        placeholder={text.audiences.search}
        maxLength={100}
        value={filter.search ?? ''}
        onChange={(event) => onChange({ ...filter, search: event.currentTarget.value || undefined })}
      />
    </>
  );
}

function CodeField({ codes, onChange }: { codes: readonly string[]; onChange: (codes: string[]) => void }) {
  const text = useText().audiences;
  const [typed, setTyped] = useState(codes.join(' '));
  // What was typed is kept as it is while it says the same; it gives way when the rule changes otherwise.
  const shown = readCodes(typed).slice(0, MOST_CODES).join(' ') === codes.join(' ') ? typed : codes.join(' ');
  const tooMany = readCodes(typed).length > MOST_CODES;
  return (
    <Textarea
      size="xs"
      className="condition-codes"
      autosize
      minRows={1}
      maxRows={6}
      aria-label={text.codes}
      placeholder={text.codes}
      value={shown}
      error={tooMany && text.codesTooMany}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(readCodes(event.currentTarget.value).slice(0, MOST_CODES));
      }}
    />
  );
}
