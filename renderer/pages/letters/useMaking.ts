import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { client, type Inputs } from '../../api/client.ts';
import { clearProgress } from '../../api/status.ts';

const WORK = 'letters.render';

/** Makes letters, and stops when told to. */
export function useMaking() {
  const running = useRef<AbortController>(null);
  const making = useMutation({
    mutationFn: async (input: Inputs['letters']['render']) => {
      const stopped = new AbortController();
      running.current = stopped;
      clearProgress(WORK);
      try {
        return await client.letters.render(input, { signal: stopped.signal });
      } catch (error) {
        // Being stopped by the clerk is no error.
        if (stopped.signal.aborted) return null;
        throw error;
      }
    },
  });
  return { making, stop: () => running.current?.abort() };
}
