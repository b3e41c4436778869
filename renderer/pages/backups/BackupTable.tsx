import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';
import { type Backup, keyOf } from './useBackups.ts';

const MEGABYTE = 1024 * 1024;

interface Props {
  rows: Backup[] | undefined;
  chosen: Backup | null;
  onChoose: (backup: Backup) => void;
}

/** All backups, newest first; a click or Enter looks inside one. */
export function BackupTable({ rows, chosen, onChoose }: Props) {
  const text = useText().backups;
  const format = useFormat();
  const count = (n: number | undefined) => (n === undefined ? '–' : format.number(n));
  return (
    <DataTable
      label={text.list}
      rows={rows}
      rowKey={keyOf}
      empty={text.none}
      onOpen={onChoose}
      isOpen={(row) => chosen !== null && keyOf(row) === keyOf(chosen)}
      columns={[
        { key: 'at', title: text.when, width: columnWidth.instant, cell: (row) => format.instant(row.at) },
        { key: 'kind', title: text.kind, width: '162px', cell: (row) => text.kinds[row.kind] },
        { key: 'place', title: text.place, width: '150px', cell: (row) => text.places[row.place] },
        { key: 'offices', title: text.offices, align: 'right', cell: (row) => count(row.contents?.offices) },
        {
          key: 'acknowledgements',
          title: text.acknowledgements,
          align: 'right',
          cell: (row) => count(row.contents?.acknowledgements),
        },
        {
          key: 'bytes',
          title: text.size,
          width: '90px',
          align: 'right',
          cell: (row) => `${(row.bytes / MEGABYTE).toFixed(1)} MB`,
        },
      ]}
    />
  );
}
