import { Button, FileButton } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import { useText } from '../../text/index.ts';

/** Step 1: a file by the button or dropped. */
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
        accept=".csv,.txt,text/csv"
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
  );
}
