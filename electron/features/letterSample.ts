import type { LetterLayout } from '../contract/letters.ts';
import type { NoticeSheets } from '../ports/letters.ts';
import { parseMarkup } from '../rules/markup.ts';
import type { AppContext } from './context.ts';
import type { PaperForm } from './letterSheets.ts';
import { SAMPLE_CODE } from './letterSheets.ts';

/** An example of everything a text can hold: a template is shown on it, and tried on it before it is kept. */
const BODY = `平素よりお世話になっております。**見本の文面**です。

## 状況
- 電子申請ができません。
- 復旧の見込みは、分かり次第お知らせします。

| 手続き | 期限 |
|---|---|
| 資格取得届 | 6月10日 |

記
日時　6月5日
以上`;

function sampleOf(layout: LetterLayout, form: PaperForm): NoticeSheets {
  const office = {
    ...{ code: '00417', name: '例示商事株式会社', postalCode: '〒000-0000', address: '例示県例示市例示町1-2-3' },
    ...{ fax: '03-0000-0417', addressee: ['例示商事株式会社 御中'], title: '障害について', slipCode: SAMPLE_CODE },
    blocks: parseMarkup(BODY),
  };
  const { windowLeft: left, windowTop: top, windowWidth: width, windowHeight: height } = layout;
  const sender = layout.sender.split('\n').filter((line) => line.trim() !== '');
  return {
    ...{ form, window: { left, top, width, height }, slip: layout.slip, documentNumber: '第1号', label: '第1報' },
    ...{ date: '令和8年6月5日', replyBy: '令和8年6月12日', returnFax: layout.returnFax, checkList: false },
    sender: sender.length > 0 ? sender : ['例示労働保険事務組合'],
    offices: [office],
  };
}

/** A layout, with the template in it, on an example as a picture. Errors: template_broken, pdf_unavailable. */
export function pictureOfSample(context: AppContext, layout: LetterLayout, form: PaperForm, signal?: AbortSignal) {
  const letter = { template: 'sheets', data: sampleOf(layout, form), own: layout.source } as const;
  return context.letters.picture(letter, { signal });
}

/** An own template is tried in both forms before it is kept. Errors: template_broken, pdf_unavailable. */
export async function tryTemplate(context: AppContext, layout: LetterLayout, signal?: AbortSignal): Promise<void> {
  for (const form of ['letter', 'fax'] as const) await pictureOfSample(context, layout, form, signal);
}
