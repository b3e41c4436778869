import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../api/client.ts';
import { prefer } from '../preferences.ts';
import { useFrame } from './useIncident.ts';

/** Starts the window afresh: nothing of the register it showed may stay on it. */
export function startAfresh() {
  prefer({ incidentId: null });
  location.hash = '#/';
  location.reload();
}

/** Opens the practice register or the association's own. */
export function useOpenRegister() {
  return useMutation(api.settings.open.mutationOptions({ onSuccess: startAfresh }));
}

/** When another window opened another register, or put a backup back, this one must not go on as if it still showed the first. */
export function useFollowRegister(): void {
  const opened = useFrame().data?.opened;
  const first = useRef(opened);
  useEffect(() => {
    first.current ??= opened;
    if (opened && first.current !== opened) startAfresh();
  }, [opened]);
}
