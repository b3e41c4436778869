import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { patterns } from '../routes.ts';
import { useText } from '../text/index.ts';

/** The way back from a page that the settings open. */
export function BackToSettings() {
  return (
    <Button component={Link} href={patterns.settings} size="compact-md" variant="default">
      {useText().settings.back}
    </Button>
  );
}
