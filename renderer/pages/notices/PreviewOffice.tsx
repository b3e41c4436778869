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

type Named = Pick<AudienceMember, 'code' | 'name'>;

/** Whose copy is shown: the first of the version's audience until another is chosen. */
export function usePreviewOffice(versionId: number) {
  const [chosen, setChosen] = useState<Named | null>(null);
  const [before, setBefore] = useState<Named[]>([]);
  const members = useQuery({
    ...api.audiences.ofVersion.queryOptions({ input: { versionId, limit: STEPS } }),
    placeholderData: keepPreviousData,
  });
  const rows = members.data?.rows ?? [];
  const shown: Named | undefined = chosen ?? rows[0];
  const place = rows.findIndex((row) => row.code === shown?.code);
  const isBeyond = shown !== undefined && (place === -1 || place === rows.length - 1);
  const following = useQuery({
    ...api.audiences.ofVersion.queryOptions({ input: { versionId, cursor: shown?.code ?? '', limit: 1 } }),
    enabled: isBeyond,
  });
  return {
    shown,
    /** From 0; -1 beyond the offices that were read in a row. */
    place,
    total: members.data?.total ?? 0,
    error: members.error,
    previous: place > 0 ? rows[place - 1] : place === -1 ? before.at(-1) : undefined,
    next: isBeyond ? following.data?.rows[0] : rows[place + 1],
    choose: (office: Named) => {
      if (shown) setBefore([...before, shown]);
      setChosen(office);
    },
    goBack: (office: Named) => {
      setBefore(before.slice(0, -1));
      setChosen(office);
    },
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
  const { shown, place, previous, next } = office;
  const suggested: AudienceMember[] = typed.trim() === '' ? [] : (found.data?.rows ?? []);
  return (
    <div className="preview-office">
      <Button
        size="compact-sm"
        variant="default"
        aria-label={text.previousOffice}
        disabled={!previous}
        onClick={() => previous && office.goBack(previous)}
      >
        ◀
      </Button>
      <span className="preview-name" role="status">
        {shown ? `${shown.code} ${shown.name}` : text.noOffice}
        {place !== -1 && (
          <small className="dim">{text.placeOf(format.number(place + 1), format.number(office.total))}</small>
        )}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={text.nextOffice}
        disabled={!next}
        onClick={() => next && office.choose(next)}
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
          office.choose(row);
          setTyped('');
        }}
      />
    </div>
  );
}
