import { NEVER } from './falseReplies.ts';
import { GENUINE } from './genuineReplies.ts';
import type { Draw, Make, Office, ReplyWorld } from './replyWords.ts';

/** A reply as somebody might send it, and what must become of it. */
export interface ReplyFixture {
  /** The sort it is of, for the report. */
  sort: string;
  source: Buffer;
  /** True: to be recorded for `office`. False: never to be recorded. */
  genuine: boolean;
  office: string;
}

/** `count` replies by a seed; every sort in turn, each genuine one of an office of its own. */
export function replyFixtures(world: ReplyWorld, count: number, draw: Draw): ReplyFixture[] {
  const genuine = Object.entries(GENUINE);
  const never = Object.entries(NEVER);
  let fresh = 0;
  return Array.from({ length: count }, (_, at) => {
    const isGenuine = at % 2 === 0;
    const list = isGenuine ? genuine : never;
    const [sort, make] = list[Math.floor(at / 2) % list.length] as [string, Make];
    // The offices of the second half are never confirmed by the first: an answer that must not count would hide there.
    const half = world.offices.length / 2;
    if (isGenuine) fresh += 1;
    const office = world.offices[isGenuine ? fresh - 1 : half + Math.floor(draw() * half)] as Office;
    const other = world.offices[
      half + ((Math.floor(draw() * (half - 1)) + world.offices.indexOf(office) + 1) % half)
    ] as Office;
    return {
      sort,
      genuine: isGenuine,
      office: office.code,
      source: make(draw, office, other === office ? (world.offices[0] as Office) : other, world).source,
    };
  });
}
