import { useMutation } from '@tanstack/react-query';
import { client, type Outputs } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { offerUndo, say } from '../../components/undo.tsx';
import { useText } from '../../text/index.ts';

/** An office picked by hand. */
export type Picked = Outputs['incidents']['picks']['rows'][number];

/** Picking offices by hand, and letting them follow the branches again; each with a way back. */
export function usePicks(incidentId: number) {
  const text = useText();
  const words = text.picks;
  const format = useFormat();
  const set = ({ code, affected, reason }: Picked) =>
    client.incidents.pick({ incidentId, officeCode: code, affected, reason });
  const clear = ({ code }: Picked) => client.incidents.pick({ incidentId, officeCode: code, affected: null });
  const pickedWords = ({ name, affected }: Picked, count: number) =>
    words.picked(name, affected ? words.state.in : words.state.out, format.number(count));
  const clearedWords = ({ name }: Picked, count: number) => words.takenBack(name, format.number(count));
  const offer = (message: string, undo: () => void) => offerUndo({ message, undo, label: text.common.undo });
  const setAgain = useMutation({ mutationFn: set, onSuccess: (done, row) => say(pickedWords(row, done.affected)) });
  const clearAgain = useMutation({
    mutationFn: clear,
    onSuccess: (done, row) => say(clearedWords(row, done.affected)),
  });
  const pick = useMutation({
    mutationFn: set,
    onSuccess: (done, row) => offer(pickedWords(row, done.affected), () => clearAgain.mutate(row)),
  });
  const takeBack = useMutation({
    mutationFn: clear,
    onSuccess: (done, row) => offer(clearedWords(row, done.affected), () => setAgain.mutate(row)),
  });
  return {
    pick: (row: Picked, done: () => void) => pick.mutate(row, { onSuccess: done }),
    takeBack: (row: Picked) => takeBack.mutate(row),
    error: pick.error ?? takeBack.error ?? setAgain.error ?? clearAgain.error,
  };
}
