import type { KeyboardEvent } from 'react';
import { useText } from '../../text/index.ts';

export interface WindowPlace {
  windowLeft: number;
  windowTop: number;
  windowWidth: number;
  windowHeight: number;
}

const moves: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const inside = (millimetres: number) => Math.min(120, Math.max(5, millimetres));

interface Props {
  place: WindowPlace;
  slip: 'sheet' | 'below' | 'none';
  onMove(windowLeft: number, windowTop: number): void;
}

/** The sheet in small, one unit a millimetre, with the window that moves by the arrow keys. */
export function PagePicture({ place, slip, onMove }: Props) {
  const text = useText().letters;
  const move = (event: KeyboardEvent) => {
    const by = moves[event.key];
    if (!by) return;
    event.preventDefault();
    onMove(inside(place.windowLeft + by[0]), inside(place.windowTop + by[1]));
  };
  const { windowLeft: left, windowTop: top, windowWidth: width, windowHeight: height } = place;
  const after = top + height;
  const lines = Array.from({ length: 8 }, (_, at) => after + 42 + at * 9).filter(
    (y) => y < (slip === 'below' ? 205 : 280),
  );
  return (
    <button type="button" className="page-picture" aria-label={text.picture} onKeyDown={move}>
      <svg viewBox="0 0 210 297" aria-hidden="true">
        <g fill="#b9bfc7">
          <rect x="150" y="18" width="38" height="4" />
          <rect x="150" y="26" width="38" height="4" />
          <rect x="118" y={after + 8} width="70" height="4" />
          <rect x="70" y={after + 24} width="70" height="6" />
          {lines.map((y) => (
            <rect key={y} x="22" y={y} width="166" height="3" />
          ))}
        </g>
        <path d="M0 99H4M206 99h4M0 198H4M206 198h4" stroke="#777" />
        {slip === 'below' && (
          <>
            <path d="M10 212H200" stroke="#555" strokeDasharray="4 3" />
            <rect x="160" y="220" width="26" height="26" fill="#555" />
            <rect x="22" y="222" width="90" height="6" fill="#b9bfc7" />
          </>
        )}
        <rect x={left} y={top} width={width} height={height} fill="#2f6fde22" stroke="#2f6fde" strokeWidth="1.5" />
        {[0, 1, 2].map((at) => (
          <rect key={at} x={left + 4} y={top + 6 + at * 9} width={width * 0.7} height="4" fill="#4b5563" />
        ))}
      </svg>
    </button>
  );
}
