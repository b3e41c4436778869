/** The word without which no style sheet takes effect in this window; the host put it into the page. */
export function styleNonce(): string {
  return document.querySelector<HTMLElement>('meta[property=csp-nonce]')?.nonce ?? '';
}

// Where the dialogs' scroll lock looks for it (package `get-nonce`).
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
