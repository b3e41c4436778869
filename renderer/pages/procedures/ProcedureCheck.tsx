import { Checkbox } from '@mantine/core';
import type { Procedure } from '../../../electron/contract/procedureShapes.ts';
import { useKindWords } from '../../components/useKindWords.ts';
import { useText } from '../../text/index.ts';
import type { Selection } from './useSelection.ts';

/** The box that selects a row, without opening it. */
export function ProcedureCheck({ row, selection }: { row: Procedure; selection: Selection }) {
  const words = useText().procedureBoard;
  const { typeOf } = useKindWords();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps a click on the box from opening the row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box itself takes the keyboard
    <span onClick={(event) => event.stopPropagation()}>
      <Checkbox
        size="xs"
        aria-label={words.select(`${row.officeName} ${typeOf(row)} ${row.person}`.trim())}
        checked={selection.has(row.id)}
        onChange={() => selection.toggle(row)}
      />
    </span>
  );
}
