import { Button, Checkbox } from '@mantine/core';
import { officeField } from '../../../electron/contract/offices.ts';
import type { ImportResult } from '../../api/client.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { Pager } from '../../components/Pager.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useText } from '../../text/index.ts';
import { useShownValue } from './shownValue.ts';
import type { Kept } from './useKept.ts';

type Change = ImportResult['changed'][number];

/** As many changes as one answer carries. */
const MOST = 1000;

/** Field by field what the register has and what the file says; the clerk decides for one value or for a whole field. */
export function ImportChanges({ changed, kept }: { changed: Change[]; kept: Kept }) {
  const text = useText().offices;
  const format = useFormat();
  const pages = useCursorPages('changes');
  const from = Number(pages.cursor ?? 0);
  const next = from + PAGE_ROWS < changed.length ? String(from + PAGE_ROWS) : null;
  const rows = changed.slice(from, from + PAGE_ROWS);
  if (changed.length === 0) return <p className="dim no-rows">{text.nothingHere}</p>;
  return (
    <section className="no-print" aria-label={text.updated}>
      <Fresher changed={changed} kept={kept} />
      <KeepFields changed={changed} kept={kept} />
      <div className="list-head">
        {changed.length >= MOST && <span className="dim">{text.firstOnly(format.number(MOST))}</span>}
        <Pager pages={pages} data={{ rows, next, total: changed.length }} />
      </div>
      <ChangeTable rows={rows} kept={kept} />
    </section>
  );
}

/** What the register learned after the day of the list: kept in one go. */
function Fresher({ changed, kept }: { changed: Change[]; kept: Kept }) {
  const text = useText().conflicts;
  const format = useFormat();
  const fresher = changed.filter((change) => change.fresher);
  if (fresher.length === 0) return null;
  return (
    <div className="note" data-tone="warn">
      {text.fresherNote(format.number(fresher.length))}
      {fresher.every(kept.keeps) ? (
        <span role="status">✓ {text.fresherKept}</span>
      ) : (
        <Button size="compact-sm" variant="default" onClick={() => kept.keepAll(fresher)}>
          {text.keepFresher}
        </Button>
      )}
    </div>
  );
}

function ChangeTable({ rows, kept }: { rows: Change[]; kept: Kept }) {
  const { offices: text, conflicts: words } = useText();
  const shown = useShownValue();
  return (
    <DataTable
      label={text.updated}
      rows={rows}
      rowKey={(row) => `${row.code} ${row.field}`}
      columns={[
        { key: 'code', title: text.field.code, width: '110px', cell: (row) => row.code },
        { key: 'field', title: text.item, width: '150px', cell: (row) => text.field[row.field] },
        {
          key: 'from',
          title: text.registerValue,
          cell: (row) => (
            <>
              <Value text={shown(row.field, row.from)} left={!kept.keeps(row)} />
              {row.fresher && <span className="fresher">{words.fresher}</span>}
            </>
          ),
        },
        {
          key: 'to',
          title: text.fileValue,
          cell: (row) => <Value text={shown(row.field, row.to)} left={kept.keeps(row)} />,
        },
        {
          key: 'keep',
          title: text.keep,
          width: '100px',
          cell: (row) => (
            <Checkbox
              size="xs"
              aria-label={text.keepRow(row.code, text.field[row.field])}
              checked={kept.keeps(row)}
              disabled={kept.keepsField(row.field)}
              onChange={(event) => kept.setRow(row, event.currentTarget.checked)}
            />
          ),
        },
      ]}
    />
  );
}

/** A value, strong where it is the one that stays. */
function Value({ text, left }: { text: string; left: boolean }) {
  return left ? (
    <span className="dim" title={text}>
      {text}
    </span>
  ) : (
    <strong title={text}>{text}</strong>
  );
}

function KeepFields({ changed, kept }: { changed: Change[]; kept: Kept }) {
  const text = useText().offices;
  const format = useFormat();
  const counts = Map.groupBy(changed, (change) => change.field);
  return (
    <fieldset className="keep-fields">
      <legend>{text.keepField}</legend>
      {officeField.options
        .filter((field) => counts.has(field))
        .map((field) => (
          <Checkbox
            key={field}
            size="xs"
            label={text.keepFieldOf(text.field[field], format.number(counts.get(field)?.length ?? 0))}
            checked={kept.keepsField(field)}
            onChange={(event) => kept.setField(field, event.currentTarget.checked)}
          />
        ))}
    </fieldset>
  );
}
