import { Button, Group } from '@mantine/core';
import { useText } from '../text/index.ts';
import { useFormat } from './dates.ts';
import { type CursorPages, PAGE_ROWS } from './useCursorPages.ts';

interface Props {
  pages: CursorPages;
  data: { rows: unknown[]; next: string | null; total: number } | undefined;
}

/** Where in the list we are, and the way on and back. */
export function Pager({ pages, data }: Props) {
  const text = useText();
  const format = useFormat();
  if (!data || data.total === 0) return null;
  const from = pages.page * PAGE_ROWS;
  const { next } = data;
  return (
    <Group gap="xs" className="pager no-print">
      <span className="dim" role="status">
        {text.common.range(format.number(from + 1), format.number(from + data.rows.length), format.number(data.total))}
      </span>
      {(pages.page > 0 || next) && (
        <>
          <Button size="compact-sm" variant="default" disabled={pages.page === 0} onClick={pages.back}>
            {text.common.previousPage}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={!next}
            onClick={() => {
              if (next) pages.forward(next);
            }}
          >
            {text.common.nextPage(PAGE_ROWS)}
          </Button>
        </>
      )}
    </Group>
  );
}
