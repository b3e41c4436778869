import type { MenuItemConstructorOptions } from 'electron';
import type { ShellText } from './language.ts';

/**
 * The application menu: editing (a Mac has no clipboard keys without it) and zoom.
 * No reload: it would lose what is typed. Labels are ours because Electron's own are English only.
 */
export function menuTemplate(text: ShellText, developing: boolean): MenuItemConstructorOptions[] {
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return [
    { label: text.file, submenu: [{ role: 'quit', label: text.quit }] },
    {
      label: text.edit,
      submenu: [
        { role: 'undo', label: text.undo },
        { role: 'redo', label: text.redo },
        separator,
        { role: 'cut', label: text.cut },
        { role: 'copy', label: text.copy },
        { role: 'paste', label: text.paste },
        { role: 'selectAll', label: text.selectAll },
      ],
    },
    {
      label: text.view,
      submenu: [
        { role: 'zoomIn', label: text.zoomIn },
        { role: 'zoomOut', label: text.zoomOut },
        { role: 'resetZoom', label: text.actualSize },
        separator,
        { role: 'togglefullscreen', label: text.fullScreen },
        ...(developing ? [separator, { role: 'toggleDevTools' as const, label: text.developer }] : []),
      ],
    },
  ];
}
