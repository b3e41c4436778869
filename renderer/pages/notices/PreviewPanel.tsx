import { Button, Tabs } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type NoticeForm, noticeForm } from '../../../electron/contract/notices.ts';
import { api, client, type Inputs, type Outputs } from '../../api/client.ts';
import { downloadFile } from '../../api/files.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { GreyLines } from '../../components/Loaded.tsx';
import { PagesPicture } from '../../components/PagesPicture.tsx';
import { useText } from '../../text/index.ts';
import { PreviewOffice, usePreviewOffice } from './PreviewOffice.tsx';

type Preview = Outputs['notices']['preview'];
type Input = Inputs['notices']['preview'];

interface Props {
  versionId: number;
  /** `updatedAt` of the saved text: a newer one is shown as soon as it is saved. */
  updatedAt: string;
}

/** A version as one office gets it, in each of its forms. */
export function PreviewPanel({ versionId, updatedAt }: Props) {
  const text = useText().notices;
  const [form, setForm] = useState<NoticeForm>('text');
  const office = usePreviewOffice(versionId);
  const input = { versionId, officeCode: office.shown?.code ?? '', form, picture: true };
  const preview = useQuery({
    ...api.notices.preview.queryOptions({ input }),
    queryKey: [...api.notices.preview.queryKey({ input }), updatedAt],
    enabled: office.shown !== undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <section className="preview" aria-label={text.preview}>
      <PreviewOffice versionId={versionId} office={office} />
      <Tabs value={form} onChange={(value) => setForm(noticeForm.parse(value))} keepMounted={false}>
        <Tabs.List aria-label={text.forms}>
          {noticeForm.options.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {text.form[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {noticeForm.options.map((each) => (
          <Tabs.Panel key={each} value={each}>
            <ErrorNote error={office.error ?? preview.error} />
            {preview.data && <Copy form={each} preview={preview.data} input={input} />}
            {preview.isPending && office.shown !== undefined && <GreyLines />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}

function Copy({ form, preview, input }: { form: NoticeForm; preview: Preview; input: Input }) {
  const text = useText().notices;
  const format = useFormat();
  return (
    <>
      <p className="preview-subject">
        <span className="dim">{text.subject}</span> <strong>{preview.subject}</strong>
      </p>
      {preview.empty.length > 0 && (
        <p className="note" data-tone="warn">
          {text.emptyHere(format.list(preview.empty))}
        </p>
      )}
      {preview.picture !== null && <Paper svg={preview.picture} pages={preview.pages ?? 0} input={input} />}
      {preview.text !== null &&
        (form === 'html' ? (
          // No right is given to it: nothing in it may run, send, open or lead away.
          // It has no origin, so it cannot have our typeface either: as in a mail program the system's is used.
          <iframe className="preview-html" title={text.form.html} sandbox="" srcDoc={preview.text} />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard too
          <div className="preview-text" tabIndex={0}>
            {preview.text}
          </div>
        ))}
    </>
  );
}

function Paper({ svg, pages, input }: { svg: string; pages: number; input: Input }) {
  const text = useText().notices;
  const save = useMutation({
    mutationFn: async () => {
      const { file } = await client.notices.preview({ ...input, picture: false });
      if (file !== null) await downloadFile(file);
    },
  });
  const label = text.paper(text.form[input.form], pages);
  return (
    <div className="preview-paper">
      <div className="preview-paper-head">
        <span>{label}</span>
        <Button size="compact-sm" variant="default" loading={save.isPending} onClick={() => save.mutate()}>
          {text.openPaper}
        </Button>
      </div>
      <ErrorNote error={save.error} />
      <PagesPicture svg={svg} label={label} />
    </div>
  );
}
