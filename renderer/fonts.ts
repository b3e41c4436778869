import ranges from '@fontsource/biz-udpgothic/unicode.json';

/**
 * The font in its numbered slices. The plain `japanese` slice lacks what names of offices are full of
 * (㈱ 髙 﨑 ① and half-width kana), and the package's own style sheets bring every file twice.
 */
const files = import.meta.glob<string>(
  [
    '../node_modules/@fontsource/biz-udpgothic/files/*-{400,700}-normal.woff2',
    '!../node_modules/@fontsource/biz-udpgothic/files/*-{japanese,cyrillic,greek-ext}-*',
  ],
  // A font inside the script would be a `data:` address, which the page's policy refuses.
  { eager: true, query: '?url&no-inline', import: 'default' },
);

/** Makes BIZ UDPGothic known to the page; a slice is fetched when one of its characters is first shown. */
export function registerFonts(): void {
  for (const [path, address] of Object.entries(files)) {
    const [, slice = '', weight] = /biz-udpgothic-(.+)-(\d+)-normal/.exec(path) ?? [];
    const unicodeRange = Object.entries(ranges).find(([name]) => name === `[${slice}]` || name === slice)?.[1];
    if (!unicodeRange) continue;
    document.fonts.add(new FontFace('BIZ UDPGothic', `url(${address})`, { weight, unicodeRange, display: 'swap' }));
  }
}
