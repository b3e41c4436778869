import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AudienceMember } from '../../../electron/contract/audiences.ts';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { SEARCH_REST } from '../../components/ListSearch.tsx';
import { OfficeLine } from '../../components/OfficePicker.tsx';
import { SuggestBox } from '../../components/SuggestBox.tsx';
import { useText } from '../../text/index.ts';

/** Offices a preview steps through; any other is found by its name. */
const STEPS = 1000;

/** Whose copy is shown: the first of the version's audience until another is chosen. */
export function usePreviewOffice(versionId: number) {
  const [chosen, setChosen] = useState<string | null>(null);
  const members = useQuery({
    ...api.audiences.ofVersion.queryOptions({ input: { versionId, limit: STEPS } }),
    placeholderData: keepPreviousData,
  });
  const rows = members.data?.rows ?? [];
  return {
    code: chosen ?? rows[0]?.code,
    rows,
    total: members.data?.total ?? 0,
    error: members.error,
    choose: setChosen,
  };
}

type PreviewOfficeState = ReturnType<typeof usePreviewOffice>;

/** ◀ ▶ through the audience, and a box that finds any office of it. */
export function PreviewOffice({ versionId, office }: { versionId: number; office: PreviewOfficeState }) {
  const text = useText().notices;
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), SEARCH_REST);
  const found = useQuery({
    ...api.audiences.ofVersion.queryOptions({ input: { versionId, search, limit: 8 } }),
    enabled: search !== '',
  });
  const { rows, code, choose } = office;
  const place = rows.findIndex((row) => row.code === code);
  const step = (by: number) => {
    const next = rows[place + by];
    if (next) choose(next.code);
  };
  const suggested: AudienceMember[] = typed.trim() === '' ? [] : (found.data?.rows ?? []);
  const shown = rows[place];
  return (
    <div className="preview-office">
      <Button
        size="compact-sm"
        variant="default"
        aria-label={text.previousOffice}
        disabled={place <= 0}
        onClick={() => step(-1)}
      >
        ◀
      </Button>
      <span className="preview-name" role="status">
        {shown ? `${shown.code} ${shown.name}` : (code ?? text.noOffice)}
        {shown && <small className="dim">{text.placeOf(format.number(place + 1), format.number(office.total))}</small>}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={text.nextOffice}
        disabled={place === -1 || place >= rows.length - 1}
        onClick={() => step(1)}
      >
        ▶
      </Button>
      <SuggestBox
        label={text.otherOffice}
        text={typed}
        onText={setTyped}
        suggestions={suggested.map((row) => ({ key: row.officeId, content: <OfficeLine office={row} /> }))}
        onPick={(index) => {
          const row = suggested[index];
          if (!row) return;
          choose(row.code);
          setTyped('');
        }}
      />
    </div>
  );
}
