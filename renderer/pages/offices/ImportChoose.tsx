import { Button, FileButton, Textarea } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import { useText } from '../../text/index.ts';

/** Step 1: a file by the button or dropped, or cells copied in Excel. */
export function ImportChoose({ onFile }: { onFile: (file: File) => void }) {
  const text = useText().offices;
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <div className="import-choose">
      <section
        className="drop"
        aria-label={text.step.choose}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>{over ? text.drop : text.chooseNote}</p>
        <FileButton
          accept=".csv,.tsv,.txt,.xlsx,text/csv"
          onChange={(file) => file && onFile(file)}
          inputProps={{ 'aria-label': text.choose }}
        >
          {(props) => (
            <Button {...props} autoFocus>
              {text.choose}
            </Button>
          )}
        </FileButton>
      </section>
      <PasteBox onFile={onFile} />
    </div>
  );
}

/** Cells copied in Excel come as lines with tabs: the same as a .tsv file. */
function PasteBox({ onFile }: { onFile: (file: File) => void }) {
  const text = useText().offices;
  const [pasted, setPasted] = useState('');
  const read = () => onFile(new File([pasted], `${text.pasteName}.tsv`, { type: 'text/tab-separated-values' }));
  return (
    <section>
      <Textarea
        label={text.paste}
        description={text.pasteNote}
        rows={5}
        value={pasted}
        classNames={{ input: 'paste' }}
        onChange={(event) => setPasted(event.currentTarget.value)}
      />
      <Button mt="xs" variant="default" disabled={pasted.trim() === ''} onClick={read}>
        {text.pasteRead}
      </Button>
    </section>
  );
}
