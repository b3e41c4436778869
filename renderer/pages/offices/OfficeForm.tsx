import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import type { OfficeValues } from '../../../electron/contract/offices.ts';
import { api } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { OfficeFields } from './OfficeFields.tsx';

const fresh: OfficeValues = { status: 'entrusted' };

/** Enters one office; then its page opens. */
export function OfficeForm({ onClose }: { onClose: () => void }) {
  const text = useText();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [values, setValues] = useState(fresh);
  const create = useMutation(
    api.offices.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queries.invalidateQueries({ queryKey: api.offices.key() });
        onClose();
        navigate(to.office(id));
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ values });
  };
  return (
    <form className="panel" aria-label={text.offices.create} onSubmit={submit} onChange={() => create.reset()}>
      <OfficeFields values={values} onChange={(field, value) => setValues({ ...values, [field]: value })} />
      <ErrorNote error={create.error} />
      <Group justify="flex-end" mt="sm">
        <Button variant="default" onClick={onClose}>
          {text.common.cancel}
        </Button>
        <Button type="submit" loading={create.isPending}>
          {text.offices.submit}
        </Button>
      </Group>
    </form>
  );
}
