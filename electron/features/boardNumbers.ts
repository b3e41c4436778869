import { factsOf, valuesOf } from '../../db/queries/facts.ts';
import type { ReadDb } from '../../db/store.ts';
import { formatWareki } from '../rules/dates.ts';
import { sentVersions } from './acknowledgementMatrix.ts';
import { growthOf } from './acknowledgementProgress.ts';
import { dutiesOf } from './dutyClocks.ts';
import { overviewOf } from './incidentOverview.ts';
import { dutyCounts } from './officeDuties.ts';
import { readSettings } from './storedSettings.ts';

/** Branches the page has room for. */
const MOST_BRANCHES = 10;

/** Everything the board's page says, out of what the screens show. */
export async function boardNumbers(db: ReadDb, incidentId: number, today: string) {
  const overview = await overviewOf(db, incidentId, today);
  const growth = await growthOf(db, await sentVersions(db, incidentId));
  const facts = await Promise.all(
    (await factsOf(db, incidentId)).map(async ({ id, question }) => ({
      question,
      newest: (await valuesOf(db, id))[0],
    })),
  );
  const duties = (await dutiesOf(db, incidentId, today)).filter(({ applies }) => applies !== 'no');
  const { duties: counted } = await dutyCounts(db, incidentId);
  const { association } = await readSettings(db);
  return { overview, growth, facts, duties, counted, association, today };
}
export type BoardNumbers = Awaited<ReturnType<typeof boardNumbers>>;

const digits = (n: number) => n.toLocaleString('ja-JP');

/** The numbers in the order of the page: what it is, how many, and a word beside it. */
export function boardFigures({ overview, counted }: BoardNumbers) {
  const { latest, incident, delayed, dueToday } = overview;
  const opposite = counted.reduce((sum, duty) => sum + duty.opposite, 0);
  const figure = (label: string, value: number, note = '') => ({ label, value, note });
  return [
    figure('対象の事業所', incident.affected),
    figure('最新の報を確認', latest?.confirmed ?? 0, latest ? `/ ${digits(latest.recipients)}` : ''),
    figure('旧版のみ', latest?.outdated ?? 0),
    figure('未確認', latest?.open ?? 0),
    figure('未達', latest?.undelivered ?? 0),
    figure('判断待ち', latest?.inDoubt ?? 0),
    figure('遅延手続', delayed, dueToday > 0 ? `本日期限 ${digits(dueToday)}` : ''),
    figure('逆を伝えた事業所', opposite),
  ];
}

/** What is to be done next, most urgent first, in whole sentences. */
export function boardNext({ overview, duties }: BoardNumbers): string[] {
  const { latest, delayed, dueToday, versions } = overview;
  const due = duties
    .filter(({ daysLeft, guidance }) => daysLeft !== null && daysLeft <= 14 && !guidance)
    .map(({ name, dueOn, daysLeft }) => `${name}：${dueOn && formatWareki(dueOn)}まで（${leftWords(daysLeft ?? 0)}）`);
  const tasks: [number, (n: string) => string][] = [
    [latest?.inDoubt ?? 0, (n) => `届いたか分からないメール ${n}件を確かめる`],
    [dueToday, (n) => `本日が期限の手続き ${n}件を出す`],
    [delayed, (n) => `期限を過ぎた手続き ${n}件を進める`],
    [latest?.undelivered ?? 0, (n) => `届いていない事業所 ${n}件に、ほかの方法で伝える`],
    [versions.filter(({ state }) => state === 'approved').length, (n) => `承認済みのお知らせ ${n}件を送付する`],
    [latest?.outdated ?? 0, (n) => `古い報だけを確認した事業所 ${n}件に、最新の報を伝える`],
    [latest?.open ?? 0, (n) => `未確認の事業所 ${n}件に確認を求める`],
  ];
  const told = tasks.flatMap(([count, words]) => (count > 0 ? [words(digits(count))] : []));
  return [...due, ...told].slice(0, 6);
}

export const leftWords = (days: number) =>
  days < 0 ? `${digits(-days)}日超過` : days === 0 ? '本日' : `あと${digits(days)}日`;

/** Confirmed over time as shares of a chart: a line for each version sent, cumulated by day. */
export function growthLines({ overview, growth, today }: BoardNumbers) {
  const { versions } = overview;
  const days = [...new Set(growth.map(({ on }) => on)), today].sort();
  const [from = today] = days;
  const span = Math.max(1, (Date.parse(days.at(-1) ?? from) - Date.parse(from)) / 86_400_000);
  const x = (day: string) => (Date.parse(day) - Date.parse(from)) / 86_400_000 / span;
  const sent = versions.filter(({ sentAt }) => sentAt !== null);
  const top = Math.max(1, ...sent.map(({ recipients }) => recipients));
  const lines = sent.flatMap(({ versionId, label }) => {
    let sum = 0;
    const steps = growth
      .filter((point) => point.versionId === versionId)
      .map(({ on, confirmed }): [number, number] => {
        sum += confirmed;
        return [x(on), sum / top];
      });
    const [first] = steps;
    if (!first) return [];
    const points: [number, number][] = [[first[0], 0], ...steps, [1, sum / top]];
    return [{ label, points }];
  });
  const short = (day: string) => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`;
  return { lines, from: short(from), to: short(days.at(-1) ?? from), top: `${digits(top)}件` };
}

/** Branches with most to do first; what has no room is told as one. */
export function boardBranches({ overview }: BoardNumbers) {
  const rows = overview.branches
    .toSorted((one, other) => other.recipients - one.recipients)
    .map(({ branch, recipients, confirmed }) => ({ label: branch || '支部なし', recipients, confirmed }));
  const rest = rows.slice(MOST_BRANCHES);
  const sum = (pick: (row: (typeof rows)[number]) => number) => rest.reduce((total, row) => total + pick(row), 0);
  const last = { label: 'ほか', recipients: sum((row) => row.recipients), confirmed: sum((row) => row.confirmed) };
  return [...rows.slice(0, MOST_BRANCHES), ...(rest.length > 0 ? [last] : [])].map(
    ({ label, recipients, confirmed }) => ({
      label,
      share: recipients === 0 ? 0 : confirmed / recipients,
      words: `${digits(confirmed)} / ${digits(recipients)}`,
    }),
  );
}
