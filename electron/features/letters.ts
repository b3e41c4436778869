import { writeSetting } from '../../db/queries/settings.ts';
import { fail } from '../contract/errors.ts';
import { letterLayout } from '../contract/letters.ts';
import { parseMarkup } from '../rules/markup.ts';
import { type AppContext, api, change } from './context.ts';
import { LETTER_LAYOUT, readLetterLayout } from './letterLayout.ts';
import { renderSheets, writePdf } from './letterRendering.ts';

export const letters = {
  layout: api.letters.layout.handler(async ({ context }) => ({
    ...(await readLetterLayout(context.store.read)),
    house: context.letters.houseSource,
  })),

  saveLayout: api.letters.saveLayout.handler(async ({ input, context, signal }) => {
    if (input.source) await tryTemplate(context, input.source, signal);
    return change(context, 'letters.saveLayout', async (tx, note) => {
      const saved = letterLayout.parse({ ...(await readLetterLayout(tx)), ...input });
      if (saved.windowLeft + saved.windowWidth > PAPER_WIDTH) throw fail('invalid_input', { field: 'windowWidth' });
      await writeSetting(tx, LETTER_LAYOUT, saved);
      note('settings', null, { keys: Object.keys(input).join(' ') });
      return {};
    });
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

/** An own template is tried in both forms on an example before it is kept. Errors: template_broken. */
async function tryTemplate(context: AppContext, own: string, signal: AbortSignal | undefined): Promise<void> {
  const office = {
    ...{ code: '00417', name: '例示商事株式会社', postalCode: '〒000-0000', address: '例示県例示市例示町1-2-3' },
    ...{ fax: '03-0000-0417', addressee: ['例示商事株式会社 御中'], title: '障害について', slipCode: '0000-0000-0' },
    blocks: parseMarkup('拝啓\n\n## 状況\n- 一\n\n| 手続き | 期限 |\n|---|---|\n| 届 | 6月 |\n\n記\n日時\n以上'),
  };
  const shared = {
    ...{ window: { left: 22, top: 12, width: 90, height: 45 }, slip: 'below' as const, documentNumber: '第1号' },
    ...{ date: '令和8年6月5日', label: '第1報', sender: ['例示労働保険事務組合'], returnFax: '03-0000-9001' },
    ...{ replyBy: '令和8年6月12日', checkList: false, offices: [office] },
  };
  for (const form of ['letter', 'fax'] as const) {
    await context.letters.render({ template: 'sheets', data: { ...shared, form }, own }, { signal });
  }
}
