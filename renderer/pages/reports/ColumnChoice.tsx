import { Button, Checkbox, Group } from '@mantine/core';
import { useText } from '../../text/index.ts';

interface Props {
  /** All headings, the chosen ones first and in their order. */
  all: string[];
  chosen: string[];
  onChange(chosen: string[]): void;
}

/** Which columns the file gets, and in which order. */
export function ColumnChoice({ all, chosen, onChange }: Props) {
  const text = useText().reports;
  const shown = [...chosen, ...all.filter((heading) => !chosen.includes(heading))];
  const move = (heading: string, by: -1 | 1) => {
    const next = chosen.filter((each) => each !== heading);
    next.splice(chosen.indexOf(heading) + by, 0, heading);
    onChange(next);
  };
  const toggle = (heading: string, on: boolean) =>
    onChange(on ? [...chosen, heading] : chosen.filter((each) => each !== heading));
  return (
    <details className="column-choice">
      <summary>{text.columns(String(chosen.length), String(shown.length))}</summary>
      <ol aria-label={text.columnOrder}>
        {shown.map((heading) => {
          const at = chosen.indexOf(heading);
          return (
            <li key={heading}>
              <Checkbox
                size="xs"
                label={heading}
                checked={at >= 0}
                disabled={at >= 0 && chosen.length === 1}
                onChange={(event) => toggle(heading, event.currentTarget.checked)}
              />
              {at >= 0 && (
                <Group gap={2} wrap="nowrap">
                  {([-1, 1] as const).map((by) => (
                    <Button
                      key={by}
                      size="compact-xs"
                      variant="subtle"
                      aria-label={by < 0 ? text.moveUp(heading) : text.moveDown(heading)}
                      disabled={at + by < 0 || at + by >= chosen.length}
                      onClick={() => move(heading, by)}
                    >
                      {by < 0 ? '↑' : '↓'}
                    </Button>
                  ))}
                </Group>
              )}
            </li>
          );
        })}
      </ol>
    </details>
  );
}
