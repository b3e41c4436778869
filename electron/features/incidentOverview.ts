import { type VersionRow, versionsOfIncident } from '../../db/queries/notices.ts';
import { countLate } from '../../db/queries/procedureBoard.ts';
import { type Count, countsOf } from '../../db/queries/recipients.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Standing } from '../contract/incidents.ts';
import { countOn } from '../rules/recipientStates.ts';
import { requireIncident } from './ledger.ts';

/** Where an incident stands on a day: what the frame, the overview and the board's page all show. Errors: not_found. */
export async function overviewOf(db: ReadDb, incidentId: number, today: string) {
  const incident = await requireIncident(db, incidentId);
  const versions = await versionsOfIncident(db, incident.id);
  const sent = versions.filter((version) => version.state === 'sent');
  const counts = await countsOf(
    db,
    sent.map((version) => version.id),
  );
  const standings = versions.map((version) => standingOf(version, counts));
  const latest = newestSent(standings);
  return {
    incident,
    latest,
    versions: standings,
    branches: branchesOf(counts.filter((count) => count.versionId === latest?.versionId)),
    ...(await countLate(db, today)),
  };
}

/** The version that went out last; among those of the same moment, the one written last. */
function newestSent(standings: readonly Standing[]): Standing | null {
  const sent = standings.filter((standing) => standing.sentAt !== null);
  const order = (s: Standing) => `${s.sentAt}|${String(s.versionId).padStart(10, '0')}`;
  return sent.reduce<Standing | null>((best, s) => (best && order(best) > order(s) ? best : s), null);
}

function standingOf(version: VersionRow, counts: readonly Count[]): Standing {
  const mine = counts.filter((count) => count.versionId === version.id);
  return {
    versionId: version.id,
    noticeId: version.noticeId,
    number: version.number,
    label: version.label,
    state: version.state,
    sentAt: version.sentAt,
    recipients: countOn('all', mine),
    confirmed: countOn('confirmed', mine),
    outdated: countOn('outdated', mine),
    superseded: countOn('superseded', mine),
    open: countOn('open', mine),
    exempt: countOn('exempt', mine),
    undelivered: countOn('undelivered', mine),
    inDoubt: mine.filter((count) => count.deliveryState === 'in_doubt').reduce((sum, { count }) => sum + count, 0),
  };
}

function branchesOf(counts: readonly Count[]) {
  const branches = new Map<
    string,
    { branch: string; recipients: number; confirmed: number; outdated: number; open: number }
  >();
  for (const { branch, acknowledgementState, count } of counts) {
    const row = branches.get(branch) ?? { branch, recipients: 0, confirmed: 0, outdated: 0, open: 0 };
    row.recipients += count;
    if (
      acknowledgementState === 'confirmed' ||
      acknowledgementState === 'outdated' ||
      acknowledgementState === 'open'
    ) {
      row[acknowledgementState] += count;
    }
    branches.set(branch, row);
  }
  return [...branches.values()];
}
