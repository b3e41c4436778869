import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { type NoticeOffice, noticeSource, officesForNotice } from '../../db/queries/noticeData.ts';
import { readLetterLayout } from '../../electron/features/letterLayout.ts';
import { sheetFor, sheetsOf } from '../../electron/features/letterSheets.ts';
import { sheetSource } from '../../electron/ports/letters/noticeSheets.ts';
import type { NoticeSheets } from '../../electron/ports/letters/sheetData.ts';
import { sheetPapers } from '../../electron/ports/letters/sheetPapers.ts';
import { squareCode } from '../../electron/ports/letters/squareCode.ts';
import { japanDate } from '../../electron/rules/dates.ts';
import { readNotice } from '../../electron/rules/noticeCopies.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';
import { type Bench, timed } from './measure.ts';
import { text } from './versions.ts';

const OFFICES = 1_200;
const faces = join(import.meta.dirname, '../../node_modules/@expo-google-fonts/biz-udpgothic');

/** The same words on the same number of pages, and nothing else: no window, no boxes, no square code. */
const plain = `
#let data = json(bytes(sys.inputs.data))
#set text(10.5pt, font: "BIZ UDPGothic", fallback: false, lang: "ja")
#set par(justify: true)
#set page(paper: "a4", margin: 20mm)
#let pair(of, at) = {
  for line in of.address { par(line) }
  for line in data.head { par(line) }
  for line in of.lines { par(line) }
  par[1 / 2]
  pagebreak()
  par(strong[受領確認書])
  for line in data.slip { par(line) }
  par[事業所番号 #of.code #strong(of.name) 確認番号 #strong(of.slipCode)]
  par[2 / 2]
  pagebreak(weak: true)
}
#for (at, of) in data.offices.enumerate() { pair(of, at) }
#for (at, of) in data.offices.enumerate() { par[#(at + 1) #of.code #of.name #(2 * at + 1)–#(2 * at + 2)] }
`;

// The documents of the round before hold hundreds of megabytes outside of the heap: left to chance, they are freed
// while the application is timed, and count as its block.
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** A folder that is not there. */
const NOWHERE = resolve('/todoke-nowhere');

/**
 * 1,200 letters of two pages, through all that the application does, against Typst alone: on the very same letters, and
 * on no more than their words. Every round has a text of its own, a version of its own and an emptied Typst: nothing is remembered from the round before.
 */
