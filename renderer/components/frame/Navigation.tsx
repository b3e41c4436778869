import { UnstyledButton } from '@mantine/core';
import { Link } from 'wouter';
import { navigation, type PageFeature } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { CallRing } from './CallRing.tsx';

interface Props {
  current: PageFeature;
  onHelp: () => void;
}

/** Pages that stand in no navigation of their own: the sending belongs to the notices, replies to what they confirm. */
const belongsTo: Partial<Record<PageFeature, PageFeature>> = {
  deliveries: 'notices',
  mailbox: 'acknowledgements',
  reminders: 'calls',
};

export function Navigation({ current, onHelp }: Props) {
  const text = useText();
  const shown = belongsTo[current] ?? current;
  return (
    <nav className="navigation" aria-label={text.frame.pages}>
      <div className="brand">{text.frame.title}</div>
      {navigation.map((page, index) => (
        <Link
          key={page.feature}
          href={page.path}
          className="navigation-link"
          data-apart={page.feature === 'settings'}
          aria-current={page.feature === shown ? 'page' : undefined}
          title={`Ctrl+${index + 1}`}
        >
          {text.frame.navigation[page.feature]}
          {page.feature === 'calls' && (
            <ErrorBoundary of="mark">
              <CallRing />
            </ErrorBoundary>
          )}
        </Link>
      ))}
      <UnstyledButton className="navigation-link navigation-help" onClick={onHelp}>
        {text.frame.help} <kbd>F1</kbd>
      </UnstyledButton>
    </nav>
  );
}
