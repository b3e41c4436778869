import { app, dialog, type Session, shell } from 'electron';
import type { ShellText } from './language.ts';
import {
  decideDownload,
  decideExternal,
  decideNavigation,
  decideOpen,
  decidePermission,
  decideRequest,
  type Outside,
} from './policies.ts';

/** Closes a session to everything but our own pages: no network, no rights, no devices, no foreign downloads. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(decidePermission(permission, details.requestingUrl ?? ''));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => decidePermission(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !decideRequest(request.url) }));
  session.on('will-download', (event, item) => {
    if (!decideDownload(item.getURL())) event.preventDefault();
  });
}

/** Keeps every page of the app where it is, whoever created it. Call before the first window. */
export function guardContents(text: ShellText, log: (line: string) => void): void {
  const outside = (decision: Outside, address: string) => {
    goOutside(decision, address, text).catch((error: Error) => log(`cannot open ${address}: ${error.message}`));
  };
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-frame-navigate', (event) => {
      if (decideNavigation(event.url)) return;
      event.preventDefault();
      if (event.isMainFrame) outside(decideExternal(event.url), event.url);
    });
    contents.on('will-redirect', (event) => {
      if (!decideNavigation(event.url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      const decision = decideOpen(url);
      outside(decision.outside, url);
      return { action: decision.action };
    });
  });
}

/** Hands an address to the system's own program, after asking where the rule says so. */
async function goOutside(decision: Outside, address: string, text: ShellText): Promise<void> {
  if (decision === 'deny') return;
  if (decision === 'ask') {
    const buttons = [text.openIt, text.leaveIt];
    const { response } = await dialog.showMessageBox({
      message: text.leaving,
      detail: address,
      buttons,
      defaultId: 0,
      cancelId: 1,
    });
    if (response !== 0) return;
  }
  await shell.openExternal(new URL(address).href);
}
