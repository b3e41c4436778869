import { versionsOfIncident } from '../../../db/queries/notices.ts';
import type { Standing } from '../../contract/incidents.ts';
import { japanTime } from '../../rules/reportWords.ts';
import { overviewOf } from '../incidentOverview.ts';
import { chosenIncident, type ReportDefinition, shortTable } from './definition.ts';

const stateWords: Record<Standing['state'], string> = {
  draft: '下書き',
  review: '承認待ち',
  approved: '承認済',
  sent: '送付済',
};

/** Every version of an incident with its hash, its text, and the numbers the screens show. */
export const versions: ReportDefinition = {
  table: async (choice) => {
    const incident = await chosenIncident(choice);
    const { versions: standings } = await overviewOf(choice.db, incident.id, choice.today);
    const texts = await versionsOfIncident(choice.db, incident.id);
    const rows = standings.flatMap((standing) => {
      const text = texts.find(({ id }) => id === standing.versionId);
      return text ? [{ ...standing, ...text }] : [];
    });
    return shortTable<(typeof rows)[number]>(
      choice.columns,
      {
        版: (row) => row.label,
        状態: (row) => stateWords[row.state],
        件名: (row) => row.subject,
        文書番号: (row) => row.documentNumber,
        承認日時: (row) => japanTime(row.approvedAt),
        承認者: (row) => row.approvedBy ?? '',
        送付日時: (row) => japanTime(row.sentAt),
        宛先: (row) => String(row.recipients),
        確認: (row) => String(row.confirmed),
        旧版のみ: (row) => String(row.outdated),
        未確認: (row) => String(row.open),
        未達: (row) => String(row.undelivered),
        判断待ち: (row) => String(row.inDoubt),
        照合値: (row) => row.sha256 ?? '',
        本文: (row) => row.body,
      },
      rows,
    );
  },
};
