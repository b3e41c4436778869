import { assessmentsOf } from '../../db/queries/assessments.ts';
import { authorityReportsOf } from '../../db/queries/authorityReports.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Language } from '../contract/common.ts';
import { assessment } from '../contract/duties.ts';
import type { Duty } from '../contract/incidents.ts';
import { dutyClocks, metBy } from '../rules/duties.ts';
import { daysLeft } from '../rules/procedureStates.ts';
import { requireIncident } from './ledger.ts';

const MOST = 100;

/** What is held of an incident: without a word of the clerk's, the day it became known, all else open. */
export async function assessmentOf(db: ReadDb, incidentId: number) {
  const { knownOn } = await requireIncident(db, incidentId);
  const rows = await assessmentsOf(db, incidentId, MOST);
  const history = rows.map((row) => ({ ...assessment.parse(row), at: row.at, clerk: row.clerk }));
  const [newest] = history;
  const open = { knownOn, wrongful: 'open', special: 'open', reason: '' } as const;
  return { now: newest ? assessment.parse(newest) : open, history };
}

/** The duties of the association, each with its clock and the first report that met it. */
export async function dutiesOf(
  db: ReadDb,
  incidentId: number,
  today: string,
  language: Language = 'ja',
): Promise<Duty[]> {
  const { now } = await assessmentOf(db, incidentId);
  const filed = (await authorityReportsOf(db, incidentId)).filter((report) => report.filedOn !== null);
  return dutyClocks(now, language).map((clock) => {
    const by = metBy(clock.kind);
    const met = by
      ? filed.find(
          ({ kind, special, authority }) => kind === by.kind && special === by.special && authority === by.authority,
        )
      : undefined;
    const left = met || clock.applies === 'no' ? null : daysLeft(clock.dueOn, today);
    return {
      ...clock,
      daysLeft: left,
      filed: met ? { reportId: met.id, number: met.number, filedOn: met.filedOn ?? '', receipt: met.receipt } : null,
    };
  });
}
