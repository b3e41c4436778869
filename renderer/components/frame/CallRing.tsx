import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../../api/client.ts';
import { useText } from '../../text/index.ts';
import { useFormat } from '../dates.ts';
import { say } from '../undo.tsx';

const ASK_AGAIN_MS = 30_000;

/** What rings on every page: promised call-backs whose time has come. Told once in passing, then a mark that stays. */
export function CallRing() {
  const text = useText().calls;
  const format = useFormat();
  const due = useQuery({ ...api.calls.due.queryOptions({ input: {} }), refetchInterval: ASK_AGAIN_MS });
  const promised = due.data?.promised ?? 0;
  const before = useRef(0);
  useEffect(() => {
    if (promised > before.current) say(`☎ ${text.ring(format.number(promised))}`);
    before.current = promised;
  }, [promised, text, format]);
  if (promised === 0) return null;
  return (
    <span className="ring" title={text.ring(format.number(promised))}>
      <span aria-hidden="true">☎ </span>
      {format.number(promised)}
    </span>
  );
}
