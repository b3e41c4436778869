import { countOffices, listOffices, type OfficeRow } from '../../../db/queries/offices.ts';
import { hyphenatedLaborNumber } from '../../rules/laborNumbers.ts';
import { channelWords } from '../../rules/officeLists.ts';
import { storedFilter } from '../officeFilters.ts';
import { PAGE, type ReportDefinition, table } from './definition.ts';

/** The register's offices, in the very headings its import reads. */
export const offices: ReportDefinition = {
  table: async ({ db, filter = {}, columns, clock }) => {
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
};
