import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { practiceChronology } from './chronology.ts';
import { addDays, inJapan, type PracticeClock } from './clock.ts';
import type { TodokeClient } from './scenario.ts';

/** What was entered into the incident's record, as the application answered. */
export interface LedgerCounts {
  entries: number;
  bulletins: number;
  /** Offices named in the joint report, and those told the opposite of what holds now. */
  named: number;
  opposite: number;
}

interface Ledger {
  incidentId: number;
  /** The versions sent, and the Japan dates on which they went out. */
  versions: readonly { versionId: number; sentOn: string }[];
  knownOn: string;
  /** The list of the story; the chronology is written beside it. */
  beside: string;
}

/** What the provider sent, by the days since it became known. */
const bulletins = [
  { day: 1, title: '給与クラウドの障害について', text: '今朝からつながらない状態が続いています。原因を調べています。' },
  { day: 4, title: '障害の原因と対応', text: '外からの不正な侵入があったと判断しました。県警察に届け出ました。' },
  { day: 9, title: '復旧の見通し', text: '月末までに順に再開する予定です。' },
  { day: 13, title: '調査の中間まとめ', text: '外へ送り出した跡は、今のところ見つかっていません。調査は続けます。' },
] as const;

const facts: Record<string, { value: string; source: string; hearsay: boolean }> = {
  復旧: { value: '月末までに順に再開する見込み', source: '提供元の第3報', hearsay: true },
};

const items = {
  overview: '給与クラウドが不正な侵入を受け、使えなくなった',
  data: '氏名、住所、生年月日、賃金、被保険者番号',
  cause: '外からの不正な侵入',
  response: '事業所を通じて順に知らせている',
} as const;

/**
 * Keeps the record of the incident as it went: what happened, the provider's bulletins, what the law makes of it, a
 * preliminary report in the name of those who agreed, and a duty that turned after the first version had told another.
 */
export async function keepLedger(client: TodokeClient, clock: PracticeClock, ledger: Ledger): Promise<LedgerCounts> {
  const { incidentId, knownOn, versions, beside } = ledger;
  const at = (day: string, hour: number) => clock.moveTo(inJapan(day, hour * 60));
  const [first, second] = versions;
  if (!first || !second) throw new Error('the record needs two versions');
  at(addDays(knownOn, 13), 9);
  const file = join(dirname(beside), 'chronology.json');
  await writeFile(file, JSON.stringify(practiceChronology(knownOn), null, 1));
  const { created } = await client.incidents.importChronology({ incidentId, file, commit: true });
  for (const [index, { day, title, text }] of bulletins.entries()) {
    const receivedOn = addDays(knownOn, day);
    const versionIds = index < 1 ? [first.versionId] : [second.versionId];
    const values = {
      number: index + 1,
      title,
      text,
      source: '提供元のサイト',
      datedOn: receivedOn,
      receivedOn,
      versionIds,
    };
    await client.bulletins.record({ incidentId, values });
  }
  for (const { id, name } of (await client.facts.list({ incidentId })).rows) {
    const known = facts[name];
    if (known) await client.facts.state({ factId: id, asOf: addDays(knownOn, 13), ...known });
  }
  await client.duties.assess({ incidentId, knownOn, wrongful: 'yes', special: 'open', reason: '不正な侵入のため' });
  const report = { incidentId, duty: 'report' } as const;
  const recipients = { kind: 'version', versionId: first.versionId } as const;
  await client.duties.setOffices({ ...report, state: 'none', offices: recipients, versionId: first.versionId });
  await client.duties.setOffices({ ...report, state: 'required', offices: { kind: 'all' } });
  const { id } = await client.duties.start({ incidentId, authority: 'ppc', kind: 'preliminary', joint: true });
  const stated = Object.entries(items).map(([item, text]) => ({
    item: item as keyof typeof items,
    state: 'known' as const,
    text,
  }));
  await client.duties.save({ id, items: stated });
  at(addDays(second.sentOn, 3), 17);
  const filed = await client.duties.file({ id, filedOn: addDays(second.sentOn, 3), receipt: '受付-2026-0417' });
  // The second version asked for the consent, and so told these where they stand.
  const joint = { kind: 'state', state: 'joint' } as const;
  await client.duties.setOffices({ ...report, state: 'joint', offices: joint, versionId: second.versionId });
  const { duties } = await client.duties.counts({ incidentId });
  return { entries: created, bulletins: bulletins.length, named: filed.offices, opposite: duties[0]?.opposite ?? 0 };
}
