import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Template } from '../../../electron/contract/templates.ts';
import { api, client } from '../../api/client.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { offerUndo } from '../../components/undo.tsx';
import { useText } from '../../text/index.ts';

type Words = Pick<Template, 'subject' | 'body'>;

interface Props {
  /** The present text, to be kept as a template or to go back to. */
  words: Words;
  onChoose: (words: Words) => void;
}

/** Begins a text with a template, and keeps the present one as a template. */
export function TemplateChooser({ words, onChoose }: Props) {
  const text = useText();
  const [opened, { open, close }] = useDisclosure(false);
  const choose = ({ name, subject, body }: Template) => {
    onChoose({ subject, body });
    close();
    offerUndo({ message: text.templates.taken(name), label: text.common.undo, undo: () => onChoose(words) });
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {text.templates.open}
      </Button>
      <Modal
        size="lg"
        opened={opened}
        onClose={close}
        title={text.templates.title}
        closeButtonProps={{ 'aria-label': text.common.close }}
      >
        <TemplateList words={words} onChoose={choose} />
      </Modal>
    </>
  );
}

function TemplateList({ words, onChoose }: { words: Words; onChoose: (template: Template) => void }) {
  const text = useText();
  const queries = useQueryClient();
  const list = useQuery(api.templates.list.queryOptions({ input: {} }));
  const again = () => queries.invalidateQueries({ queryKey: api.templates.key() });
  const remove = useMutation({
    mutationFn: ({ id }: Template) => client.templates.remove({ id }),
    onSuccess: async (_answer, { name, subject, body }) => {
      await again();
      const undo = () => void client.templates.save({ name, subject, body }).then(again);
      offerUndo({ message: text.templates.removed(name), label: text.common.undo, undo });
    },
  });
  return (
    <Loaded query={list}>
      {({ rows }) => (
        <>
          <DataTable
            label={text.templates.list}
            rows={rows}
            rowKey={(row) => row.id}
            empty={text.templates.none}
            columns={[
              { key: 'name', title: text.templates.name, width: '32%', cell: (row) => row.name },
              { key: 'subject', title: text.templates.subject, cell: (row) => row.subject },
              {
                key: 'acts',
                title: '',
                width: '140px',
                cell: (row) => (
                  <Group gap={6} wrap="nowrap">
                    <Button
                      size="compact-sm"
                      aria-label={text.templates.takeOf(row.name)}
                      onClick={() => onChoose(row)}
                    >
                      {text.templates.take}
                    </Button>
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={text.templates.removeOf(row.name)}
                      onClick={() => remove.mutate(row)}
                    >
                      {text.templates.remove}
                    </Button>
                  </Group>
                ),
              },
            ]}
          />
          <ErrorNote error={remove.error} />
          <SaveForm words={words} taken={rows.map((row) => row.name)} />
        </>
      )}
    </Loaded>
  );
}

function SaveForm({ words, taken }: { words: Words; taken: readonly string[] }) {
  const text = useText().templates;
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const save = useMutation({
    mutationFn: () => client.templates.save({ ...words, name }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.templates.key() }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} aria-label={text.saveTitle}>
      <h3>{text.saveTitle}</h3>
      <Group align="flex-end">
        <TextInput
          required
          maxLength={60}
          label={text.saveName}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
            save.reset();
          }}
        />
        <Button
          type="submit"
          variant="default"
          loading={save.isPending}
          disabled={words.subject.trim() === '' || words.body.trim() === ''}
        >
          {text.save}
        </Button>
      </Group>
      <p role="status" className="dim">
        {save.isSuccess ? text.saved(name) : taken.includes(name.trim()) && text.replaces}
      </p>
      <ErrorNote error={save.error} />
    </form>
  );
}
