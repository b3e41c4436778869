import type { Language } from '../contract/common.ts';

/** What the shell itself says: the menu, and the few sentences before the page can speak. */
export interface ShellText {
  file: string;
  quit: string;
  edit: string;
  undo: string;
  redo: string;
  cut: string;
  copy: string;
  paste: string;
  selectAll: string;
  view: string;
  zoomIn: string;
  zoomOut: string;
  actualSize: string;
  fullScreen: string;
  developer: string;
  cannotOpen: string;
  pageFailed: string;
  leaving: string;
  openIt: string;
  leaveIt: string;
}

const ja: ShellText = {
  file: 'ファイル',
  quit: 'Todoke を終了',
  edit: '編集',
  undo: '元に戻す',
  redo: 'やり直し',
  cut: '切り取り',
  copy: 'コピー',
  paste: '貼り付け',
  selectAll: 'すべて選択',
  view: '表示',
  zoomIn: '拡大',
  zoomOut: '縮小',
  actualSize: '元の大きさ',
  fullScreen: '全画面',
  developer: '開発者ツール',
  cannotOpen: 'Todoke を開けません',
  pageFailed: '画面が何度も止まりました。保存済みの内容は無事です。Todoke をもう一度開いてください。',
  leaving: '別のプログラムで開きます。よろしいですか。',
  openIt: '開く',
  leaveIt: '開かない',
};

const en: ShellText = {
  file: 'File',
  quit: 'Quit Todoke',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: 'View',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  actualSize: 'Actual size',
  fullScreen: 'Full screen',
  developer: 'Developer tools',
  cannotOpen: 'Todoke cannot be opened',
  pageFailed: 'The page stopped again and again. What was saved is safe. Please open Todoke again.',
  leaving: 'This opens in another program. Go on?',
  openIt: 'Open',
  leaveIt: 'Do not open',
};

/** The language for a locale tag of the system: Japanese for ja and ja-JP, English for everything else. */
export function languageOf(locale: string): Language {
  return /^ja\b/i.test(locale) ? 'ja' : 'en';
}

/** The shell's sentences in a language. */
export function shellText(language: Language): ShellText {
  return { ja, en }[language];
}
