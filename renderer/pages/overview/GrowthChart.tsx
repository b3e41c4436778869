import type { Progress } from '../../api/client.ts';
import { inJapan, useFormat } from '../../components/dates.ts';
import { useFrame } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import { type Curve, growthCurves, spreadLabels } from './growth.ts';

const WIDTH = 560;
const HEIGHT = 200;
const LEFT = 44;
const RIGHT = 108;
const TOP = 14;
const BOTTOM = 26;
const LABEL_GAP = 16;
const DAY_GAP = 48;
/** Told apart by dash as well as by label: the newest is the solid one. */
const dashes = ['none', '6 3', '2 3', '8 3 2 3'];

/** A round number at or above the largest value, for the top of the scale. */
function scaleTop(largest: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(largest, 1)));
  return [1, 2, 5, 10].map((factor) => factor * magnitude).find((top) => top >= largest) ?? largest;
}

/** `11/19`: the year stands in the table below. */
const shortDay = (day: string) => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`;

/** The days that get a label: where a version went out, and the last day unless it would touch the one before. */
function dayLabels(days: string[], curves: Curve[], x: (index: number) => number): number[] {
  const sent = curves.map((curve) => days.indexOf(curve.sentOn)).filter((index) => index >= 0);
  const wanted = [...new Set([0, ...sent, days.length - 1])].sort((a, b) => a - b);
  return wanted.filter((index, i) => i === 0 || x(index) - x(wanted[i - 1] ?? 0) >= DAY_GAP);
}

/** Confirmations of each version over time, labelled at the line itself. */
export function GrowthChart({ data, knownOn }: { data: Progress; knownOn: string }) {
  const text = useText();
  const format = useFormat();
  const today = useFrame().data?.today ?? knownOn;
  const { days, curves } = growthCurves(data, today, (instant) => inJapan(instant).date);
  if (data.growth.length === 0) return <p className="dim chart-none">{text.overview.growthNone}</p>;

  const top = scaleTop(Math.max(...curves.map((curve) => curve.total)));
  const x = (index: number) =>
    days.length === 1 ? WIDTH - RIGHT : LEFT + (index * (WIDTH - LEFT - RIGHT)) / (days.length - 1);
  const y = (value: number) => HEIGHT - BOTTOM - (value * (HEIGHT - TOP - BOTTOM)) / top;
  const labels = spreadLabels(
    curves.map((curve) => y(curve.total) + 4),
    LABEL_GAP,
  );
  const summary = curves.map((curve) => `${curve.label} ${format.number(curve.total)}`).join('、');

  return (
    <>
      <GrowthTable days={days} curves={curves} />
      <svg
        className="chart"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${text.overview.growthLabel}：${summary}`}
      >
        {[0, top / 2, top].filter(Number.isInteger).map((value) => (
          <g key={value}>
            <line className="chart-grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
              {format.number(value)}
            </text>
          </g>
        ))}
        {dayLabels(days, curves, x).map((index) => (
          <text key={index} x={x(index)} y={HEIGHT - 6} textAnchor={index === days.length - 1 ? 'end' : 'middle'}>
            {shortDay(days[index] ?? today)}
          </text>
        ))}
        {curves.map((curve, index) => (
          <CurveLine
            key={curve.versionId}
            curve={curve}
            days={days}
            x={x}
            y={y}
            age={curves.length - 1 - index}
            labelY={labels[index] ?? 0}
          />
        ))}
      </svg>
    </>
  );
}

/** The same as numbers, for those who hear the page: the days on which something came in. */
function GrowthTable({ days, curves }: { days: string[]; curves: Curve[] }) {
  const text = useText();
  const format = useFormat();
  const moved = days.flatMap((day, index) =>
    curves.some((curve) => curve.values[index] !== (index === 0 ? null : curve.values[index - 1]))
      ? [{ day, values: curves.map((curve) => curve.values[index] ?? null) }]
      : [],
  );
  return (
    <table className="heard-only" aria-label={text.overview.growthLabel}>
      <thead>
        <tr>
          <th scope="col">{text.overview.day}</th>
          {curves.map((curve) => (
            <th key={curve.versionId} scope="col">
              {curve.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {moved.map(({ day, values }) => (
          <tr key={day}>
            <th scope="row">{format.date(day)}</th>
            {curves.map((curve, index) => (
              <td key={curve.versionId}>{values[index] === null ? '' : format.number(values[index] ?? 0)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CurveProps {
  curve: Curve;
  days: string[];
  x: (index: number) => number;
  y: (value: number) => number;
  /** 0 for the newest version. */
  age: number;
  labelY: number;
}

function CurveLine({ curve, days, x, y, age, labelY }: CurveProps) {
  const text = useText();
  const format = useFormat();
  const points = curve.values.flatMap((value, index) => (value === null ? [] : [`${x(index)},${y(value)}`]));
  const sentAt = days.indexOf(curve.sentOn);
  return (
    <g className="chart-curve" data-newest={age === 0}>
      <polyline points={points.join(' ')} strokeDasharray={dashes[age % dashes.length]} />
      <circle cx={x(days.length - 1)} cy={y(curve.total)} r="3.5" />
      <text x={WIDTH - RIGHT + 10} y={labelY}>
        {curve.label} {format.number(curve.total)}
      </text>
      {sentAt >= 0 && (
        <path d={`M${x(sentAt)} ${y(0)}l4 7h-8z`}>
          <title>{text.overview.sentMark(curve.label)}</title>
        </path>
      )}
    </g>
  );
}
