import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { padded } from '../../electron/practice/offices.ts';
import { type Bench, timed } from './measure.ts';
import type { Registers } from './registers.ts';
import { queueVersion } from './versions.ts';

const OFFICES = 100_000;
const ANSWERS = 20_000;

/** A whole list of answers, against setting as many states with the counters kept, and nothing else. */
export async function answerImportBenches(registers: Registers): Promise<Bench[]> {
  const { client, folder, bare } = await registers.of(OFFICES);
  let { versionId } = await queueVersion(client);
  const ids = bare.prepare('select id from recipients where version_id = ? order by id limit ?').pluck();
  const recipients = ids.all(versionId, ANSWERS);
  const set = bare.prepare('update recipients set acknowledgement_state = ?, confirmed_number = 1 where id = ?');
  let round = 0;
  let slice = 0;
  const file = join(folder, 'answers.csv');
  return [
    {
      name: `acknowledgements.import, ${ANSWERS.toLocaleString('en')} answers`,
      limit: 'bare update with counters',
      goal: 3,
      product: async () => {
        // Each time of other offices: an answer for each is what is asked, not a history of answers.
        if (slice === OFFICES / ANSWERS) {
          ({ versionId } = await queueVersion(client));
          slice = 0;
        }
        const line = (at: number) => `${padded(slice * ANSWERS + at + 1, 5)},2026-06-08 09:00,担当者`;
        const lines = Array.from({ length: ANSWERS }, (_, at) => line(at));
        slice += 1;
        await writeFile(file, ['事業所番号,日時,氏名', ...lines, ''].join('\r\n'));
        return timed(() => client.acknowledgements.import({ file, versionId, commit: true }));
      },
      bare: () =>
        timed(() => {
          round += 1;
          const state = round % 2 === 0 ? 'open' : 'exempt';
          bare.transaction(() => {
            for (const id of recipients) set.run(state, id);
          })();
        }),
    },
  ];
}
