import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import type { AudienceRule } from '../../../electron/contract/audiences.ts';
import { useText } from '../../text/index.ts';
import { AudienceCount } from './AudienceCount.tsx';
import { type Choice, type Condition, readChoice, ruleOfChoice } from './audienceChoice.ts';
import { audienceWords, type NamedVersion } from './audienceWords.ts';
import { ConditionRow } from './ConditionRow.tsx';
import { MemberList } from './MemberList.tsx';

interface Props {
  incidentId: number;
  /** The draft the rule is for: its list shows a way to leave an office out. */
  versionId?: number;
  rule: AudienceRule;
  onChange: (rule: AudienceRule) => void;
  /** The versions a condition may ask for, newest first: those that were approved. */
  versions: readonly NamedVersion[];
  /** False where the page lists the offices anyway. */
  withList?: boolean;
}

/** Whom a version is for, put together in words: rows joined by または and かつ, with ただし…を除く below. */
export function AudienceChooser({ incidentId, versionId, rule, onChange, versions, withList = true }: Props) {
  const text = useText();
  const words = text.audiences;
  const [listed, setListed] = useState(false);
  const choice = readChoice(rule);
  return (
    <section className="audience" aria-label={words.conditions}>
      <p className="audience-words">{audienceWords(rule, versions, text)}</p>
      {choice ? (
        <Rows choice={choice} versions={versions} onChange={(next) => onChange(ruleOfChoice(next))} />
      ) : (
        <div className="note">
          {words.readOnly}
          <Button size="compact-sm" variant="default" onClick={() => onChange({ kind: 'affected' })}>
            {words.startOver}
          </Button>
        </div>
      )}
      <AudienceCount incidentId={incidentId} rule={rule} />
      {withList && (
        <Button size="compact-sm" variant="default" aria-expanded={listed} onClick={() => setListed(!listed)}>
          {listed ? words.hideList : words.showList}
        </Button>
      )}
      {listed && <MemberList source={{ incidentId, rule }} leaveOutOf={versionId} />}
    </section>
  );
}

interface RowsProps {
  choice: Choice;
  versions: readonly NamedVersion[];
  onChange: (choice: Choice) => void;
}

/** The conditions: one box a group, one box for whom they leave out. */
function Rows({ choice, versions, onChange }: RowsProps) {
  const words = useText().audiences;
  const box = useRef<HTMLDivElement>(null);
  // A row that was just added takes the keyboard.
  const [added, setAdded] = useState('');
  const { groups, except } = choice;
  const total = groups.reduce((sum, group) => sum + group.length, 0);
  const setGroup = (place: number, group: Condition[]) => {
    const next = groups.map((old, at) => (at === place ? group : old)).filter((each) => each.length > 0);
    onChange({ groups: next, except });
  };
  const remove = (change: () => void) => {
    change();
    box.current?.querySelector<HTMLButtonElement>('[data-add]')?.focus();
  };
  const add = (row: string, change: Choice) => {
    setAdded(row);
    onChange(change);
  };
  let number = 0;
  return (
    <div className="audience-rows" ref={box}>
      {groups.map((group, place) => {
        const first = number;
        number += group.length;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place and nothing else
          <div key={place}>
            {place > 0 && <p className="audience-joint">{words.orWord}</p>}
            <Group
              conditions={group}
              joint={words.andWord}
              versions={versions}
              first={first}
              removable={total > 1}
              added={added.startsWith(`${place}-`) ? Number(added.split('-')[1]) : -1}
              onChange={(next) => setGroup(place, next)}
              onRemove={(next) => remove(() => setGroup(place, next))}
            />
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => {
                setAdded(`${place}-${group.length}`);
                setGroup(place, [...group, { kind: 'filter', filter: {} }]);
              }}
            >
              {words.addAnd}
            </Button>
          </div>
        );
      })}
      {except.length > 0 && (
        <div>
          <p className="audience-joint">{words.exceptWord}</p>
          <Group
            conditions={except}
            joint={words.orWord}
            versions={versions}
            first={number}
            removable
            added={added.startsWith('x-') ? Number(added.split('-')[1]) : -1}
            onChange={(next) => onChange({ groups, except: next })}
            onRemove={(next) => remove(() => onChange({ groups, except: next }))}
          />
        </div>
      )}
      <Adds choice={choice} newest={versions[0]} onAdd={add} />
    </div>
  );
}

interface AddsProps {
  choice: Choice;
  newest: NamedVersion | undefined;
  /** `row` names the row that takes the keyboard: its group's place, or `x`, and its own. */
  onAdd: (row: string, choice: Choice) => void;
}

function Adds({ choice: { groups, except }, newest, onAdd }: AddsProps) {
  const words = useText().audiences;
  const more: Condition = newest ? { kind: 'confirmed', versionId: newest.id } : { kind: 'delayed' };
  return (
    <div className="audience-adds">
      <Button
        data-add
        size="compact-sm"
        variant="default"
        onClick={() => onAdd(`${groups.length}-0`, { groups: [...groups, [{ kind: 'nothing_yet' }]], except })}
      >
        {words.addOr}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => onAdd(`x-${except.length}`, { groups, except: [...except, more] })}
      >
        {words.addExcept}
      </Button>
    </div>
  );
}

interface GroupProps {
  conditions: readonly Condition[];
  /** The word between two rows. */
  joint: string;
  versions: readonly NamedVersion[];
  /** How many conditions stand above. */
  first: number;
  removable: boolean;
  /** The place of the row that was just added. */
  added: number;
  onChange: (conditions: Condition[]) => void;
  onRemove: (conditions: Condition[]) => void;
}

function Group({ conditions, joint, versions, first, removable, added, onChange, onRemove }: GroupProps) {
  return (
    <div className="audience-group">
      {conditions.map((condition, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is what stands at its place
        <div key={place} className="audience-row">
          <span className="audience-and">{place > 0 && joint}</span>
          <ConditionRow
            number={first + place + 1}
            condition={condition}
            versions={versions}
            focus={added === place}
            onChange={(next) => onChange(conditions.map((old, at) => (at === place ? next : old)))}
            onRemove={removable ? () => onRemove(conditions.filter((_, at) => at !== place)) : undefined}
          />
        </div>
      ))}
    </div>
  );
}
