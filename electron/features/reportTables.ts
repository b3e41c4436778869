import { listRecipients, type RecipientRow } from '../../db/queries/acknowledgements.ts';
import { listDeliveries } from '../../db/queries/deliveries.ts';
import { getVersion, latestSentVersion, type VersionRow } from '../../db/queries/notices.ts';
import { countOffices, listOffices, type OfficeRow } from '../../db/queries/offices.ts';
import { countProcedures, listProcedures, type ProcedureRow } from '../../db/queries/procedures.ts';
import { countRecipients } from '../../db/queries/recipients.ts';
import type { ReadDb } from '../../db/store.ts';
import type { AcknowledgementMethod, AcknowledgementState } from '../contract/acknowledgements.ts';
import type { DeliveryState } from '../contract/deliveries.ts';
import { fail } from '../contract/errors.ts';
import type { ProcedureState } from '../contract/procedures.ts';
import type { ReportName } from '../contract/reports.ts';
import { findRule } from '../rules/catalogue.ts';
import { daysLeft } from '../rules/deadlines.ts';
import { acknowledgementWords, deliveryWords, japanTime, methodWords, procedureWords } from '../rules/reportWords.ts';

/** A report as rows of text, read page by page. */
export interface ReportTable {
  columns: string[];
  total(): Promise<number>;
  /** Rows in pages of at most 500. */
  pages(): AsyncGenerator<string[][]>;
}

/** What a report is about. */
export interface ReportChoice {
  db: ReadDb;
  today: string;
  incidentId?: number | undefined;
  versionId?: number | undefined;
}

/** To add a report: name it in the contract, give it an entry here, and its tile's words in the window. */
export const reportTables: Record<ReportName, (choice: ReportChoice) => Promise<ReportTable>> = {
  offices: async ({ db }) =>
    table<OfficeRow>({
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
      },
      total: () => countOffices(db, { patterns: [] }),
      page: (last) => listOffices(db, { patterns: [] }, last?.code ?? null, PAGE),
    }),

  contacts: () => {
    throw fail('unknown_call', { name: 'contacts' });
  },

  acknowledgements: (choice) => recipientsTable(choice, null),
  unacknowledged: (choice) => recipientsTable(choice, ['open', 'outdated']),

  deliveries: async (choice) => {
    const version = await chosenVersion(choice);
    const filter = { versionId: version.id, states: null, patterns: [], column: 'delivery_state' } as const;
    return table<Awaited<ReturnType<typeof listDeliveries>>[number]>({
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

  'procedures-delayed': async ({ db, today }) => {
    const filter = { dueBefore: today, state: null, patterns: [] };
    return table<ProcedureRow>({
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

function table<Row>(parts: TableParts<Row>): ReportTable {
  const cells = Object.values(parts.columns);
  return {
    columns: Object.keys(parts.columns),
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
  return table<RecipientRow>({
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
