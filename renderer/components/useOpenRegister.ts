import { useMutation } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { prefer } from '../preferences.ts';

/** Opens the practice register or the association's own, and starts the window afresh on it. */
export function useOpenRegister() {
  return useMutation(
    api.settings.open.mutationOptions({
      onSuccess: () => {
        prefer({ incidentId: null });
        location.hash = '#/';
        location.reload();
      },
    }),
  );
}
