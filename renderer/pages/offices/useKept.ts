import { useState } from 'react';
import type { FieldChange, OfficeField } from '../../../electron/contract/offices.ts';

type Cell = Pick<FieldChange, 'code' | 'field'>;

const same = (one: Cell, other: Cell) => one.code === other.code && one.field === other.field;
const nothing: { keep: Cell[]; keepFields: OfficeField[] } = { keep: [], keepFields: [] };

/** What the clerk leaves as the register has it: single values, and whole fields. */
export function useKept() {
  const [choices, setChoices] = useState(nothing);
  const keepsField = (field: OfficeField) => choices.keepFields.includes(field);
  return {
    choices,
    keepsField,
    keeps: (change: Cell) => keepsField(change.field) || choices.keep.some((cell) => same(cell, change)),
    setRow: ({ code, field }: Cell, kept: boolean) => {
      const others = choices.keep.filter((cell) => !same(cell, { code, field }));
      setChoices({ ...choices, keep: kept ? [...others, { code, field }] : others });
    },
    setField: (field: OfficeField, kept: boolean) => {
      const others = choices.keepFields.filter((one) => one !== field);
      setChoices({ ...choices, keepFields: kept ? [...others, field] : others });
    },
    keepAll: (changes: readonly Cell[]) => {
      const others = choices.keep.filter((cell) => !changes.some((change) => same(cell, change)));
      setChoices({ ...choices, keep: [...others, ...changes.map(({ code, field }) => ({ code, field }))] });
    },
    clear: () => setChoices(nothing),
  };
}

export type Kept = ReturnType<typeof useKept>;
