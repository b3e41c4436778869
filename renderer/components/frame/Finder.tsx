import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../../api/client.ts';
import { navigation, to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { SEARCH_REST } from '../ListSearch.tsx';
import { OfficeLine } from '../OfficePicker.tsx';
import { SuggestBox } from '../SuggestBox.tsx';
import { useIncident } from '../useIncident.ts';

interface Found {
  key: string;
  path: string;
  content: ReactNode;
}

/** Finds a page, a version or an office by any part of its name. */
export function Finder({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const text = useText();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={text.frame.finder}
      size={640}
      yOffset="12vh"
      centered={false}
      closeButtonProps={{ 'aria-label': text.common.close }}
    >
      {opened && <FinderBox onDone={onClose} />}
    </Modal>
  );
}

function FinderBox({ onDone }: { onDone: () => void }) {
  const text = useText();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const found = useFound(typed.trim());
  const go = (index: number) => {
    const entry = found.entries[index];
    if (!entry) return;
    onDone();
    navigate(entry.path);
  };
  return (
    <SuggestBox
      label={text.frame.find}
      placeholder={text.frame.finderPlaceholder}
      text={typed}
      onText={setTyped}
      suggestions={found.entries}
      onPick={go}
      nothing={found.settled ? text.frame.finderEmpty : undefined}
      list="inside"
      first
    />
  );
}

function useFound(typed: string): { entries: Found[]; settled: boolean } {
  const text = useText();
  const [search] = useDebouncedValue(typed, SEARCH_REST);
  const { incident } = useIncident();
  const notices = useQuery({
    ...api.notices.list.queryOptions({ input: { incidentId: incident?.id ?? 0 } }),
    enabled: incident !== undefined,
  });
  const offices = useQuery({
    ...api.offices.list.queryOptions({ input: { search, limit: 8 } }),
    enabled: search !== '',
    placeholderData: keepPreviousData,
  });
  if (typed === '') return { entries: [], settled: false };

  const line = (kind: string, name: ReactNode) => (
    <span className="office-line">
      <span className="dim code">{kind}</span>
      {name}
    </span>
  );
  const pages = navigation
    .filter((page) => text.frame.navigation[page.feature].toLowerCase().includes(typed.toLowerCase()))
    .map((page) => ({
      key: page.path,
      path: page.path,
      content: line(text.frame.finderPage, <span>{text.frame.navigation[page.feature]}</span>),
    }));
  const versions = (notices.data?.rows ?? [])
    .flatMap((notice) => notice.versions)
    .filter((version) => `${version.label} ${version.subject}`.includes(typed))
    .map((version) => ({
      key: `v${version.id}`,
      path: to.version(version.id),
      content: line(
        text.frame.finderVersion,
        <span>
          {version.label} {version.subject}
        </span>,
      ),
    }));
  const members = (offices.data?.rows ?? []).map((office) => ({
    key: `o${office.id}`,
    path: to.office(office.id),
    content: <OfficeLine office={office} />,
  }));
  return { entries: [...pages, ...versions, ...members], settled: offices.isFetched && search === typed };
}
