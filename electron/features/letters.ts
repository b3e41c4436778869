import { writeSetting } from '../../db/queries/settings.ts';
import { fail } from '../contract/errors.ts';
import { letterLayout } from '../contract/letters.ts';
import { api, change } from './context.ts';
import { LETTER_LAYOUT, readLetterLayout } from './letterLayout.ts';
import { renderSheets, writePdf } from './letterRendering.ts';
import { pictureOfSample, tryTemplate } from './letterSample.ts';

export const letters = {
  layout: api.letters.layout.handler(async ({ context }) => ({
    ...(await readLetterLayout(context.store.read)),
    house: context.letters.houseSource,
  })),

  saveLayout: api.letters.saveLayout.handler(async ({ input, context, signal }) => {
    const tried = { ...(await readLetterLayout(context.store.read)), ...input };
    if (input.source) await tryTemplate(context, tried, signal);
    return change(context, 'letters.saveLayout', async (tx, note) => {
      const saved = letterLayout.parse({ ...(await readLetterLayout(tx)), ...input });
      if (saved.windowLeft + saved.windowWidth > PAPER_WIDTH) throw fail('invalid_input', { field: 'windowWidth' });
      await writeSetting(tx, LETTER_LAYOUT, saved);
      note('settings', null, { keys: Object.keys(input).join(' ') });
      return {};
    });
  }),

  sample: api.letters.sample.handler(async ({ input, context, signal }) => {
    const { form, ...layout } = input;
    return pictureOfSample(context, { ...(await readLetterLayout(context.store.read)), ...layout }, form, signal);
  }),

  testPrint: api.letters.testPrint.handler(async ({ input, context, signal }) => {
    const layout = await readLetterLayout(context.store.read);
    const { windowLeft: left, windowTop: top, windowWidth: width, windowHeight: height } = layout;
    const lines = ['〒000-0000', '例示県例示市例示町1-2-3', '例示商事株式会社 御中'];
    const data = { window: { left, top, width, height }, lines };
    const { pdf, pages } = await context.letters.render({ template: 'testPrint', data }, { signal });
    const { file } = await writePdf(context, input.file, 'test-print', pdf);
    return { file, pages };
  }),

  render: api.letters.render.handler(async ({ input, context, signal }) => {
    const { versionId, audience, form } = input;
    const { pdf, failed, missingCharacters, ...done } = await renderSheets(context, input, signal);
    const { file, sha256 } = await writePdf(context, input.file, `${form}-${versionId}`, pdf);
    await change(context, 'letters.render', async (_tx, note) => {
      note('version', versionId, { form, audience, offices: done.offices, pages: done.pages, sha256 });
    });
    const listed = { failed: failed.slice(0, MOST_LISTED), missingCharacters: missingCharacters.slice(0, MOST_LISTED) };
    return { ...done, ...listed, file };
  }),
};

const MOST_LISTED = 1000;
/** A4, in millimetres. */
const PAPER_WIDTH = 210;
