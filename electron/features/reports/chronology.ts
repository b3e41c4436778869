import { countEntries, type EntryRow, listEntries } from '../../../db/queries/chronology.ts';
import type { EntryValues } from '../../contract/chronology.ts';
import { chronologyFields } from '../../rules/chronologyReading.ts';
import { categoryWords, kindWords, precisionWords, whenWords } from '../../rules/chronologyWords.ts';
import { formatWareki, weekdayJa } from '../../rules/dates.ts';
import { valuesOf } from '../chronologyEntries.ts';
import { eventsOf, eventTimeline } from '../chronologyTimeline.ts';
import { chosenIncident, PAGE, type ReportDefinition, table } from './definition.ts';

const cell =
  (read: (values: EntryValues) => string) =>
  (row: EntryRow): string =>
    read(valuesOf(row));
const heading = (field: keyof typeof chronologyFields) => chronologyFields[field][0];

/** What happened, in the very headings its import reads; on paper with the line of time above it. */
export const chronology: ReportDefinition = {
  table: async (choice) => {
    const { id: incidentId } = await chosenIncident(choice);
    const filter = { incidentId, kinds: choice.only ? [choice.only] : null, search: null };
    return table<EntryRow>(choice.columns, {
      columns: {
        [heading('key')]: (row) => row.key,
        [heading('kind')]: cell(({ kind }) => kindWords[kind]),
        [heading('category')]: cell(({ category }) => (category ? categoryWords[category] : '')),
        [heading('date')]: cell(({ date }) => date ?? ''),
        [heading('dateTo')]: cell(({ dateTo }) => dateTo ?? ''),
        [heading('time')]: cell(({ time }) => time),
        [heading('precision')]: cell(({ precision }) => (precision ? precisionWords[precision] : '')),
        [heading('weekday')]: cell(({ date }) => (date ? weekdayJa(date) : '')),
        [heading('actor')]: cell(({ actor }) => actor),
        [heading('text')]: cell(({ text }) => text),
        [heading('hearsay')]: cell(({ hearsay }) => (hearsay ? 'とのこと' : '')),
        [heading('asOf')]: cell(({ asOf }) => asOf ?? ''),
        [heading('source')]: cell(({ source }) => source),
        [heading('section')]: cell(({ section }) => section),
        [heading('type')]: cell(({ type }) => type),
        [heading('dueOn')]: cell(({ dueOn }) => dueOn ?? ''),
        [heading('note')]: cell(({ note }) => note),
      },
      total: () => countEntries(choice.db, filter),
      page: (last) => listEntries(choice.db, filter, last, PAGE),
    });
  },

  paper: async (choice) => {
    const incident = await chosenIncident(choice);
    const { db, today } = choice;
    const line = await eventTimeline(db, incident.id, today);
    const events = await eventsOf(db, incident.id);
    const others = await listEntries(db, { incidentId: incident.id, kinds: OTHERS, search: null }, null, PAGE * 2);
    return {
      template: 'timeline',
      data: {
        title: incident.title,
        date: formatWareki(today),
        lanes: line.lanes.map(({ category, rows, marks }) => ({
          label: category ? categoryWords[category] : 'その他',
          rows,
          marks,
        })),
        ticks: line.ticks.map(({ on, x }) => ({ x, label: `${Number(on.slice(5, 7))}/${Number(on.slice(8))}` })),
        events: events.map((row, at) => {
          const values = valuesOf(row);
          return { number: String(at + 1), when: whenWords(values), ...toldOf(values) };
        }),
        others: others.map((row) => {
          const values = valuesOf(row);
          return { kind: kindWords[values.kind], ...toldOf(values) };
        }),
      },
    };
  },
};

const OTHERS = ['impact', 'promise', 'instruction', 'outlook', 'gap', 'party', 'system'];

function toldOf({ actor, text, hearsay, asOf, source }: EntryValues) {
  const said = `${text}${hearsay ? '（とのこと）' : ''}`;
  return { actor, text: asOf === null ? said : `${said}［${asOf}時点］`, source };
}
