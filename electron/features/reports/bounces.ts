import { countMails, listReturnedMails } from '../../../db/queries/incomingMails.ts';
import { deliveryCause } from '../../contract/deliveryCauses.ts';
import { causeWords } from '../../rules/causeWords.ts';
import { japanTime, returnWords } from '../../rules/reportWords.ts';
import { PAGE, type ReportDefinition, table } from './definition.ts';

type Row = Awaited<ReturnType<typeof listReturnedMails>>[number];

/** Every mail that came back, and every FAX result, newest first: of which address, why, and of which office it is. */
export const bounces: ReportDefinition = {
  table: async ({ db, columns }) =>
    table<Row>(columns, {
      columns: {
        届いた日時: (row) => japanTime(row.receivedAt),
        種類: (row) => (row.kind === 'bounce' ? '戻ったメール' : 'FAXの結果'),
        事業所番号: (row) => row.officeCode ?? '',
        事業所名: (row) => row.officeName ?? '',
        版: (row) => row.versionLabel ?? '',
        宛先: (row) => row.address ?? row.recipient,
        結果: (row) => returnWords[row.result] ?? '',
        状態コード: (row) => row.status,
        理由: (row) => (row.cause ? causeWords[deliveryCause.catch('other').parse(row.cause)] : ''),
        応答: (row) => row.response ?? '',
        件名: (row) => row.subject,
        差出人: (row) => row.sender,
        照合値: (row) => row.sha256,
      },
      total: () => countMails(db, 'returned'),
      page: (last) => listReturnedMails(db, last && { receivedAt: last.receivedAt, id: last.id }, PAGE),
    }),
};
