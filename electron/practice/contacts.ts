import { padded } from './offices.ts';
import type { Random } from './random.ts';
import type { TodokeClient } from './scenario.ts';
import { givenNames, surnames } from './words.ts';

/** Further people the practice register knows of. */
export const PRACTICE_CONTACTS = 60;
const roles = ['経理担当', '代表者', '顧問税理士', '給与担当', '夜間の連絡先'] as const;

/** Gives some of the offices a second person. None of them gets notices: the story's mails stay countable. */
export async function addContacts(
  client: TodokeClient,
  random: Random,
  offices: readonly { id: number; code: string }[],
): Promise<void> {
  for (const { id, code } of offices.slice(0, PRACTICE_CONTACTS)) {
    const number = random.int(6000, 6999);
    await client.contacts.create({
      officeId: id,
      values: {
        role: random.pick(roles),
        name: `${random.pick(surnames)[0]} ${random.pick(givenNames)[0]}`,
        mail: `second-${code}@example.jp`,
        phone: `03-0000-${padded(number, 4)}`,
        fax: '',
        getsNotices: false,
        note: '',
      },
    });
  }
}
