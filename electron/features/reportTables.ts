import { listRecipients, type RecipientRow } from '../../db/queries/acknowledgements.ts';
import { contactsPage, countContactLines } from '../../db/queries/contacts.ts';
import { listDeliveries } from '../../db/queries/deliveries.ts';
import { getVersion, latestSentVersion, type VersionRow } from '../../db/queries/notices.ts';
import { countOffices, listOffices, type OfficeRow } from '../../db/queries/offices.ts';
import { countProcedures, listProcedures, type ProcedureRow } from '../../db/queries/procedures.ts';
import { countRecipients } from '../../db/queries/recipients.ts';
import type { ReadDb } from '../../db/store.ts';
import type { AcknowledgementMethod, AcknowledgementState } from '../contract/acknowledgements.ts';
import type { DeliveryState } from '../contract/deliveries.ts';
import { fail } from '../contract/errors.ts';
import type { OfficeFilter } from '../contract/offices.ts';
import type { ProcedureState } from '../contract/procedures.ts';
import type { ReportName } from '../contract/reports.ts';
import type { Clock } from '../ports/clock.ts';
import { findRule } from '../rules/catalogue.ts';
import { daysLeft } from '../rules/deadlines.ts';
import { hyphenatedLaborNumber } from '../rules/laborNumbers.ts';
import { channelWords } from '../rules/officeLists.ts';
import { acknowledgementWords, deliveryWords, japanTime, methodWords, procedureWords } from '../rules/reportWords.ts';
import { storedFilter } from './officeFilters.ts';

/** A report as rows of text, read page by page. */
export interface ReportTable {
  columns: string[];
  /** The headings that were not chosen. */
  others: string[];
  total(): Promise<number>;
  /** Rows in pages of at most 500. */
  pages(): AsyncGenerator<string[][]>;
}

/** What a report is about. */
export interface ReportChoice {
  db: ReadDb;
  clock: Clock;
  today: string;
  incidentId?: number | undefined;
  versionId?: number | undefined;
  filter?: OfficeFilter | undefined;
  /** Headings to write, in this order; without it all. */
  columns?: string[] | undefined;
}

/** To add a report: name it in the contract, give it an entry here, and its tile's words in the window. */
export const reportTables: Record<ReportName, (choice: ReportChoice) => Promise<ReportTable>> = {
  offices: async ({ db, filter = {}, columns, clock }) => {
    const which = storedFilter(filter, clock);
    return table<OfficeRow>(columns, {
      columns: {
        事業所番号: (row) => row.code,
        事業所名: (row) => row.name,
        フリガナ: (row) => row.kana,
        支部: (row) => row.branch,
        郵便番号: (row) => row.postalCode,
        住所: (row) => row.address,
        電話番号: (row) => row.phone,
        FAX番号: (row) => row.fax,
        メールアドレス: (row) => row.mail,
        担当者: (row) => row.contactName,
        労働保険番号: (row) => hyphenatedLaborNumber(row.laborNumber),
        雇用保険適用事業所番号: (row) => row.employmentNumber,
        事業所整理記号: (row) => row.pensionSymbol,
        厚生年金事業所番号: (row) => row.pensionNumber,
        法人番号: (row) => row.corporateNumber,
        委託状態: (row) => (row.status === 'entrusted' ? '委託中' : '委託解除'),
        委託開始日: (row) => row.entrustedOn,
        委託解除日: (row) => row.releasedOn,
        連絡方法: (row) => channelWords(row.channels),
        タグ: (row) => row.tags,
      },
      total: () => countOffices(db, which),
      page: (last) => listOffices(db, which, last?.code ?? null, PAGE),
    });
  },

  contacts: async ({ db, filter = {}, columns, clock }) => {
    const which = storedFilter(filter, clock);
    return table<Awaited<ReturnType<typeof contactsPage>>[number]>(columns, {
      columns: {
        事業所番号: (row) => row.officeCode,
        事業所名: (row) => row.officeName,
        支部: (row) => row.branch,
        役割: (row) => row.role,
        氏名: (row) => row.name,
        メールアドレス: (row) => row.mail,
        電話番号: (row) => row.phone,
        FAX番号: (row) => row.fax,
        お知らせを受け取る: (row) => (row.getsNotices ? 'はい' : 'いいえ'),
        備考: (row) => row.note,
      },
      total: () => countContactLines(db, which),
      page: (last) => contactsPage(db, which, last, PAGE),
    });
  },

  acknowledgements: (choice) => recipientsTable(choice, null),
  unacknowledged: (choice) => recipientsTable(choice, ['open', 'outdated']),

  deliveries: async (choice) => {
    const version = await chosenVersion(choice);
    const filter = { versionId: version.id, states: null, patterns: [], column: 'delivery_state' } as const;
    return table<Awaited<ReturnType<typeof listDeliveries>>[number]>(choice.columns, {
      columns: {
        版: () => version.label,
        事業所番号: (row) => row.officeCode,
        事業所名: (row) => row.officeName,
        メールアドレス: (row) => row.address ?? '',
        状態: (row) => deliveryWords[row.state as DeliveryState],
        試行回数: (row) => String(row.attempts ?? 0),
        完了日時: (row) => japanTime(row.finishedAt),
        サーバーの応答: (row) => row.response ?? '',
        'Message-ID': (row) => row.messageId ?? '',
      },
      total: () => countRecipients(choice.db, filter),
      page: (last) => listDeliveries(choice.db, filter, last?.officeCode ?? null, PAGE),
    });
  },

  'procedures-delayed': async ({ db, today, columns }) => {
    const filter = { dueBefore: today, state: null, patterns: [] };
    return table<ProcedureRow>(columns, {
      columns: {
        期限: (row) => row.dueOn ?? '',
        超過日数: (row) => String(-(daysLeft(row.dueOn, today) ?? 0)),
        事業所番号: (row) => row.officeCode,
        事業所名: (row) => row.officeName,
        手続き: (row) => findRule(row.type)?.nameJa ?? row.type,
        提出先: (row) => findRule(row.type)?.authority ?? '',
        対象者: (row) => row.person,
        基準日: (row) => row.baseDate,
        状態: (row) => procedureWords[row.state as ProcedureState],
      },
      total: () => countProcedures(db, filter),
      page: (last) => listProcedures(db, filter, last ?? null, PAGE),
    });
  },
};

