import { Button, FileButton, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { type AnswerField, type AnswerMapping, answerField } from '../../../electron/contract/acknowledgementImport.ts';
import { client, type Outputs } from '../../api/client.ts';
import { uploadFile } from '../../api/files.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useText } from '../../text/index.ts';
import { AnswersFound } from './AnswersFound.tsx';

type Found = Outputs['acknowledgements']['import'];

interface Chosen {
  name: string;
  file: string;
  mapping: AnswerMapping | undefined;
}

/** Answers of a form: the file, which column is what, what would come in, and then all of it or nothing. */
export function ImportAnswersPage() {
  const text = useText();
  const words = text.answerImport;
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const queries = useQueryClient();
  const read = useMutation({
    mutationFn: ({ file, mapping }: Chosen) => client.acknowledgements.import({ file, mapping, commit: false }),
  });
  const choose = useMutation({
    mutationFn: async (file: File) => {
      const path = await uploadFile(file, () => undefined, new AbortController().signal);
      return { name: file.name, file: path, mapping: undefined };
    },
    onSuccess: (next) => {
      setChosen(next);
      read.mutate(next);
    },
  });
  const bring = useMutation({
    mutationFn: (skipRefused: boolean) =>
      client.acknowledgements.import({
        ...{ file: chosen?.file ?? '', mapping: chosen?.mapping ?? read.data?.mapping },
        ...{ commit: true, skipRefused },
      }),
    onSuccess: () => queries.invalidateQueries(),
  });
  const map = (field: AnswerField, heading: string | null) => {
    if (!chosen) return;
    const { [field]: _, ...rest } = chosen.mapping ?? read.data?.mapping ?? {};
    const next = { ...chosen, mapping: heading === null ? rest : { ...rest, [field]: heading } };
    setChosen(next);
    read.mutate(next);
  };
  return (
    <>
      <PageHeader title={words.title}>
        <Button component={Link} href="/acknowledgements" size="compact-md" variant="default">
          {text.common.back}
        </Button>
      </PageHeader>
      <p className="dim">{words.note}</p>
      <FileButton
        accept=".csv,.tsv,.txt,.xlsx,text/csv"
        onChange={(file) => {
          bring.reset();
          if (file) choose.mutate(file);
        }}
        inputProps={{ 'aria-label': words.choose }}
      >
        {(props) => (
          <Button {...props} loading={choose.isPending || read.isPending} variant={chosen ? 'default' : 'filled'}>
            {words.choose}
          </Button>
        )}
      </FileButton>
      <ErrorNote error={choose.error ?? read.error ?? bring.error} />
      {bring.data?.committed ? (
        <p className="note" data-tone="good" role="status">
          <strong>✓ {words.done(bring.data.recorded, bring.data.known)}</strong>
          <Link href="/acknowledgements">{text.acknowledgements.title}</Link>
        </p>
      ) : (
        chosen &&
        read.data && (
          <>
            <h2>{words.columns(chosen.name)}</h2>
            <Columns found={read.data} mapping={chosen.mapping ?? read.data.mapping} onMap={map} />
            <AnswersFound found={read.data} onBring={(skip) => bring.mutate(skip)} bringing={bring.isPending} />
          </>
        )
      )}
    </>
  );
}

interface ColumnsProps {
  found: Found;
  mapping: AnswerMapping;
  onMap: (field: AnswerField, heading: string | null) => void;
}

/** Which heading holds which field, guessed and to be corrected. */
function Columns({ found, mapping, onMap }: ColumnsProps) {
  const words = useText().answerImport;
  const headings = [...new Set(found.columns.map((column) => column.header))].filter((heading) => heading !== '');
  return (
    <div className="form-row">
      {answerField.options.map((field) => (
        <Select
          key={field}
          size="xs"
          label={words.field[field]}
          placeholder={words.noColumn}
          clearable
          data={headings}
          value={mapping[field] ?? null}
          description={found.columns.find((column) => column.header === mapping[field])?.samples.join('、')}
          onChange={(heading) => onMap(field, heading)}
        />
      ))}
    </div>
  );
}
