import { backup, migration, restore } from './copyActivities.ts';
import type { Activity } from './ground.ts';
import { mailbox, send } from './mailActivities.ts';
import { acknowledge, exporting, importing } from './registerActivities.ts';

/** The eight, by name. */
export const activities = {
  acknowledge,
  import: importing,
  send,
  mailbox,
  backup,
  migration,
  restore,
  export: exporting,
} as const satisfies Record<string, Activity>;

export type ActivityName = keyof typeof activities;

/** What a program to be killed is told. */
export interface Order {
  activity: ActivityName;
  folder: string;
  /** Number of the first thing to do. */
  from: number;
  naive: boolean;
}
