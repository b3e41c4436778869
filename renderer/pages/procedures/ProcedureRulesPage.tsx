import { Button, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ProcedureType } from '../../../electron/contract/ruleShapes.ts';
import { api } from '../../api/client.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { ListSearch } from '../../components/ListSearch.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useKindWords } from '../../components/useKindWords.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { ClosedDays } from './ClosedDays.tsx';
import { OwnRules } from './OwnRules.tsx';
import { RuleDetails } from './RuleDetails.tsx';
import { RuleForm } from './RuleForm.tsx';
import { useAuthorityName } from './useAuthorityName.ts';

/** What kinds of filings are there, when is each due, by which law, and what is our own? */
export function ProcedureRulesPage() {
  const text = useText();
  const words = text.procedureRules;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [form, setForm] = useState<'new' | 'change' | null>(null);
  const [on, setOn] = useState('');
  const [search, setSearch] = useState('');
  const catalogue = useQuery({
    ...api.procedures.catalogue.queryOptions({ input: { on: on || undefined } }),
    placeholderData: keepPreviousData,
  });
  const chosen = catalogue.data?.rows.find((kind) => kind.id === chosenId);
  const base = form === 'change' ? chosen : undefined;
  return (
    <>
      <PageHeader title={words.title}>
        <Button size="compact-md" onClick={() => setForm('new')}>
          {words.add}
        </Button>
        <Button component={Link} href={to.procedures()} size="compact-md" variant="default">
          {text.procedureBoard.board}
        </Button>
      </PageHeader>
      <p className="dim">{words.notAdvice}</p>
      {form && <RuleForm key={`${form} ${base?.id}`} base={base} onClose={() => setForm(null)} />}
      <div className="list-head">
        <ListSearch label={words.search} typed={search} onType={setSearch} />
        <TextInput
          size="xs"
          type="date"
          aria-label={words.on}
          value={on}
          onChange={(event) => setOn(event.currentTarget.value)}
        />
        <span className="dim">{words.onNote}</span>
      </div>
      <ErrorNote error={catalogue.error} onRetry={() => void catalogue.refetch()} />
      <div className="rules-and-details">
        <Kinds kinds={catalogue.data?.rows} search={search} chosenId={chosenId} onChoose={setChosenId} />
        {chosen ? (
          <RuleDetails kind={chosen} onChange={() => setForm('change')} />
        ) : (
          <p className="dim">{words.choose}</p>
        )}
      </div>
      <OwnRules />
      <ClosedDays />
    </>
  );
}

interface KindsProps {
  kinds: ProcedureType[] | undefined;
  search: string;
  chosenId: string | null;
  onChoose: (id: string) => void;
}

function Kinds({ kinds, search, chosenId, onChoose }: KindsProps) {
  const text = useText();
  const words = text.procedureRules;
  const { nameOf, ruleOf } = useKindWords();
  const authorityName = useAuthorityName();
  const sought = search.normalize('NFKC').trim().toLowerCase();
  const found = kinds?.filter((kind) =>
    `${kind.nameJa} ${kind.nameEn} ${kind.authority} ${authorityName(kind.authority)} ${kind.law} ${kind.lawEn} ${kind.id}`
      .normalize('NFKC')
      .toLowerCase()
      .includes(sought),
  );
  return (
    <DataTable
      label={words.title}
      rows={found}
      rowKey={(kind) => kind.id}
      empty={words.none}
      onOpen={(kind) => onChoose(kind.id)}
      isOpen={(kind) => kind.id === chosenId}
      columns={[
        {
          key: 'name',
          title: words.name,
          cell: (kind) => (
            <span className="two-lines" title={nameOf(kind)}>
              {kind.harm && (
                <span className="tag" data-tone="bad">
                  ▲ {text.procedures.harm}
                </span>
              )}{' '}
              {nameOf(kind)} {kind.own && <span className="tag">● {words.own}</span>}
            </span>
          ),
        },
        {
          key: 'authority',
          title: text.procedures.authority,
          width: '22%',
          cell: (kind) => <TwoLines text={authorityName(kind.authority)} />,
        },
        {
          key: 'deadline',
          title: words.deadline,
          width: '30%',
          cell: (kind) => <TwoLines text={ruleOf(kind)} />,
        },
      ]}
    />
  );
}

const TwoLines = ({ text }: { text: string }) => (
  <span className="two-lines" title={text}>
    {text}
  </span>
);
