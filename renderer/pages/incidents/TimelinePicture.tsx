import type { Timeline } from '../../../electron/contract/chronology.ts';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';

const ROW = 24;
const LABEL = 132;
const WIDTH = 1000;
const HEAD = 22;
const RADIUS = 10;

type Mark = Timeline['lanes'][number]['marks'][number];

/** The events on a line of time. The table below says the same in words. */
export function TimelinePicture({ line }: { line: Timeline }) {
  const text = useText().chronology;
  const format = useFormat();
  const tops: number[] = [];
  let height = HEAD;
  for (const { rows } of line.lanes) {
    tops.push(height);
    height += rows * ROW + 8;
  }
  const inner = WIDTH - LABEL - RADIUS;
  const place = (x: number) => LABEL + x * inner;
  return (
    <figure className="timeline">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={text.picture}>
        {line.ticks.map(({ on, x }) => (
          <g key={on}>
            <line x1={place(x)} x2={place(x)} y1={HEAD - 4} y2={height} className="timeline-tick" />
            <text x={place(x)} y={13}>{`${Number(on.slice(5, 7))}/${Number(on.slice(8))}`}</text>
          </g>
        ))}
        {line.lanes.map(({ category, rows, marks }, at) => {
          const top = tops[at] ?? 0;
          return (
            <g key={category ?? 'none'}>
              <line x1={0} x2={WIDTH} y1={top + rows * ROW + 4} y2={top + rows * ROW + 4} className="timeline-tick" />
              <text x={0} y={top + 17} className="timeline-lane">
                {category ? text.category[category] : text.noCategory}
              </text>
              {marks.map((mark) => (
                <TimelineMark key={mark.entryId} mark={mark} x={place(mark.x)} width={mark.width * inner} top={top} />
              ))}
            </g>
          );
        })}
      </svg>
      <figcaption className="dim">
        {text.pictureNote}{' '}
        {line.undated.length > 0 && text.undatedMarks(format.list(line.undated.map(({ number }) => String(number))))}
      </figcaption>
    </figure>
  );
}

function TimelineMark({ mark, x, width, top }: { mark: Mark; x: number; width: number; top: number }) {
  const y = top + mark.row * ROW + 2;
  if (mark.shape === 'range' || mark.shape === 'open') {
    const long = Math.max(width, RADIUS * 2);
    return (
      <g className="timeline-mark" data-shape={mark.shape}>
        <path d={`M${x + long} ${y} H${x} v${RADIUS * 2} H${x + long}`} />
        <path d={`M${x + long} ${y} v${RADIUS * 2}`} strokeDasharray={mark.shape === 'open' ? '3 3' : undefined} />
        <text x={x + long / 2} y={y + 14}>
          {mark.number}
        </text>
      </g>
    );
  }
  return (
    <g className="timeline-mark" data-shape={mark.shape}>
      <circle cx={x + RADIUS} cy={y + RADIUS} r={RADIUS} />
      <text x={x + RADIUS} y={y + 14}>
        {mark.number}
      </text>
    </g>
  );
}