export async function letterBenches(): Promise<Bench[]> {
  const names = ['400Regular/BIZUDPGothic_400Regular.ttf', '700Bold/BIZUDPGothic_700Bold.ttf'];
  const fontBlobs = await Promise.all(names.map((name) => readFile(join(faces, name))));
  const test = await createTestApp();
  const rows = Array.from({ length: OFFICES }, (_, at) => [
    `${10_000 + at}`,
    `例示${at}株式会社`,
    '100-0001',
    `例示県例示市${at}`,
  ]);
  const file = join(test.folder, 'register.csv');
  await writeFile(file, `事業所番号,事業所名,郵便番号,住所\n${rows.map((row) => row.join(',')).join('\n')}\n`);
  await test.client.offices.import({ file, commit: true });
  await test.client.letters.saveLayout({ returnFax: '03-0000-9001' });
  const { id: incidentId } = await test.client.incidents.create({
    title: '障害',
    provider: '提供会社',
    knownOn: '2026-06-05',
  });
  let round = 0;
  let sheets: NoticeSheets | null = null;
  const forgetAll = async () => {
    NodeCompiler.create({ fontArgs: [{ fontBlobs }] }).evictCache(0);
    collectGarbage();
    // What is freed with its object is freed in the turns after.
    await setTimeout(50);
  };
  const name = `${OFFICES.toLocaleString('en')} letters of two pages`;
  const product = async () => {
    const { id: noticeId } = await test.client.notices.create({ incidentId, title: 'お知らせ' });
    const body = freshBody(++round);
    const { id: versionId } = await test.client.notices.draft({ noticeId, subject: text.subject, body });
    await test.client.notices.approve({ versionId });
    sheets = await sheetsOfAll(test, versionId);
    await forgetAll();
    return timed(async () => {
      const { pages, offices } = await test.client.letters.render({
        versionId,
        file: join(test.folder, `${round}.pdf`),
      });
      if (offices !== OFFICES || pages < 2 * OFFICES) throw new Error(`${pages} pages for ${offices}`);
    });
  };
  const write = async (compiler: NodeCompiler, { result }: ReturnType<NodeCompiler['compile']>): Promise<void> => {
    if (!result || result.numOfPages < 2 * OFFICES) throw new Error(`not two pages each: ${result?.numOfPages}`);
    await writeFile(join(test.folder, 'bare.pdf'), compiler.pdf(result));
  };
  return [
    {
      name,
      limit: 'Typst alone on the same letters',
      goal: 1.3,
      mostBlockMs: 50,
      product,
      // The letters the round before laid out, as one document with all that is drawn on them, but for the check list.
      bare: async () => {
        if (!sheets) throw new Error('nothing was laid out before');
        const [paper] = sheetPapers(sheetSource(), sheets, OFFICES);
        if (!paper) throw new Error('no letters');
        const codes = Buffer.concat((paper.codes ?? []).map((code) => squareCode(code).modules));
        await forgetAll();
        return timed(async () => {
          const compiler = NodeCompiler.create({ workspace: NOWHERE, fontArgs: [{ fontBlobs }] });
          compiler.addSource(join(NOWHERE, 'letter.typ'), paper.source);
          compiler.mapShadow(join(NOWHERE, 'codes'), codes);
          const inputs = { data: paper.data, picture: 'no', exact: 'no' };
          await write(compiler, compiler.compile({ mainFilePath: join(NOWHERE, 'letter.typ'), inputs }));
        });
      },
    },
    {
      name,
      limit: 'Typst alone on the bare words',
      goal: 1.3,
      product,
      bare: async () => {
        const data = JSON.stringify(plainData(rows, freshBody(++round)));
        await forgetAll();
        return timed(async () => {
          const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
          await write(compiler, compiler.compile({ mainFileContent: plain, inputs: { data } }));
        });
      },
    },
  ];
}

/** What the letters of a version say, ready to be laid out. */
async function sheetsOfAll({ store, clock }: TestApp, versionId: number): Promise<NoticeSheets> {
  const source = await noticeSource(store.read, versionId);
  if (!source) throw new Error('no version');
  const layout = await readLetterLayout(store.read);
  const today = japanDate(clock.now());
  const notice = readNotice(source, { sender: '', returnWithin: layout.returnWithin, today });
  const ids = (await store.read.selectFrom('offices').select('id').execute()).map(({ id }) => id);
  const offices: NoticeOffice[] = [];
  for (let at = 0; at < ids.length; at += 500) {
    offices.push(...(await officesForNotice(store.read, { versionId }, ids.slice(at, at + 500), today)));
  }
  const sheets = offices.map((office) => sheetFor(notice, office, 'letter'));
  return { ...sheetsOf(notice, layout, 'letter'), offices: sheets };
}

/** A text that no round before had, in any of its paragraphs. */
function freshBody(round: number): string {
  return text.body.replaceAll('。', `（${round}）。`);
}

/** What a letter says, office by office, in plain lines. */
function plainData(rows: readonly string[][], body: string) {
  const lines = body.split('\n').filter((line) => line !== '');
  const offices = rows.map(([code = '', name = '', postalCode = '', address = '']) => {
    const slipCode = `K7M2-${code.slice(1)}-3`;
    const merged = lines.map((line) =>
      line.replace('{{確認番号}}', slipCode).replace(/\{\{#担当者名.*?\{\{\/\}\}/, ''),
    );
    return { code, name, slipCode, lines: merged, address: [`〒${postalCode}`, address, `${name} 御中`] };
  });
  const slip = [
    '第1報',
    '□ 確認しました □ 至急の手続きがあります',
    '連名報告に □ 同意する □ 同意しない □ 担当者が変わりました',
    '確認日 年 月 日 職・氏名',
    '返信先FAX 03-0000-9001 返信期限 令和8年6月15日',
  ];
  return { offices, slip, head: ['令和8年6月8日', 'ひのもり労働保険事務組合', text.subject] };
}
