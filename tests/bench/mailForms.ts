import { type MailForms, mailFor } from '../../electron/rules/mailForms.ts';
import { exampleData, type MergeData } from '../../electron/rules/mergeFields.ts';
import { parseTemplate } from '../../electron/rules/mergeTemplate.ts';
import type { NoticeTexts } from '../../electron/rules/mergeText.ts';
import { type Bench, timed } from './measure.ts';
import { text } from './versions.ts';

const OFFICES = 10_000;
const PER_SECOND = 5_000;
/** Offices at a time: the application lets other work in between. */
const SLICE = 100;
const FACTS = ['復旧'];

/** A notice of the usual length, with fields, conditions, a link, and the table of the office's own delays. */
const body = `# {{件名}}

{{#タグ:建設}}
一人親方の特別加入がある事業所さまは、次の「急ぐ手続き」もお読みください。
{{/}}
${text.body}
{{事業所名}}さま（{{支部}}、{{事業所番号}}）については、復旧は{{事実:復旧}}です（{{事実:復旧|時点|令和}}現在）。
**{{返信期限|令和}}まで**に[回答の入り口](https://example.jp/reply?c={{確認番号}})からもお知らせいただけます。

{{#遅延あり}}
## 期限を過ぎている手続き
{{遅延手続一覧|令和}}
{{else}}
期限を過ぎている手続きはありません。
{{/}}
`;

/** Merging and both forms of the mails of a version to 10,000 offices, against the rate that is asked for. */
export function mailFormBenches(): Bench[] {
  const texts: NoticeTexts = {
    subject: parseTemplate('【{{版}}】{{事業所名}}さまへのお知らせ', FACTS, 'subject').template,
    body: parseTemplate(body, FACTS).template,
    covering: parseTemplate('{{担当者名}}さま、第1報のご確認がまだのようです。', FACTS).template,
  };
  const offices = Array.from({ length: OFFICES }, (_, at) => officeData(at));
  return [
    {
      name: `mail forms of ${OFFICES.toLocaleString('en')} offices`,
      limit: `${PER_SECOND.toLocaleString('en')} a second`,
      goal: 1,
      product: async () => {
        let at = 0;
        const slice = () => {
          for (const data of offices.slice(at, at + SLICE))
            requireWhole(mailFor(texts, data, 'kumiai@example.jp'), data);
          at += SLICE;
        };
        const slices = OFFICES / SLICE;
        const { ms, blockMs } = await timed(slice, slices);
        return { ms: ms * slices, blockMs };
      },
      bare: async () => ({ ms: (OFFICES / PER_SECOND) * 1_000, blockMs: 0 }),
    },
  ];
}

function officeData(at: number): MergeData {
  const code = String(at).padStart(5, '0');
  return {
    ...exampleData,
    office: {
      ...exampleData.office,
      code,
      name: `東雲運送${code}株式会社`,
      contactName: at % 3 === 0 ? '' : '中村',
      confirmationCode: `K7M2-${code}`,
      tags: at % 5 === 0 ? ['建設'] : [],
      delayed: at % 4 === 0 ? exampleData.office.delayed : [],
    },
  };
}

function requireWhole({ text: words, html }: MailForms, { office }: MergeData): void {
  const isWhole = [words, html].every((form) => form.includes(office.name) && form.includes(office.confirmationCode));
  if (!isWhole) throw new Error(`the mail to ${office.code} is not whole`);
}
