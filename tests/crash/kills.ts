import { activities, type Order } from './activities.ts';
import { isSafe, type Killed, killActivity } from './killedActivity.ts';
import { figure, type Section } from './section.ts';

/** Kills in each activity; and of the usual design in its place, which must be found out. */
export const kills: Section = async ({ kills: count, seed, only, say }) => {
  let right = true;
  for (const name of Object.keys(activities) as Order['activity'][]) {
    if (only && only !== name) continue;
    const ours = await killActivity(name, { kills: count, seed, naive: false });
    const usual = await killActivity(name, { kills: Math.max(30, count), seed, naive: true });
    right &&= isSafe(ours) && ours.kills === count && !isSafe(usual);
    say(`${name}: ${ours.kills} kills, ${ours.confirmed} confirmed writes`);
    say(figures(ours));
    say(figure('the usual design in its place is found out after kills', usual.kills, 'found', !isSafe(usual)));
  }
  return right;
};

function figures({ corrupt, lost, half }: Killed): string {
  return [
    figure('registers or files corrupt', corrupt, '0', corrupt === 0),
    figure('confirmed writes lost', lost, '0', lost === 0),
    figure('half done', half, '0', half === 0),
  ].join('\n');
}
