import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import packedChromium from '@sparticuz/chromium';

// `node build/icons/draw.ts`: icon.svg as icon.png (512 pixels) and icon.ico (Windows sizes, PNG inside).
// Run by hand after a change of the drawing; the results are committed.

const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
const svg = readFileSync(join(import.meta.dirname, 'icon.svg'), 'utf8');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? (await packedChromium.executablePath()),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const page = await browser.newPage();
writeFileSync(join(import.meta.dirname, 'icon.png'), await draw(512));
const images: Buffer[] = [];
for (const size of ICO_SIZES) images.push(await draw(size));
writeFileSync(join(import.meta.dirname, 'icon.ico'), ico(images));
await browser.close();

async function draw(size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  return page.screenshot({ omitBackground: true });
}

/** An icon file: a directory of 16 bytes for each image, then the PNG files. Width and height 256 are written as 0. */
function ico(pngs: Buffer[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pngs.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pngs.length, 4);
  let offset = head.length;
  pngs.forEach((png, index) => {
    const at = 6 + 16 * index;
    const size = ICO_SIZES[index] ?? 0;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...pngs]);
}
