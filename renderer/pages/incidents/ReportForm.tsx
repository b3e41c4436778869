import { Button, Group, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type AuthorityReport, filingMethod, reportItem } from '../../../electron/contract/duties.ts';
import { client } from '../../api/client.ts';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { say } from '../../components/undo.tsx';
import { useFrame } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import { JointRoster } from './JointRoster.tsx';
import { type ItemDraft, ReportItems } from './ReportItems.tsx';
import { useReportName } from './useReportName.ts';

interface Props {
  report: AuthorityReport;
  /** The incident is not closed. */
  isOpen: boolean;
  onClose(): void;
}

type Typed = Pick<AuthorityReport, 'basis' | 'method' | 'receipt' | 'note'>;

const bases = ['agreed', 'not_declined'] as const;

/** One report: its nine items, how it is filed, and the offices it names. Filed, it only takes its receipt. */
export function ReportForm({ report, isOpen, onClose }: Props) {
  const text = useText();
  const words = text.duties;
  const nameOf = useReportName();
  const isDraft = report.filedAt === null && isOpen;
  const [items, setItems] = useState<ItemDraft[]>(() => draftsOf(report));
  const [typed, setTyped] = useState<Typed>(() => {
    const { basis, method, receipt, note } = report;
    return { basis, method, receipt, note };
  });
  const fields = { id: report.id, ...typed, items };
  const save = useMutation({
    mutationFn: () => client.duties.save(fields),
    onSuccess: () => say(words.saved),
  });
  const saveReceipt = useMutation({
    mutationFn: () => client.duties.receipt({ id: report.id, receipt: typed.receipt, note: typed.note }),
    onSuccess: () => say(text.common.saved),
  });
  return (
    <section className="panel" aria-label={nameOf(report)}>
      <h3>{nameOf(report)}</h3>
      {report.filedAt !== null && <p className="note">{words.frozen}</p>}
      <ReportItems items={items} stated={report.items} readOnly={!isDraft} onChange={setItems} />
      <Fields
        report={report}
        isDraft={isDraft}
        isOpen={isOpen}
        typed={typed}
        onChange={(part) => setTyped({ ...typed, ...part })}
      />
      <ErrorNote error={save.error ?? saveReceipt.error} />
      <Group justify="flex-end" mt="sm">
        <Button variant="default" onClick={onClose}>
          {text.common.close}
        </Button>
        {isDraft && <Discard id={report.id} onDone={onClose} />}
        {isDraft && (
          <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
            {words.save}
          </Button>
        )}
        {isDraft && <File report={report} before={() => client.duties.save(fields)} receipt={typed.receipt} />}
        {!isDraft && isOpen && (
          <Button variant="default" loading={saveReceipt.isPending} onClick={() => saveReceipt.mutate()}>
            {words.saveReceipt}
          </Button>
        )}
      </Group>
      {report.joint && <JointRoster report={report} />}
    </section>
  );
}

interface FieldsProps {
  report: AuthorityReport;
  isDraft: boolean;
  isOpen: boolean;
  typed: Typed;
  onChange(part: Partial<Typed>): void;
}

function Fields({ report, isDraft, isOpen, typed, onChange }: FieldsProps) {
  const words = useText().duties;
  return (
    <div className="form-row">
      {report.joint && (
        <Select
          label={words.basis}
          disabled={!isDraft}
          allowDeselect={false}
          data={bases.map((value) => ({ value, label: words.bases[value] }))}
          value={typed.basis}
          onChange={(value) => onChange({ basis: bases.find((each) => each === value) ?? typed.basis })}
        />
      )}
      <Select
        label={words.method}
        disabled={!isDraft}
        allowDeselect={false}
        data={filingMethod.options.map((value) => ({ value, label: words.methods[value] }))}
        value={typed.method}
        onChange={(value) => onChange({ method: filingMethod.options.find((each) => each === value) ?? typed.method })}
      />
      <TextInput
        maxLength={60}
        disabled={!isOpen}
        label={words.receipt}
        value={typed.receipt}
        onChange={(event) => onChange({ receipt: event.currentTarget.value })}
      />
      <TextInput
        maxLength={1000}
        disabled={!isOpen}
        label={words.note}
        value={typed.note}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
    </div>
  );
}

/** The nine items, those a report has not yet said anything of as unknown. */
function draftsOf({ items }: AuthorityReport): ItemDraft[] {
  return reportItem.options.map((item) => {
    const found = items.find((each) => each.item === item);
    return { item, text: found?.text ?? '', state: found && found.state !== 'unknown' ? 'known' : 'unknown' };
  });
}

function Discard({ id, onDone }: { id: number; onDone(): void }) {
  const words = useText().duties;
  const action = useMutation({
    mutationFn: async (): Promise<void> => {
      await client.duties.discard({ id });
    },
    onSuccess: onDone,
  });
  return (
    <ConfirmButton variant="subtle" color="red" title={words.discardTitle} note={words.discardNote} action={action}>
      {words.discard}
    </ConfirmButton>
  );
}

interface FileProps {
  report: AuthorityReport;
  receipt: string;
  /** Saves what was typed: what is filed is what stands on the screen. */
  before(): Promise<unknown>;
}

function File({ report, receipt, before }: FileProps) {
  const words = useText().duties;
  const format = useFormat();
  const today = useFrame().data?.today ?? '';
  const [filedOn, setFiledOn] = useState<string | null>(null);
  const action = useMutation({
    mutationFn: async (): Promise<void> => {
      await before();
      await client.duties.file({ id: report.id, filedOn: filedOn ?? today, receipt });
    },
    onSuccess: () => say(words.filedDone),
  });
  return (
    <ConfirmButton
      title={words.fileTitle}
      action={action}
      note={
        <>
          <p>{words.fileNote}</p>
          {report.joint && <p>{words.fileJoint(format.number(report.roster))}</p>}
          <TextInput
            required
            type="date"
            max={today}
            label={words.filedOn}
            value={filedOn ?? today}
            onChange={(event) => setFiledOn(event.currentTarget.value)}
          />
        </>
      }
    >
      {words.file}
    </ConfirmButton>
  );
}
