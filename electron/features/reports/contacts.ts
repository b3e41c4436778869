import { contactsPage, countContactLines } from '../../../db/queries/contacts.ts';
import { storedFilter } from '../officeFilters.ts';
import { PAGE, type ReportDefinition, table } from './definition.ts';

/** The people of every office, one a row. */
export const contacts: ReportDefinition = {
  table: async ({ db, filter = {}, columns, clock }) => {
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
};
