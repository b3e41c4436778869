import type { answerImport as ja } from '../ja/answerImport.ts';

export const answerImport: typeof ja = {
  title: 'Bring in answers of a form',
  open: 'Bring in form answers',
  note: 'Choose the answers of Microsoft Forms or Google Forms (CSV, Excel). A column with the slip code or the office code tells the office and the version. This only looks; nothing is recorded yet.',
  choose: 'Choose the list of answers',
  columns: (name) => `How the columns are read (${name})`,
  noColumn: '(no column)',
  field: {
    code: 'Slip code',
    officeCode: 'Office code',
    answer: 'Answer',
    name: 'Told by',
    at: 'Told at',
    note: 'Note, question',
    method: 'Method',
  },
  found: (rows, recorded, known, refused) =>
    `${rows} rows: ${recorded} can be recorded, ${known} are already, ${refused} need a correction`,
  older: (n) => `(${n} of them answer an older version)`,
  bring: (n) => `Record ${n} rows`,
  bringRest: (n) => `Leave out rows to correct and record ${n}`,
  refused: (n) => `Rows that cannot be recorded: ${n}`,
  preview: 'Rows that can be recorded (the first 100)',
  uploading: 'Reading the file',
  checking: 'Looking at each row',
  recording: 'Recording',
  stopped: 'Stopped. The register is as it was.',
  stoppedRecording: 'Stopped. Either all was recorded or nothing: the number recorded before, below, tells which.',
  now: 'When brought in',
  done: (recorded, known) => `Recorded ${recorded} rows (${known} were there already)`,
};
