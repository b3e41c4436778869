import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { createTestApp } from '../support/testApp.ts';
import { type Bench, timed } from './measure.ts';
import { text } from './versions.ts';

const OFFICES = 1_200;
const faces = join(import.meta.dirname, '../../node_modules/@expo-google-fonts/biz-udpgothic');

/** The same words on the same number of pages, and nothing else: no window, no square code, no check list. */
const plain = `
#let data = json(bytes(sys.inputs.data))
#set text(10.5pt, font: "BIZ UDPGothic", fallback: false, lang: "ja")
#set page(paper: "a4", margin: 20mm)
#for office in data.offices {
  for line in office.head { par(line) }
  for line in data.lines { par(line) }
  pagebreak()
  for line in office.slip { par(line) }
  pagebreak(weak: true)
}
`;

/** 1,200 letters of two pages, through all that the application does, against Typst alone on the same text. */
export async function letterBenches(): Promise<Bench[]> {
  const fontBlobs = await Promise.all(
    ['400Regular/BIZUDPGothic_400Regular.ttf', '700Bold/BIZUDPGothic_700Bold.ttf'].map((name) =>
      readFile(join(faces, name)),
    ),
  );
  const test = await createTestApp();
  const lines = Array.from(
    { length: OFFICES },
    (_, at) => `${10_000 + at},例示${at}株式会社,100-0001,例示県例示市${at}`,
  );
  const file = join(test.folder, 'register.csv');
  await writeFile(file, `事業所番号,事業所名,郵便番号,住所\n${lines.join('\n')}\n`);
  await test.client.offices.import({ file, commit: true });
  const incident = { title: '障害', provider: '提供会社', knownOn: '2026-06-05' };
  const { id: incidentId } = await test.client.incidents.create(incident);
  const { id: noticeId } = await test.client.notices.create({ incidentId, title: 'お知らせ' });
  const { id: versionId } = await test.client.notices.draft({ noticeId, subject: text.subject, body: text.body });
  await test.client.notices.approve({ versionId });
  const offices = lines.map((line) => ({
    head: [...line.split(','), text.subject],
    slip: [
      '受領確認書',
      ...line.split(','),
      '確認番号 K7M2-9QXP-3',
      '□ 確認しました □ 同意する □ 同意しない',
      '返信先FAX',
    ],
  }));
  const data = JSON.stringify({ offices, lines: text.body.split('\n').filter((line) => line !== '') });
  return [
    {
      name: `${OFFICES.toLocaleString('en')} letters of two pages`,
      limit: 'Typst alone on the same text',
      goal: 1.3,
      product: () => timed(() => test.client.letters.render({ versionId, file: join(test.folder, 'letters.pdf') })),
      bare: () =>
        timed(() => {
          const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
          const { result } = compiler.compile({ mainFileContent: plain, inputs: { data } });
          if (result?.numOfPages !== 2 * OFFICES) throw new Error(`not two pages each: ${result?.numOfPages}`);
          return compiler.pdf(result);
        }),
    },
  ];
}
