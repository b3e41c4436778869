import { useText } from '../../text/index.ts';
import { EmptyState } from '../EmptyState.tsx';

/** The session is over: a calm full page, because nothing in this window can work any more. */
export function SignedOut() {
  const text = useText();
  return (
    <main className="full-page" role="alert">
      <EmptyState title={text.frame.signedOut} note={text.frame.signedOutNote} />
    </main>
  );
}
