import type { notices as ja } from '../ja/notices.ts';

export const notices: typeof ja = {
  title: 'Notices',
  first: 'Write the first notice',
  firstNote: 'This incident has no notice yet. A draft is made from a template.',
  noIncident: 'Please register an incident first.',
  next: 'Write the next version',
  nextNote: 'Makes a draft from the last text.',
  state: { draft: 'Draft', approved: 'Approved', sent: 'Sent' },
  openDraft: 'Open the draft',
  read: 'Read the text',
  toSend: 'Go to sending',
  toSending: 'See the sending',
  toAcknowledgements: 'See confirmations',
  confirmedOf: (confirmed, recipients) => `Confirmed ${confirmed} of ${recipients}`,
  progressLabel: (label) => `Share of confirmations of ${label}`,
  updatedAt: 'Changed',
  approvedAt: 'Approved',
  sentAt: 'Sent',
  label: 'Version name',
  subject: 'Subject',
  body: 'Text',
  preview: 'How the mail will look',
  addressee: '〇〇〇〇（office name） 御中',
  from: 'From',
  toLine: 'To',
  writing: 'Typing…',
  saving: 'Saving…',
  savedAt: (time) => `Draft saved (${time})`,
  needBoth: 'Saved as soon as there is a subject and a text.',
  notSaved: 'Not saved. What you typed stays in this window.',
  recovered: 'Brought back what could not be saved last time.',
  approve: 'Approve',
  approveTitle: (label) => `Approve ${label}?`,
  approveNote: 'An approved text cannot be changed. To correct it, write the next version.',
  frozen: 'This text is approved and cannot be changed.',
  fingerprint: 'Fingerprint of the text (SHA-256)',
  send: 'Send',
  sendTitle: (label) => `Send ${label}`,
  who: 'To whom',
  whoAll: 'Every office under entrustment',
  whoBranches: (branches) => `Offices of these branches: ${branches}`,
  howMany: 'How many',
  how: 'How',
  howMail: 'Mail, one message per office',
  pace: 'Pace',
  perMinute: (n) => `up to ${n} a minute`,
  noLimit: 'no limit',
  estimate: (minutes) => `about ${minutes} min`,
  withoutAddressNote: 'Offices without a mail address are listed after sending.',
  alreadySent: 'This version was sent. Only affected offices that have not received it will.',
  typeNumber: (n) => `To be sure, type the number of offices: ${n}`,
  typeNumberWrong: (n) => `That is not the number. ${n} offices are affected.`,
  submitSend: 'Send',
  notApproved: 'This version has not been approved yet.',
  noMail: 'No mail server is set.',
  toSettings: 'Open settings',
  templateSubject: (title) => `【重要】${title}について`,
  templateBody: (title, provider, date) => `To our member offices

On ${date} we learned of the following at "${provider}", whose service we use: ${title}.

1. What is known now


2. What we ask of you


3. What comes next
We will write again as soon as there is news.

Please confirm that you have read this notice by replying to this mail, by phone or by fax.`,
};
