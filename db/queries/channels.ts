import { type RawBuilder, sql } from 'kysely';
import { withoutMail } from './officeFilters.ts';

/** The channels a notice can take, in the usual order. */
export const CHANNELS = ['mail', 'fax', 'post', 'phone'] as const;
/** The channel an office is reached by first; `none`: it has no address for any of its channels. */
export type FirstChannel = (typeof CHANNELS)[number] | 'none';

const without: Readonly<Record<(typeof CHANNELS)[number], RawBuilder<boolean>>> = {
  mail: withoutMail,
  fax: sql`offices.fax = ''`,
  post: sql`offices.address = ''`,
  phone: sql`offices.phone = ''`,
};

const usual = sql`case ${sql.join(
  CHANNELS.map((channel) => sql`when not ${without[channel]} then ${sql.lit(channel)}`),
  sql` `,
)} else 'none' end`;

/** An office's own order, `,mail,fax,`, without the channels it has no address for. */
const ownOrder = CHANNELS.reduce(
  (order, channel) =>
    sql`replace(${order}, case when ${without[channel]} then ${sql.lit(`,${channel},`)} else ' ' end, ',')`,
  sql`',' || offices.channels || ','`,
);

const own = sql`case substr(${ownOrder}, 2, 2) ${sql.join(
  CHANNELS.map((channel) => sql`when ${sql.lit(channel.slice(0, 2))} then ${sql.lit(channel)}`),
  sql` `,
)} else 'none' end`;

/** The channel each of `offices` would be reached by first: of its own order, or else the usual one. */
export const firstChannel = sql<FirstChannel>`case when offices.channels = '' then ${usual} else ${own} end`;
