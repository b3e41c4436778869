import { Button, Menu, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { KeyboardEvent, RefObject } from 'react';
import { api } from '../../api/client.ts';
import { useIncident } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import { block, bold, lineSign, type TextEdit, words } from './textMarks.ts';

interface Props {
  body: string;
  onChange: (body: string) => void;
  area: RefObject<HTMLTextAreaElement | null>;
}

/** Writes into the text box the way typing does, so that the browser's own undo takes it back. */
function apply(area: HTMLTextAreaElement, edit: TextEdit): void {
  area.focus();
  area.setSelectionRange(edit.from, edit.to);
  document.execCommand(edit.insert === '' ? 'delete' : 'insertText', false, edit.insert);
  area.setSelectionRange(edit.from + edit.mark[0], edit.from + edit.mark[1]);
}

/** The text with its few signs: a row of buttons above, all of them by keyboard too. */
export function BodyEditor({ body, onChange, area }: Props) {
  const text = useText().notices;
  const edit = (make: (marked: { text: string; start: number; end: number }) => TextEdit) => {
    const box = area.current;
    if (box) apply(box, make({ text: box.value, start: box.selectionStart, end: box.selectionEnd }));
  };
  const insert = (made: string) => edit((marked) => words(marked, made));
  const byKey = (event: KeyboardEvent) => {
    if (!event.ctrlKey || event.key !== 'b') return;
    event.preventDefault();
    edit((marked) => bold(marked, text.boldWords));
  };
  return (
    <div className="editor-body">
      <div className="editor-tools" role="toolbar" aria-label={text.tools}>
        <Tool label={text.heading} onClick={() => edit((marked) => lineSign(marked, '## '))} />
        <Tool label={text.listItem} onClick={() => edit((marked) => lineSign(marked, '- '))} />
        <Tool label={text.table} onClick={() => edit((marked) => block(marked, text.tableWords))} />
        <Tool label={text.bold} onClick={() => edit((marked) => bold(marked, text.boldWords))} />
        <FieldMenu onPick={insert} />
        <FactMenu onPick={(name) => insert(`{{${text.factField}:${name}}}`)} />
      </div>
      <Textarea
        ref={area}
        label={text.body}
        maxLength={50_000}
        value={body}
        onKeyDown={byKey}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

function Tool({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="compact-sm" variant="default" onClick={onClick}>
      {label}
    </Button>
  );
}

interface MenuProps {
  onPick: (name: string) => void;
}

function FieldMenu({ onPick }: MenuProps) {
  const text = useText().notices;
  const fields = useQuery({ ...api.notices.fields.queryOptions({ input: {} }), staleTime: Number.POSITIVE_INFINITY });
  const rows = fields.data?.rows ?? [];
  return (
    <InsertMenu
      label={text.insertField}
      rows={rows.map(({ field, example }) => ({ name: field, note: example }))}
      none={text.noFields}
      onPick={onPick}
    />
  );
}

function FactMenu({ onPick }: MenuProps) {
  const text = useText().notices;
  const { incident } = useIncident();
  const facts = useQuery({
    ...api.facts.list.queryOptions({ input: { incidentId: incident?.id ?? 0 } }),
    enabled: incident !== undefined,
  });
  const rows = facts.data?.rows ?? [];
  return (
    <InsertMenu
      label={text.insertFact}
      rows={rows.map(({ name, values }) => ({ name, note: values[0]?.value ?? text.noValue }))}
      none={text.noFacts}
      onPick={onPick}
    />
  );
}

interface InsertProps extends MenuProps {
  label: string;
  rows: { name: string; note: string }[];
  none: string;
}

function InsertMenu({ label, rows, none, onPick }: InsertProps) {
  return (
    <Menu position="bottom-start" returnFocus={false}>
      <Menu.Target>
        <Button size="compact-sm" variant="default">
          {label} ▾
        </Button>
      </Menu.Target>
      <Menu.Dropdown className="insert-menu">
        {rows.length === 0 && <Menu.Item disabled>{none}</Menu.Item>}
        {rows.map(({ name, note }) => (
          <Menu.Item key={name} onClick={() => onPick(name)}>
            <span>{name}</span>
            <span className="dim">{note}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