const PAGE = 500;

interface TableParts<Row> {
  columns: Record<string, (row: Row) => string>;
  total(): Promise<number>;
  /** The page after a row; the first page after null. */
  page(last: Row | null): Promise<Row[]>;
}

function table<Row>(chosen: string[] | undefined, parts: TableParts<Row>): ReportTable {
  const all = Object.keys(parts.columns);
  const columns = chosen ?? all;
  const cells = columns.map((heading) => {
    const cell = parts.columns[heading];
    if (!cell || !all.includes(heading)) throw fail('invalid_input', { field: 'columns' });
    return cell;
  });
  if (new Set(columns).size < columns.length) throw fail('invalid_input', { field: 'columns' });
  return {
    columns,
    others: all.filter((heading) => !columns.includes(heading)),
    total: parts.total,
    async *pages() {
      for (let last: Row | null = null; ; ) {
        const rows: Row[] = await parts.page(last);
        if (rows.length > 0) yield rows.map((row) => cells.map((cell) => cell(row)));
        if (rows.length < PAGE) return;
        last = rows.at(-1) ?? null;
      }
    },
  };
}

async function recipientsTable(choice: ReportChoice, states: AcknowledgementState[] | null): Promise<ReportTable> {
  const version = await chosenVersion(choice);
  const filter = { versionId: version.id, states, patterns: [], column: 'acknowledgement_state' } as const;
  return table<RecipientRow>(choice.columns, {
    columns: {
      版: () => version.label,
      事業所番号: (row) => row.officeCode,
      事業所名: (row) => row.officeName,
      支部: (row) => row.branch,
      電話番号: (row) => row.phone,
      送付: (row) => deliveryWords[row.deliveryState as DeliveryState],
      確認状況: (row) => acknowledgementWords[row.acknowledgementState as AcknowledgementState],
      確認した最新の版: (row) => (row.confirmedNumber === null ? '' : `第${row.confirmedNumber}報`),
      確認日時: (row) => japanTime(row.acknowledgement?.at ?? null),
      確認方法: (row) => (row.acknowledgement ? methodWords[row.acknowledgement.method as AcknowledgementMethod] : ''),
      確認者: (row) => row.acknowledgement?.name ?? '',
      備考: (row) => row.acknowledgement?.note ?? '',
    },
    total: () => countRecipients(choice.db, filter),
    page: (last) => listRecipients(choice.db, filter, last?.officeCode ?? null, PAGE),
  });
}

/** The version asked for, or the newest one sent. */
async function chosenVersion(choice: ReportChoice): Promise<VersionRow> {
  const version = choice.versionId
    ? await getVersion(choice.db, choice.versionId)
    : await latestSentVersion(choice.db, choice.incidentId);
  if (!version) throw fail('not_found', { what: 'sentVersion' });
  return version;
}
