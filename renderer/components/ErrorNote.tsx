import { Button } from '@mantine/core';
import { errorText } from '../api/errors.ts';
import { usePreferences } from '../preferences.ts';
import { useText } from '../text/index.ts';

interface Props {
  error: unknown;
  onRetry?: () => void;
}

/** What went wrong, beside the action that did. Renders nothing without an error. */
export function ErrorNote({ error, onRetry }: Props) {
  const { language } = usePreferences();
  const text = useText();
  if (!error) return null;
  return (
    <div role="alert" className="note" data-tone="bad">
      <span>{errorText(error, language, { ...text.offices.field, ...text.common.field })}</span>
      {onRetry && (
        <Button size="compact-sm" variant="default" onClick={onRetry}>
          {text.common.retry}
        </Button>
      )}
    </div>
  );
}
