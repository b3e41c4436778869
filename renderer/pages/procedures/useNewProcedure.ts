import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Office } from '../../api/client.ts';
import { useFrame, useIncident } from '../../components/useIncident.ts';

interface Typed {
  office: Office | null;
  type: string | null;
  baseDate: string;
  person: string;
}

/** A filing while it is being noted. The kind and the base date stay for the next office. */
export function useNewProcedure() {
  const queries = useQueryClient();
  const { incident } = useIncident();
  const today = useFrame().data?.today ?? '';
  const [tried, setTried] = useState(false);
  const [typed, setTyped] = useState<Typed>({ office: null, type: null, baseDate: today, person: '' });
  const create = useMutation(
    api.procedures.create.mutationOptions({
      onSuccess: async () => {
        setTyped((before) => ({ ...before, office: null, person: '' }));
        setTried(false);
        await queries.invalidateQueries({ queryKey: api.procedures.key() });
      },
    }),
  );
  const submit = () => {
    setTried(true);
    const { office, type, baseDate, person } = typed;
    if (!office || !type || !baseDate) return;
    const about = { officeCode: office.code, type, baseDate };
    create.mutate({ ...about, person: person || undefined, incidentId: incident?.id });
  };
  return { typed, tried, create, submit, change: (part: Partial<Typed>) => setTyped({ ...typed, ...part }) };
}

export type NewProcedure = ReturnType<typeof useNewProcedure>;
