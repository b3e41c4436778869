/** The part of `qrcode` that reckons, which `@types/qrcode` does not name by its file. */
declare module 'qrcode/lib/core/qrcode.js' {
  export { create } from 'qrcode';
}
