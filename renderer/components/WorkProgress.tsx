import { Button, Progress } from '@mantine/core';
import { useText } from '../text/index.ts';
import { useFormat } from './dates.ts';

interface Props {
  label: string;
  done: number;
  /** Zero while nobody knows. */
  total: number;
  /** Says the numbers too; bytes say nothing to a clerk. */
  counted: boolean;
  onStop(): void;
}

/** How far long work has come, and the way to end it. */
export function WorkProgress({ label, done, total, counted, onStop }: Props) {
  const text = useText().common;
  const format = useFormat();
  return (
    <div role="status" className="work-progress">
      <span>
        {label}
        {counted && total > 0 && ` ${format.number(done)} / ${format.number(total)}`}
      </span>
      <Progress size="lg" aria-label={label} value={total === 0 ? 100 : (done * 100) / total} animated={total === 0} />
      <Button size="compact-sm" variant="default" onClick={onStop}>
        {text.stop}
      </Button>
    </div>
  );
}
