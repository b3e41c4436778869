import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { officeField } from '../../../electron/contract/offices.ts';
import type { ImportResult } from '../../api/client.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { type ColumnChoice, useSaveMapping } from './useColumnMapping.ts';

/** Which heading fills which field, with the share of filled rows and some values to judge by. */
export function ImportColumns({ preview, columns }: { preview: ImportResult; columns: ColumnChoice }) {
  const text = useText().offices;
  const fields = officeField.options.map((value) => ({ value, label: text.field[value] }));
  return (
    <section className="no-print">
      <div className="list-head">
        <span className="dim">{text.columnsNote}</span>
        <SaveMapping read={columns.asChosen(preview.columns)} usedName={columns.usedName} />
      </div>
      <DataTable
        label={text.columns}
        rows={columns.asChosen(preview.columns)}
        rowKey={(row) => row.header}
        columns={[
          { key: 'header', title: text.header, width: '22%', cell: (row) => row.header },
          { key: 'filled', title: text.filled, width: '124px', cell: (row) => <Share share={row.filled} /> },
          {
            key: 'samples',
            title: text.samples,
            cell: (row) => <span className="dim">{row.samples.join(' · ')}</span>,
          },
          {
            key: 'field',
            title: text.readAs,
            width: '200px',
            cell: (row) => (
              <NativeSelect
                size="xs"
                className="cell-select"
                aria-label={text.readAsOf(row.header)}
                value={row.field ?? ''}
                data={[{ value: '', label: text.ignored }, ...fields]}
                onChange={(event) => {
                  const field = officeField.safeParse(event.currentTarget.value).data ?? null;
                  columns.read(preview.columns, row.header, field);
                }}
              />
            ),
          },
        ]}
      />
    </section>
  );
}

/** 0 to 1 as a bar and a number. */
function Share({ share }: { share: number }) {
  const percent = Math.round(share * 100);
  return (
    <span className="share">
      <span className="share-bar">
        <span style={{ width: `${percent}%` }} />
      </span>
      {percent}%
    </span>
  );
}

function SaveMapping({ read, usedName = '' }: { read: ImportResult['columns']; usedName: string | undefined }) {
  const text = useText().offices;
  const [name, setName] = useState(usedName);
  const save = useSaveMapping();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.saveAs(name.trim(), read);
  };
  return (
    <form onSubmit={submit} className="save-mapping">
      <ErrorNote error={save.error} />
      {save.isSuccess && <span role="status">✓ {text.mappingSaved(save.variables.name)}</span>}
      <Group gap="xs">
        <TextInput
          size="xs"
          required
          maxLength={60}
          aria-label={text.mappingName}
          placeholder={text.mappingNamePlaceholder}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" variant="default" loading={save.isPending} disabled={name.trim() === ''}>
          {text.saveMapping}
        </Button>
      </Group>
    </form>
  );
}
