import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { featureOf } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { useFormat } from '../dates.ts';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { useFrame } from '../useIncident.ts';
import { Finder } from './Finder.tsx';
import { Footer } from './Footer.tsx';
import { Help } from './Help.tsx';
import { Navigation } from './Navigation.tsx';
import { Strip } from './Strip.tsx';
import { TopBar } from './TopBar.tsx';
import { useShortcuts } from './useShortcuts.ts';
import { ViewOnly } from './ViewOnly.tsx';

/** What every page stands in: ways out, numbers, and the three things that must never be silently wrong. */
export function Frame({ children }: { children: ReactNode }) {
  const text = useText();
  const [path, navigate] = useLocation();
  const [opened, setOpened] = useState<'finder' | 'help' | null>(null);
  const register = useFrame().data?.register ?? 'main';
  const practice = register !== 'main';
  const feature = featureOf(path);
  const section = path.split('/')[1];
  useShortcuts({ navigate, find: () => setOpened('finder'), help: () => setOpened('help') });

  const title = `${text.frame.navigation[feature]} – ${text.frame.title}`;
  const page = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page starts at its top, whichever it is
  useEffect(() => {
    page.current?.scrollTo(0, 0);
  }, [section]);

  useEffect(() => {
    document.title = practice ? `【${text.frame.practice}】${title}` : title;
  }, [practice, title, text]);

  return (
    <div className="frame" data-practice={practice}>
      <ErrorBoundary of="panel">
        <Navigation current={feature} onHelp={() => setOpened('help')} />
      </ErrorBoundary>
      <ErrorBoundary of="panel">
        <TopBar register={register} onFind={() => setOpened('finder')} />
      </ErrorBoundary>
      <ErrorBoundary of="panel">
        <Strip />
        <ViewOnly />
      </ErrorBoundary>
      <main className="page" ref={page}>
        <ErrorBoundary of="panel">
          <PrintHead />
        </ErrorBoundary>
        <ErrorBoundary of="page" key={section}>
          {children}
        </ErrorBoundary>
      </main>
      <ErrorBoundary of="panel">
        <Footer />
      </ErrorBoundary>
      <ErrorBoundary of="panel">
        <Finder opened={opened === 'finder'} onClose={() => setOpened(null)} />
        <Help feature={feature} opened={opened === 'help'} onClose={() => setOpened(null)} />
      </ErrorBoundary>
    </div>
  );
}

/** Says on paper what the frame says on the screen: whose numbers, of which day, and whether they are only practice. */
function PrintHead() {
  const text = useText().frame;
  const format = useFormat();
  const frame = useFrame().data;
  if (!frame) return null;
  return (
    <p className="print-only">
      {frame.register !== 'main' && <strong>【{text.practice}】</strong>}
      {frame.association} {format.date(frame.today)}
    </p>
  );
}
