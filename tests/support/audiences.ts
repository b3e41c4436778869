import type { WriteTx } from '../../db/store.ts';
import type { AudienceRule, Channel } from '../../electron/contract/audiences.ts';
import type { TestApp } from './testApp.ts';

/** An office as a test knows it, and all that rules ask of it. */
export interface Known {
  id: number;
  code: string;
  name: string;
  branch: string;
  entrusted: boolean;
  tags: string[];
  channels: string;
  mail: string;
  /** A further person who gets notices has a mailbox. */
  contact: boolean;
  fax: string;
  address: string;
  phone: string;
  /** The code it became part of. */
  merged: string | null;
  /** What was picked by hand. */
  picked: boolean | null;
  affected: boolean;
  late: boolean;
  sent: Map<number, Standing>;
}
interface Standing {
  delivery: string;
  acknowledgement: string;
  confirmed: number | null;
}
type Random = () => number;

const AT = '2026-06-08T00:00:00.000Z';
const OFFICES = 60;
const BRANCHES = ['東', '西', '南'];
const TAGS = ['食品', '食品加工', '建設'];
const CHANNELS = ['', '', '', 'fax', 'fax,mail', 'post,phone', 'phone,post,fax,mail'];
/** Versions 1 to 3 of one notice, then 1 and 2 of another. */
export const VERSIONS = 5;
const STANDINGS = ['open', 'outdated', 'superseded', 'confirmed'];
const DELIVERIES = ['sent', 'sent', 'failed', 'no_address', 'queued', 'in_doubt'];

const oneOf = <T>(random: Random, values: readonly [T, ...T[]] | readonly T[]): T => {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
};
const often = (random: Random, share: number) => random() < share;

/** A register in which everything a rule can ask is so for some and not so for others. */
export async function createRegister({ store }: Pick<TestApp, 'store'>, random: Random) {
  return store.write(async (tx) => {
    const incidentId = await newIncident(tx, ['東', '西']);
    const versionIds = await newVersions(tx, incidentId);
    const offices: Known[] = [];
    for (let at = 0; at < OFFICES; at += 1) offices.push(await newOffice(tx, random, String(at).padStart(3, '0')));
    for (const office of offices) await addHistory(tx, { random, incidentId, versionIds, office });
    await mergeSome(tx, offices);
    return { incidentId, versionIds, offices };
  });
}

async function newIncident(tx: WriteTx, branches: readonly string[]): Promise<number> {
  const incident = { title: '障害', provider: '提供会社', known_on: '2026-06-05', narrowed: 1, created_at: AT };
  const { id } = await tx.insertInto('incidents').values(incident).returning('id').executeTakeFirstOrThrow();
  for (const branch of branches) await tx.insertInto('incident_branches').values({ incident_id: id, branch }).execute();
  return id;
}

async function newVersions(tx: WriteTx, incidentId: number): Promise<number[]> {
  const ids: number[] = [];
  for (const numbers of [
    [1, 2, 3],
    [1, 2],
  ]) {
    const notice = { incident_id: incidentId, title: 'お知らせ', created_at: AT };
    const { id } = await tx.insertInto('notices').values(notice).returning('id').executeTakeFirstOrThrow();
    for (const number of numbers) {
      const version = { notice_id: id, number, label: `第${number}報`, subject: '件名', body: '本文', updated_at: AT };
      const row = await tx
        .insertInto('notice_versions')
        .values({ ...version, sha256: 'aa', approved_at: AT, sent_at: AT })
        .returning('id')
        .executeTakeFirstOrThrow();
      ids.push(row.id);
    }
  }
  return ids;
}

