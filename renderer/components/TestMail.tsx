import { Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { useText } from '../text/index.ts';
import { ErrorNote } from './ErrorNote.tsx';

/** One mail to oneself: of a version as an office would get it, or a short greeting. */
export function TestMail({ versionId, disabled = false }: { versionId?: number; disabled?: boolean }) {
  const text = useText().sending;
  const [to, setTo] = useState('');
  const test = useMutation(api.deliveries.test.mutationOptions());
  return (
    <>
      <Group align="flex-end" gap="xs" my="xs">
        <TextInput
          type="email"
          autoComplete="email"
          label={text.testTo}
          value={to}
          style={{ flex: 1 }}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button
          variant="default"
          loading={test.isPending}
          disabled={disabled || !to.includes('@')}
          onClick={() => test.mutate({ to, versionId })}
        >
          {text.testSend}
        </Button>
      </Group>
      {test.data && (
        <p className="note" data-tone="good" role="status">
          ✓ {text.testDone(test.data.response)}
        </p>
      )}
      <ErrorNote error={test.error} />
    </>
  );
}
