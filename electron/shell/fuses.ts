/**
 * The switches burnt into the packaged program, all nine of them, stated rather than left to a default.
 * https://www.electronjs.org/docs/latest/tutorial/fuses
 */
export const fuses = Object.freeze({
  /** The program must not serve as a Node interpreter for whoever can start it. */
  RunAsNode: false,
  /** Nothing the window stores on disk lies there in clear. */
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  /** A changed app.asar does not start (Windows and macOS check it). */
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  /** One V8 snapshot for all processes; we ship no second one. */
  LoadBrowserProcessSpecificV8Snapshot: false,
  /** Pages come through app:, so file: needs no rights. */
  GrantFileProtocolExtraPrivileges: false,
  /** Kept on: without it WebAssembly falls back to slower bounds checks and gains nothing. */
  WasmTrapHandlers: true,
});
