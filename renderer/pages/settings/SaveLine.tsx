import { Button, Group } from '@mantine/core';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import type { useSave } from './useSave.ts';

/** The save button of a form with what came of it. */
export function SaveLine({ save }: { save: ReturnType<typeof useSave> }) {
  const text = useText().common;
  return (
    <>
      <ErrorNote error={save.error} />
      <Group mt="sm">
        <Button type="submit" variant="default" loading={save.isPending}>
          {text.save}
        </Button>
        <span role="status">{save.isSuccess && `✓ ${text.saved}`}</span>
      </Group>
    </>
  );
}
