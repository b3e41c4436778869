import { useEffect, useRef, useState } from 'react';

/** The id of the element that shows a change, counted from 1. */
export const changeId = (change: number) => `change-${change}`;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');

/** The way from change to change: n and p, or `step`. `current` is 0 before the first. */
export function useChangeKeys(total: number) {
  const [current, setCurrent] = useState(0);
  const step = (by: 1 | -1) => {
    const wanted = current + by;
    const next = wanted < 1 ? total : wanted > total ? 1 : wanted;
    setCurrent(next);
    const row = document.getElementById(changeId(next));
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'center' });
  };
  const latest = useRef(step);
  useEffect(() => {
    latest.current = step;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing);
      if (!plain || isTyping(event.target) || (event.key !== 'n' && event.key !== 'p')) return;
      event.preventDefault();
      latest.current(event.key === 'n' ? 1 : -1);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return { current, step };
}
