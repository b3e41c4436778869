import type { BoardStatus } from '../../ports/letters.ts';
import { formatWareki, japanDate } from '../../rules/dates.ts';
import {
  type BoardNumbers,
  boardBranches,
  boardFigures,
  boardNext,
  boardNumbers,
  growthLines,
  leftWords,
} from '../boardNumbers.ts';
import { chosenIncident, type ReportDefinition, shortTable } from './definition.ts';

type Line = { part: string; what: string; value: string };

/** Where an incident stands, for the board: on paper one page, as rows every number of it. */
export const boardStatus: ReportDefinition = {
  table: async (choice) => {
    const incident = await chosenIncident(choice);
    const numbers = await boardNumbers(choice.db, incident.id, choice.today);
    return shortTable<Line>(
      choice.columns,
      { 区分: (row) => row.part, 項目: (row) => row.what, 値: (row) => row.value },
      linesOf(numbers),
    );
  },

  paper: async (choice) => {
    const incident = await chosenIncident(choice);
    const numbers = await boardNumbers(choice.db, incident.id, choice.today);
    return { template: 'board', data: pageOf(numbers) };
  },
};

function linesOf(numbers: BoardNumbers): Line[] {
  const { overview, facts, duties } = numbers;
  return [
    ...boardFigures(numbers).map(({ label, value }) => ({ part: '数', what: label, value: String(value) })),
    ...overview.versions.flatMap(({ label, recipients, confirmed }) => [
      { part: '報ごと', what: `${label} 宛先`, value: String(recipients) },
      { part: '報ごと', what: `${label} 確認`, value: String(confirmed) },
    ]),
    ...boardBranches(numbers).map(({ label, words }) => ({ part: '支部ごと', what: label, value: words })),
    ...facts.map(({ question, newest }) => ({ part: '事実', what: question, value: newest?.value ?? '未判明' })),
    ...duties.map(({ name, dueOn }) => ({ part: '報告の期限', what: name, value: dueOn ?? '' })),
    ...boardNext(numbers).map((what) => ({ part: '次にすること', what, value: '' })),
  ];
}

const digits = (n: number) => n.toLocaleString('ja-JP');

function pageOf(numbers: BoardNumbers): BoardStatus {
  const { overview, facts, duties, association, today } = numbers;
  return {
    association,
    title: overview.incident.title,
    date: formatWareki(today),
    numbers: boardFigures(numbers).map(({ label, value, note }) => ({ label, value: digits(value), note })),
    versions: overview.versions
      .filter(({ sentAt }) => sentAt !== null)
      .slice(0, 6)
      .map(({ label, sentAt, recipients, confirmed }) => {
        const share = recipients === 0 ? 0 : confirmed / recipients;
        const sentOn = sentAt === null ? '' : formatWareki(japanDate(sentAt));
        const percent = `${Math.floor(share * 100)}%`;
        return { label, sentOn, recipients: digits(recipients), confirmed: digits(confirmed), share, percent };
      }),
    growth: growthLines(numbers),
    branches: boardBranches(numbers),
    facts: facts.slice(0, 8).map(({ question, newest }) => ({
      question,
      value: newest ? `${newest.value}${newest.hearsay ? '（とのこと）' : ''}` : 'まだ分かっていません',
      note: newest ? `${newest.asOf}時点 ${newest.source}` : '',
    })),
    duties: duties
      .filter(({ dueOn }) => dueOn !== null)
      .slice(0, 6)
      .map(({ name, dueOn, guidance, filed, daysLeft }) => ({
        name,
        dueOn: `${dueOn === null ? '' : formatWareki(dueOn)}${guidance ? '（目安）' : ''}`,
        state: filed ? `提出済 ${formatWareki(filed.filedOn)}` : leftWords(daysLeft ?? 0),
      })),
    next: boardNext(numbers),
  };
}