async function newOffice(tx: WriteTx, random: Random, code: string): Promise<Known> {
  const some = (text: string, share: number) => (often(random, share) ? text : '');
  const office = {
    code,
    name: `名${oneOf(random, ['一', '二', '三'])}`,
    branch: oneOf(random, BRANCHES),
    tags: TAGS.filter(() => often(random, 0.4)),
    channels: oneOf(random, CHANNELS),
    mail: some(`a${code}@example.jp`, 0.5),
    fax: some('03-0000-0001', 0.5),
    address: some('東京都', 0.5),
    phone: some('03-0000-0002', 0.5),
  };
  const entrusted = often(random, 0.8);
  const empty = { kana: '', postal_code: '', contact_name: '', labor_number: '', employment_number: '' };
  const numbers = { pension_symbol: '', pension_number: '', corporate_number: '', entrusted_on: '', released_on: '' };
  const { id } = await tx
    .insertInto('offices')
    .values({
      ...{ ...office, ...empty, ...numbers, tags: office.tags.join('; ') },
      ...{ status: entrusted ? 'entrusted' : 'released', import_id: null, merged_into: null, updated_at: AT },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.insertInto('office_search').values({ code, key: office.name }).execute();
  const known = { ...office, id, entrusted, merged: null, contact: often(random, 0.2), late: often(random, 0.3) };
  return { ...known, picked: often(random, 0.3) ? often(random, 0.5) : null, affected: false, sent: new Map() };
}

interface History {
  random: Random;
  incidentId: number;
  versionIds: readonly number[];
  office: Known;
}

async function addHistory(tx: WriteTx, { random, incidentId, versionIds, office }: History): Promise<void> {
  const byRule = office.entrusted && office.branch !== '南';
  office.affected = office.picked ?? byRule;
  if (office.picked !== null) {
    const pick = {
      incident_id: incidentId,
      office_id: office.id,
      affected: office.picked ? 1 : 0,
      reason: '電話で確認',
    };
    await tx.insertInto('affected_offices').values(pick).execute();
  }
  if (office.contact) {
    const contact = { role: '', name: '', mail: `b${office.code}@example.jp`, phone: '', fax: '', gets_notices: 1 };
    const row = { ...contact, office_id: office.id, note: '', updated_at: AT, removed_at: null };
    await tx.insertInto('contacts').values(row).execute();
  }
  const filing = { office_id: office.id, incident_id: null, type: 'x', person: '', base_date: '2026-06-01' };
  const due = office.late ? '2026-06-05' : '2026-07-05';
  const times = { due_on: due, sort_on: due, state: 'received', created_at: AT, updated_at: AT };
  await tx
    .insertInto('procedures')
    .values({ ...filing, ...times, pending: 1 })
    .execute();
  for (const versionId of often(random, 0.3) ? [] : versionIds) {
    if (often(random, 0.4)) continue;
    const standing = {
      delivery: oneOf(random, DELIVERIES),
      acknowledgement: oneOf(random, STANDINGS),
      confirmed: oneOf(random, [null, 1, 2, 3]),
    };
    office.sent.set(versionId, standing);
    const states = { delivery_state: standing.delivery, acknowledgement_state: standing.acknowledgement };
    const row = { version_id: versionId, office_id: office.id, branch: office.branch, ...states };
    await tx
      .insertInto('recipients')
      .values({ ...row, confirmed_number: standing.confirmed })
      .execute();
  }
}

/** 005 became part of 004, and that of 003; 009 of 008. */
async function mergeSome(tx: WriteTx, offices: readonly Known[]): Promise<void> {
  for (const [dropped, kept] of [
    [5, 4],
    [4, 3],
    [9, 8],
  ] as const) {
    const [office, into] = [offices[dropped], offices[kept]];
    if (!office || !into) throw new Error('too few offices');
    office.merged = into.code;
    if (office.picked) into.affected = true;
    if (office.picked) into.picked = true;
    await tx.updateTable('offices').set({ merged_into: into.id }).where('id', '=', office.id).execute();
    await tx.deleteFrom('office_search').where('code', '=', office.code).execute();
  }
}

/** The channel an office is reached by first, said once more in other words. */
export function channelOf(office: Known): Channel {
  const has = { mail: office.mail !== '' || office.contact, fax: office.fax !== '', post: office.address !== '' };
  const reach: Record<string, boolean> = { ...has, phone: office.phone !== '' };
  const order = office.channels === '' ? 'mail,fax,post,phone' : office.channels;
  return (order.split(',').filter((each) => reach[each])[0] ?? 'none') as Channel;
}

/** A rule, and the same in plain JavaScript. */
export interface Told {
  rule: AudienceRule;
  names(office: Known): boolean;
}

/** A random rule with at most so many others inside each other. */
export function ruleOf(random: Random, versionIds: readonly number[], depth: number): Told {
  const inner = () => ruleOf(random, versionIds, depth - 1);
  const kind = depth === 0 ? 'simple' : oneOf(random, ['simple', 'union', 'intersection', 'difference']);
  if (kind === 'simple') return simpleRule(random, versionIds);
  if (kind === 'difference') {
    const [from, less] = [inner(), inner()];
    return { rule: { kind, from: from.rule, less: less.rule }, names: (o) => from.names(o) && !less.names(o) };
  }
  const of = Array.from({ length: 1 + Math.floor(random() * 3) }, inner);
  const rules = of.map((told) => told.rule);
  return kind === 'union'
    ? { rule: { kind: 'union', of: rules }, names: (o) => of.some((told) => told.names(o)) }
    : { rule: { kind: 'intersection', of: rules }, names: (o) => of.every((told) => told.names(o)) };
}

function simpleRule(random: Random, versionIds: readonly number[]): Told {
  const versionId = oneOf(random, versionIds);
  const not = oneOf(random, versionIds);
  const number = [1, 2, 3, 1, 2][versionIds.indexOf(versionId)] ?? 0;
  const tag = oneOf(random, TAGS);
  const branches = BRANCHES.filter(() => often(random, 0.5));
  const listed = Array.from({ length: 8 }, () => String(Math.floor(random() * OFFICES)).padStart(3, '0'));
  const led = new Set(listed.map((code) => ({ '004': '003', '005': '003', '009': '008' })[code] ?? code));
  const inside = (names: (office: Known) => boolean) => (office: Known) => office.affected && names(office);
  const standing = (office: Known) => office.sent.get(versionId);
  const rules: Told[] = [
    { rule: { kind: 'affected' }, names: inside(() => true) },
    { rule: { kind: 'every' }, names: (o) => o.entrusted },
    { rule: { kind: 'nothing_yet' }, names: inside((o) => o.sent.size === 0) },
    { rule: { kind: 'delayed' }, names: inside((o) => o.late) },
    { rule: { kind: 'filings', which: 'troubled', untold: true }, names: inside((o) => o.late) },
    { rule: { kind: 'filings', which: 'blocked' }, names: () => false },
    { rule: { kind: 'filter', filter: { tags: [tag] } }, names: inside((o) => o.tags.includes(tag)) },
    {
      rule: { kind: 'filter', filter: { branches, search: '名一' } },
      names: inside((o) => o.name === '名一' && (branches.length === 0 || branches.includes(o.branch))),
    },
    {
      rule: { kind: 'filter', filter: { status: 'released', need: 'no_mail' } },
      names: inside((o) => !o.entrusted && o.mail === '' && !o.contact),
    },
    { rule: { kind: 'offices', codes: listed }, names: inside((o) => led.has(o.code)) },
    { rule: { kind: 'offices', codes: [] }, names: () => false },
    { rule: { kind: 'sent', versionId }, names: inside((o) => standing(o) !== undefined) },
    { rule: { kind: 'confirmed', versionId }, names: inside((o) => standing(o)?.acknowledgement === 'confirmed') },
    {
      rule: { kind: 'confirmed_only', versionId },
      names: inside((o) => standing(o)?.acknowledgement === 'confirmed' && standing(o)?.confirmed === number),
    },
    {
      rule: { kind: 'unconfirmed', versionId },
      names: inside((o) => ['open', 'outdated'].includes(standing(o)?.acknowledgement ?? '')),
    },
    {
      rule: { kind: 'failed', versionId },
      names: inside((o) => ['failed', 'no_address'].includes(standing(o)?.delivery ?? '')),
    },
    { rule: { kind: 'has_not', has: versionId, not }, names: inside((o) => o.sent.has(versionId) && !o.sent.has(not)) },
  ];
  return oneOf(random, rules);
}
