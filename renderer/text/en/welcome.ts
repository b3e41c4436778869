import type { welcome as ja } from '../ja/welcome.ts';

export const welcome: typeof ja = {
  title: 'Welcome to Todoke',
  lead: 'Notices to your offices and their confirmations in one place. How would you like to begin?',
  practice: 'Try with practice data',
  practiceNote: 'Opens a register of 1,200 fictional offices. Nothing is sent anywhere.',
  practiceWait: 'Preparing the practice register. Please wait.',
  empty: 'Start with an empty register',
  emptyNote: 'Enter the association and your name, then import your list of offices.',
  association: 'Association',
  clerk: 'Your name',
  start: 'Start',
};
