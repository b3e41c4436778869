import {
  countMatrixOffices,
  type MatrixFilter,
  matrixCells,
  matrixCodes,
  matrixOffices,
} from '../../db/queries/acknowledgementMatrix.ts';
import { type VersionRow, versionsOfIncident } from '../../db/queries/notices.ts';
import type { ReadDb } from '../../db/store.ts';
import type { CellState, MatrixRow, RecipientList } from '../contract/acknowledgementStates.ts';
import { fail } from '../contract/errors.ts';
import { japanDate } from '../rules/dates.ts';
import { daysOpen, RISK, recipientStateOf, statesBehind, statesOfList } from '../rules/recipientStates.ts';
import { breathe } from './breathing.ts';
import { api } from './context.ts';
import { patternsOf } from './officeSearch.ts';

/** Offices × versions, read by windows: by keyset from any anchor on, never by counting rows. */
export const acknowledgementMatrix = {
  matrix: api.acknowledgements.matrix.handler(async ({ input, context }) => {
    const db = context.store.read;
    const versions = await sentVersions(db, input.incidentId);
    const today = japanDate(context.clock.now());
    const groups = groupsOf(input, versions);
    const offices = await pageOf(db, groups, input.cursor, input.limit);
    const rows = await withCells(db, versions, offices, today);
    return { versions: versions.map(shownVersion), rows };
  }),

  matrixAnchors: api.acknowledgements.matrixAnchors.handler(async ({ input, context, signal }) => {
    const db = context.store.read;
    const groups = groupsOf(input, await sentVersions(db, input.incidentId));
    const anchors: string[] = [];
    let total = 0;
    for (const [at, group] of groups.entries()) {
      for (let after = ''; ; ) {
        if (signal?.aborted) throw fail('cancelled');
        const codes = await matrixCodes(db, group, after, CODES);
        // A window that begins at row n goes on after row n - 1; the first one needs no anchor.
        for (const code of codes) {
          total += 1;
          if (total % input.step === 0) anchors.push(cursorOf(at, code));
        }
        if (codes.length < CODES) break;
        after = codes.at(-1) ?? after;
        await breathe();
      }
    }
    return { total, anchors };
  }),
};

/** Codes read at a time: a few milliseconds. */
const CODES = 1_000;
const MOST_VERSIONS = 50;

/** A sent version of an incident. */
export type SentVersion = VersionRow & { sentAt: string };

/** The versions of an incident that went out, oldest first, the newest fifty. */
export async function sentVersions(db: ReadDb, incidentId: number): Promise<SentVersion[]> {
  const all = await versionsOfIncident(db, incidentId);
  return all
    .filter((version): version is SentVersion => version.sentAt !== null)
    .sort((a, b) => a.sentAt.localeCompare(b.sentAt) || a.id - b.id)
    .slice(-MOST_VERSIONS);
}

/** A version as a column is headed. */
export const shownVersion = ({ id, noticeId, number, label, sentAt }: SentVersion) => ({
  ...{ versionId: id, noticeId, number, label, sentAt },
});

/** The matrix of a list of its newest version in order of code, for paper: how many rows, and those after a code. */
export function matrixByCode(db: ReadDb, versions: readonly SentVersion[], list: RecipientList, today: string) {
  const groups = groupsOf({ list, order: 'code' }, versions);
  return {
    total: async () => (groups[0] ? countMatrixOffices(db, groups[0]) : 0),
    page: async (after: string, limit: number) =>
      withCells(db, versions, await pageOf(db, groups, cursorOf(0, after), limit), today),
  };
}

interface Choice {
  versionId?: number | undefined;
  list: RecipientList;
  branch?: string | undefined;
  search?: string | undefined;
  order: 'risk' | 'code';
}

/** The offices of the matrix as groups that follow each other, each in order of code. */
function groupsOf(choice: Choice, versions: readonly SentVersion[]): MatrixFilter[] {
  const chosen = versions.find(({ id }) => id === choice.versionId) ?? versions.at(-1);
  if (!chosen || (choice.versionId !== undefined && chosen.id !== choice.versionId)) return [];
  const all: MatrixFilter = {
    versionIds: versions.map(({ id }) => id),
    versionId: chosen.id,
    states: null,
    unsent: false,
    branch: choice.branch ?? null,
    patterns: patternsOf(choice.search),
  };
  const list = statesOfList(choice.list);
  if (choice.order === 'code') return [choice.list === 'all' ? all : { ...all, states: list }];
  return RISK.flatMap((state): MatrixFilter[] => {
    if (state === 'none') return choice.list === 'all' ? [{ ...all, unsent: true }] : [];
    const behind = statesBehind(state);
    const acknowledgement = both(behind.acknowledgement, list.acknowledgement);
    const delivery = both(behind.delivery, list.delivery);
    const nobody = acknowledgement?.length === 0 || delivery?.length === 0;
    return nobody ? [] : [{ ...all, states: { acknowledgement, delivery } }];
  });
}

/** What is on both lists; null stands for everything. */
function both(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  if (!one || !other) return one ?? other;
  return one.filter((state) => other.includes(state));
}

const cursorOf = (group: number, code: string) => `${group}|${code}`;

function placeOf(cursor: string | undefined): { group: number; code: string } {
  if (cursor === undefined) return { group: 0, code: '' };
  const [, group, code] = /^(\d{1,2})\|(.*)$/s.exec(cursor) ?? [];
  if (group === undefined || code === undefined) throw fail('invalid_input', { field: 'cursor' });
  return { group: Number(group), code };
}

async function pageOf(db: ReadDb, groups: readonly MatrixFilter[], cursor: string | undefined, limit: number) {
  const place = placeOf(cursor);
  const found: Awaited<ReturnType<typeof matrixOffices>> = [];
  for (const [at, group] of groups.entries()) {
    if (at < place.group) continue;
    if (found.length === limit) break;
    const after = at === place.group ? place.code : '';
    found.push(...(await matrixOffices(db, group, after, limit - found.length)));
  }
  return found;
}

async function withCells(
  db: ReadDb,
  versions: readonly SentVersion[],
  offices: Awaited<ReturnType<typeof pageOf>>,
  today: string,
): Promise<MatrixRow[]> {
  const cells = await matrixCells(
    db,
    versions.map(({ id }) => id),
    offices.map(({ officeId }) => officeId),
  );
  const column = new Map(versions.map(({ id }, at) => [id, at]));
  const rows = new Map(offices.map(({ officeId }) => [officeId, versions.map((): CellState => 'none')]));
  for (const cell of cells) {
    const row = rows.get(cell.officeId);
    if (row) row[column.get(cell.versionId) ?? 0] = recipientStateOf(cell);
  }
  const sentAt = versions.map((version) => version.sentAt);
  return offices.map((office) => {
    const mine = rows.get(office.officeId) ?? [];
    return { ...office, daysOpen: daysOpen(mine, sentAt, today), cells: mine };
  });
}
