import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { practiceChronology } from './chronology.ts';
import { addDays, inJapan, type PracticeClock } from './clock.ts';
import type { TodokeClient } from './scenario.ts';

/** What came of the incident that was played through to its end. */
export interface ModelOutcome {
  entries: number;
  versions: number;
  offices: number;
  /** Offices told the opposite right after the duty turned, and when all was told. */
  opposite: { turned: number; told: number };
  /** Offices named in the joint report, and those that agreed only after it was filed. */
  named: number;
  late: number;
  /** Delayed filings their offices were told of. */
  toldOfDelays: number;
  finalFile: { file: string; files: number; missing: number };
}

export const MODEL = { versions: 4, offices: 24, agreed: 15, late: 3, delayed: 5 } as const;

const versions = [
  [
    '【第1報】勤怠サービスの障害について',
    '勤怠サービスが使えません。事業所から委員会への報告は、今のところ要りません。',
  ],
  [
    '【第2報】事業所の報告義務について',
    '第1報を訂正します。事業所にも報告の義務があります。当組合と連名で報告できます。',
  ],
  ['【第3報】連名の報告を出しました', '同意をいただいた事業所と連名で、委員会へ速報を出しました。'],
  [
    '【第4報】遅れている手続きについて',
    '{{#遅延あり}}期限を過ぎた手続きは次のとおりです。\n\n{{遅延手続一覧}}\n{{/}}復旧後すぐに提出します。',
  ],
] as const;

interface Stage {
  client: TodokeClient;
  clock: PracticeClock;
  folder: string;
}

/**
 * Plays an earlier incident from its first hour to its final file: 49 things known, four versions, a duty that turned,
 * a joint report with late joiners, and delayed filings their offices were told of.
 */
export async function playModelIncident({ client, clock, folder }: Stage): Promise<ModelOutcome> {
  const { today } = await client.settings.frame({});
  const day = (n: number) => addDays(today, -90 + n);
  const at = (n: number, hour = 10) => clock.moveTo(inJapan(day(n), hour * 60));
  try {
    at(0);
    const provider = 'あかねタイム株式会社';
    const { id: incidentId } = await client.incidents.create({ title: '勤怠サービス障害', provider, knownOn: day(0) });
    const codes = await chooseOffices(client, incidentId);
    const { id: noticeId } = await client.notices.create({ incidentId, title: '勤怠サービスの障害' });
    const send = async (n: number) => {
      at(n);
      const [subject, body] = versions[sent.length] ?? versions[0];
      const { id } = await client.notices.draft({ noticeId, subject, body });
      await client.notices.approve({ versionId: id });
      await client.deliveries.queue({ versionId: id, audience: 'affected' });
      await client.deliveries.run({});
      sent.push(id);
      return id;
    };
    const sent: number[] = [];
    const duty = { incidentId, duty: 'report' } as const;
    const all = { kind: 'all' } as const;

    const first = await send(1);
    await client.duties.setOffices({ ...duty, state: 'none', offices: all, versionId: first });
    at(6);
    const turned = await client.duties.setOffices({ ...duty, state: 'required', offices: all });
    const second = await send(7);
    await client.duties.setOffices({ ...duty, state: 'required', offices: all, versionId: second });
    const agree = async (from: number, until: number) => {
      for (const officeCode of codes.slice(from, until)) {
        await client.acknowledgements.record({ versionId: second, officeCode, method: 'fax', answer: 'agreed' });
      }
    };
    at(9);
    await agree(0, MODEL.agreed);
    const { named, reportId } = await fileJointly(client, incidentId, day(12));
    const third = await send(13);
    const joint = { kind: 'state', state: 'joint' } as const;
    const told = await client.duties.setOffices({ ...duty, state: 'joint', offices: joint, versionId: third });
    await agree(MODEL.agreed, MODEL.agreed + MODEL.late);
    const late = await client.duties.roster({ reportId, only: 'late' });

    for (const officeCode of codes.slice(0, MODEL.delayed)) {
      const base = { baseDate: day(-2), incidentId, person: 'K.N.' };
      await client.procedures.create({ officeCode, type: 'shaho-shutoku', ...base });
    }
    const fourth = await send(20);
    const { told: toldOfDelays } = await client.procedures.tell({ versionId: fourth, on: day(20) });
    at(40);
    const file = join(folder, 'model-chronology.json');
    await writeFile(file, JSON.stringify(practiceChronology(day(0)), null, 1));
    const { created } = await client.incidents.importChronology({ incidentId, file, commit: true });
    const finished = await finish(client, incidentId, join(folder, 'final-file.zip'));
    return {
      ...{ entries: created, versions: sent.length, offices: codes.length, named, late: late.total, toldOfDelays },
      opposite: { turned: turned.opposite, told: told.opposite },
      finalFile: finished,
    };
  } finally {
    clock.reset();
  }
}

/** The incident touches two dozen offices: all of them picked, the branches' rule left out. */
async function chooseOffices(client: TodokeClient, incidentId: number): Promise<string[]> {
  const { rows } = await client.offices.list({ limit: MODEL.offices });
  const { rows: branches } = await client.offices.branches({});
  // A branch without an office of ours: only who is picked by hand is affected.
  const [least] = branches.toSorted((one, other) => one.offices - other.offices);
  await client.incidents.narrow({ id: incidentId, branches: [least?.branch ?? ''] });
  const outside = await client.offices.list({ branches: [least?.branch ?? ''], limit: 1000 });
  const reason = '勤怠サービスを使っている';
  for (const { code } of outside.rows.filter((office) => !rows.some(({ code }) => code === office.code))) {
    await client.incidents.pick({ incidentId, officeCode: code, affected: false, reason: '使っていない' });
  }
  for (const { code } of rows) await client.incidents.pick({ incidentId, officeCode: code, affected: true, reason });
  return rows.map(({ code }) => code);
}

async function fileJointly(client: TodokeClient, incidentId: number, filedOn: string) {
  const { id } = await client.duties.start({ incidentId, authority: 'ppc', kind: 'preliminary', joint: true });
  const text = '勤怠サービスが不正な侵入を受けた';
  await client.duties.save({ id, items: [{ item: 'overview', state: 'known', text }] });
  const { offices } = await client.duties.file({ id, filedOn, receipt: '受付-0001' });
  return { named: offices, reportId: id };
}

/** What whoever opens the final file looks for first. */
const LOOKED_FOR = [
  ...['board-status.pdf', 'chronology.pdf', 'chronology.csv', 'duties.pdf', 'joint-annex.csv', 'joint-annex.pdf'],
  ...[
    'authority-reports.csv',
    'office-duties.csv',
    'versions.csv',
    'facts.csv',
    'audit.csv',
    'procedures-incident.csv',
  ],
];

async function finish(client: TodokeClient, incidentId: number, file: string) {
  // What was delayed is filed before an incident ends.
  const { rows } = await client.procedures.list({ delayed: true, limit: 1000 });
  const blocked = rows.filter((row) => row.incidentId === incidentId).map(({ id }) => ({ id }));
  await client.procedures.bulk({ rows: blocked, change: { state: 'filed' } });
  await client.incidents.close({ id: incidentId, reason: '復旧し、遅れた手続きをすべて提出した' });
  const { files } = await client.incidents.finalFile({ id: incidentId, file });
  const names = new Set(files.map(({ name }) => name));
  return { file, files: files.length, missing: LOOKED_FOR.filter((name) => !names.has(name)).length };
}
