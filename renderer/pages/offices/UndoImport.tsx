import type { ButtonProps } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client, type Outputs } from '../../api/client.ts';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';

export type Undone = Outputs['offices']['undoImport'];

interface Props extends Pick<ButtonProps, 'variant' | 'size'> {
  id: number;
  /** The imported file's. */
  name: string;
  'aria-label'?: string;
  children: ReactNode;
  onUndone: (undone: Undone) => void;
}

/** Takes a whole import back, after saying what that means. */
export function UndoButton({ id, name, children, onUndone, ...button }: Props) {
  const text = useText().offices;
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: () => client.offices.undoImport({ id }),
    onSuccess: async (undone) => {
      onUndone(undone);
      await queries.invalidateQueries();
    },
  });
  return (
    <ConfirmButton {...button} title={text.undoTitle(name)} note={text.undoNote} confirm={text.undo} action={undo}>
      {children}
    </ConfirmButton>
  );
}

/** What taking back did, and what it left alone and why. */
export function UndoAnswer({ undone }: { undone: Undone }) {
  const text = useText().offices;
  const format = useFormat();
  return (
    <>
      <p role="status" className="note" data-tone="good">
        ✓ {text.undoDone(format.number(undone.removed), format.number(undone.restored))}
      </p>
      {undone.kept.length > 0 && (
        <section>
          <h2>{text.keptTitle}</h2>
          <DataTable
            label={text.keptTitle}
            rows={undone.kept}
            rowKey={(row) => `${row.code} ${row.field}`}
            columns={[
              { key: 'code', title: text.field.code, width: '120px', cell: (row) => row.code },
              {
                key: 'field',
                title: text.item,
                width: '180px',
                cell: (row) => (row.field ? text.field[row.field] : text.wholeOffice),
              },
              { key: 'reason', title: text.reason, cell: (row) => text.keptReason[row.reason] },
            ]}
          />
        </section>
      )}
    </>
  );
}
