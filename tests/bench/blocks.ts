import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { padded } from '../../electron/practice/offices.ts';
import { createRegisters, type Registers } from './registers.ts';
import { queueVersion } from './versions.ts';

/** Longest time, in milliseconds, a call may keep everything else waiting. */
const MOST_MS = 50;
/** Rows of a list of answers, and of one of people. */
const ANSWERS = 20_000;
const PEOPLE = 20_000;
/** Entries of a chronology: a hundred times a real one. */
const ENTRIES = 5_000;

type Call = [name: string, call: () => Promise<unknown>];

/**
 * Long work on a register of so many offices, each call with the longest time it kept the event loop to itself. What is
 * counted is the time the processor spent in this thread between two ticks: another program's share does not matter.
 * True when no call was over.
 */
export async function longestBlocks(offices: number): Promise<boolean> {
  const registers = await createRegisters();
  try {
    const calls = await callsOn(registers, offices);
    process.stdout.write(`${offices.toLocaleString('en')} offices; goal: no block over ${MOST_MS} ms\n`);
    let right = true;
    for (const [name, call] of calls) {
      const { seconds, blockMs } = await watched(call);
      right &&= blockMs <= MOST_MS;
      const figures = `${seconds.toFixed(1).padStart(7)} s  longest block ${blockMs.toFixed(0).padStart(4)} ms`;
      process.stdout.write(`  ${name.padEnd(54)} ${figures}  ${blockMs <= MOST_MS ? 'ok' : 'over'}\n`);
    }
    return right;
  } finally {
    await registers.close();
  }
}

/** Long calls, in an order in which each finds what it needs. */
async function callsOn(registers: Registers, offices: number): Promise<Call[]> {
  const { client, folder } = await registers.of(offices);
  const csv = await registers.list(offices);
  const xlsx = join(folder, 'offices.xlsx');
  const { versionId } = await queueVersion(client);
  const lines = (count: number, row: (code: string, at: number) => string) =>
    Array.from({ length: count }, (_, at) => row(padded((at % offices) + 1, 5), at));
  const write = async (name: string, rows: readonly string[]) => {
    const file = join(folder, name);
    await writeFile(file, [...rows, ''].join('\r\n'));
    return file;
  };
  const answers = await write('answers.csv', [
    '事業所番号,日時,氏名',
    ...lines(ANSWERS, (code) => `${code},2026-06-08 09:00,青葉`),
  ]);
  const people = await write('people.csv', [
    '事業所番号,役割,氏名,メールアドレス,電話番号,お知らせ',
    ...lines(PEOPLE, (code, at) => `${code},社長,架空 ${at},p${at}@example.jp,03-0000-${padded(at % 10_000, 4)},はい`),
  ]);
  const { id: incidentId } = await client.incidents.create({
    title: '架空の障害',
    provider: '社',
    knownOn: '2026-06-05',
  });
  const entries = await write('entries.csv', [
    '番号,種別,日付,内容,出どころ',
    ...lines(ENTRIES, (_code, at) => `k${at},event,2026-06-0${(at % 9) + 1},架空の出来事 ${at},提供会社のお知らせ`),
  ]);
  const record = { incidentId, file: entries };
  return [
    ['duplicates.list', () => client.duplicates.list({})],
    ['reports.export, xlsx', () => client.reports.export({ report: 'offices', file: xlsx, format: 'xlsx' })],
    ['offices.import onto the same offices, CSV, preview', () => client.offices.import({ file: csv, commit: false })],
    ['offices.import onto the same offices, CSV', () => client.offices.import({ file: csv, commit: true })],
    ['offices.import onto the same offices, xlsx, preview', () => client.offices.import({ file: xlsx, commit: false })],
    ['offices.import onto the same offices, xlsx', () => client.offices.import({ file: xlsx, commit: true })],
    ['acknowledgements.import, preview', () => client.acknowledgements.import({ file: answers, commit: false })],
    [
      'acknowledgements.import',
      () => client.acknowledgements.import({ file: answers, versionId, commit: true, skipRefused: true }),
    ],
    ['contacts.import, preview', () => client.contacts.import({ file: people, commit: false })],
    ['contacts.import', () => client.contacts.import({ file: people, commit: true })],
    ['incidents.importChronology, preview', () => client.incidents.importChronology({ ...record, commit: false })],
    ['incidents.importChronology', () => client.incidents.importChronology({ ...record, commit: true })],
    ['incidents.importChronology onto the same', () => client.incidents.importChronology({ ...record, commit: true })],
    [
      'chronology.undoImport',
      async () => {
        const { rows } = await client.chronology.imports({ incidentId });
        await client.chronology.undoImport({ importId: rows.find(({ created }) => created > 0)?.id ?? 0 });
      },
    ],
  ];
}

async function watched(call: () => Promise<unknown>): Promise<{ seconds: number; blockMs: number }> {
  let blockMs = 0;
  let last = process.threadCpuUsage();
  const ticks = setInterval(() => {
    const { user, system } = process.threadCpuUsage(last);
    last = process.threadCpuUsage();
    blockMs = Math.max(blockMs, (user + system) / 1000);
  }, 1);
  // What was still to be collected of the work before is not this call's.
  await new Promise((resolve) => setTimeout(resolve, 200));
  blockMs = 0;
  const began = performance.now();
  await call();
  const seconds = (performance.now() - began) / 1000;
  await new Promise((resolve) => setTimeout(resolve, 20));
  clearInterval(ticks);
  return { seconds, blockMs };
}
