import { useEffect, useRef } from 'react';
import { navigation } from '../../routes.ts';
import { undoLast } from '../undo.tsx';

interface Shortcuts {
  navigate: (path: string) => void;
  find: () => void;
  help: () => void;
}

function isTyping(target: EventTarget | null) {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

function focusFilter(): boolean {
  const filter = document.querySelector<HTMLInputElement>('main [data-list-filter]');
  filter?.focus();
  filter?.select();
  return filter !== null;
}

/** The keys of every page: Ctrl+1…9 pages, Ctrl+K finder, Ctrl+Z undo, / filter, F1 help. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey) return;
      const command = event.ctrlKey || event.metaKey;
      const page = command ? navigation[Number(event.key) - 1] : undefined;
      if (page) latest.current.navigate(page.path);
      else if (command && event.key.toLowerCase() === 'k') latest.current.find();
      else if (command && event.key === 'z' && !isTyping(event.target) && undoLast()) event.stopPropagation();
      else if (event.key === 'F1') latest.current.help();
      else if (event.key !== '/' || command || isTyping(event.target) || !focusFilter()) return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
