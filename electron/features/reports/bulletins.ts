import { bulletinsOf, versionsOfBulletins } from '../../../db/queries/bulletins.ts';
import { chosenIncident, type ReportDefinition, shortTable } from './definition.ts';

/** What the provider sent, and which of our versions passed it on. */
export const bulletins: ReportDefinition = {
  table: async (choice) => {
    const incident = await chosenIncident(choice);
    const rows = await bulletinsOf(choice.db, incident.id);
    const linked = await versionsOfBulletins(
      choice.db,
      rows.map(({ id }) => id),
    );
    return shortTable<(typeof rows)[number]>(
      choice.columns,
      {
        提供元の報: (row) => `第${row.number}報`,
        表題: (row) => row.title,
        日付: (row) => row.datedOn ?? '',
        届いた日: (row) => row.receivedOn,
        出どころ: (row) => row.source,
        内容: (row) => row.text,
        伝えた報: (row) =>
          linked
            .filter(({ bulletinId }) => bulletinId === row.id)
            .map(({ label }) => label)
            .join('、'),
      },
      rows,
    );
  },
};
