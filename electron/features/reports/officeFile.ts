import { listCalls } from '../../../db/queries/calls.ts';
import { evidenceOf } from '../../../db/queries/evidence.ts';
import { answersOfOffice, copiesOfOffice, versionsWithoutCopy } from '../../../db/queries/officeProof.ts';
import { officeIdByCode, officesById } from '../../../db/queries/offices.ts';
import type { AcknowledgementAnswer, AcknowledgementMethod } from '../../contract/acknowledgements.ts';
import type { CallOutcome } from '../../contract/calls.ts';
import type { DeliveryState } from '../../contract/deliveries.ts';
import { fail } from '../../contract/errors.ts';
import { outcomeWords } from '../../rules/callWords.ts';
import { answerWords, deliveryWords, japanTime, methodWords } from '../../rules/reportWords.ts';
import { type ReportChoice, type ReportDefinition, shortTable } from './definition.ts';

/** One thing that happened between us and the office. */
interface Entry {
  at: string;
  what: '送付' | '回答' | '電話';
  label: string;
  subject: string;
  way: string;
  /** The address or number it went to, or who spoke. */
  whom: string;
  result: string;
  note: string;
  clerk: string;
  /** The SHA-256 of the text, or of the papers kept with an answer. */
  hash: string;
}

/** Everything that proves what one office was sent, when, to which address, and what came back. */
export const officeFile: ReportDefinition = {
  table: async (choice) => {
    const office = await requireOffice(choice);
    const entries = [
      ...(await sentTo(choice, office.id)),
      ...(await answeredBy(choice, office.id)),
      ...(await calledTo(choice, office.id)),
    ].sort((one, other) => one.at.localeCompare(other.at));
    return shortTable<Entry>(
      choice.columns,
      {
        事業所番号: () => office.code,
        事業所名: () => office.name,
        日時: (row) => japanTime(row.at),
        種類: (row) => row.what,
        版: (row) => row.label,
        件名: (row) => row.subject,
        方法: (row) => row.way,
        '宛先・相手': (row) => row.whom,
        結果: (row) => row.result,
        備考: (row) => row.note,
        担当者: (row) => row.clerk,
        'SHA-256': (row) => row.hash,
      },
      entries,
    );
  },
};

/** Of each kind; an office that was sent a hundred versions has a few hundred. */
const MOST = 5_000;

async function requireOffice({ db, officeCode }: ReportChoice) {
  if (officeCode === undefined) throw fail('invalid_input', { field: 'officeCode' });
  const id = await officeIdByCode(db, officeCode);
  const office = id === null ? undefined : (await officesById(db, [id])).get(id);
  if (!office) throw fail('unknown_office', { code: officeCode });
  return office;
}

async function sentTo({ db }: ReportChoice, officeId: number): Promise<Entry[]> {
  const copies = await copiesOfOffice(db, officeId, MOST);
  const without = await versionsWithoutCopy(db, officeId, MOST);
  const common = { what: '送付', clerk: '' } as const;
  return [
    ...copies.map((copy) => ({
      ...common,
      at: copy.finishedAt ?? copy.queuedAt,
      label: copy.label,
      subject: copy.subject,
      way: channelWords[copy.channel] ?? copy.channel,
      whom: copy.address,
      result: deliveryWords[copy.state as DeliveryState],
      note: [copy.response, copy.messageId].filter((text) => text !== '' && text !== null).join(' '),
      hash: copy.sha256 ?? '',
    })),
    ...without.map(({ sentAt, sha256, ...version }) => ({
      ...{ ...common, ...version, at: sentAt ?? '', way: '', whom: '', note: '', hash: sha256 ?? '' },
      result: '送る宛先がありません',
    })),
  ];
}

const channelWords: Readonly<Record<string, string>> = { mail: 'メール', fax: 'FAX', post: '郵送', phone: '電話' };

async function answeredBy({ db }: ReportChoice, officeId: number): Promise<Entry[]> {
  const answers = await answersOfOffice(db, officeId, MOST);
  const papers = Map.groupBy(await papersOf(db, answers), (paper) => paper.acknowledgementId);
  return answers.map((answer) => {
    const taken = answer.withdrawnAt && `${japanTime(answer.withdrawnAt)} 取り消し（${answer.withdrawnReason}）`;
    const mine = papers.get(answer.id) ?? [];
    return {
      ...{ what: '回答', at: answer.at, label: answer.label, subject: answer.subject, clerk: answer.clerk },
      way: methodWords[answer.method as AcknowledgementMethod],
      whom: answer.name,
      result: answerWords[answer.answer as AcknowledgementAnswer],
      note: [answer.note, ...mine.map((paper) => paper.fileName), taken].filter(Boolean).join(' '),
      hash: mine.map((paper) => paper.sha256).join(' '),
    };
  });
}

async function papersOf(db: ReportChoice['db'], answers: readonly { id: number }[]) {
  const ids = answers.map(({ id }) => id);
  const found: Awaited<ReturnType<typeof evidenceOf>> = [];
  for (let at = 0; at < ids.length; at += 1000) found.push(...(await evidenceOf(db, ids.slice(at, at + 1000))));
  return found;
}

async function calledTo({ db }: ReportChoice, officeId: number): Promise<Entry[]> {
  const calls = await listCalls(db, { officeId, patterns: [] }, null, MOST);
  return calls.map((call) => ({
    ...{ what: '電話', at: call.at, label: call.label, subject: '', way: '電話', clerk: call.clerk, hash: '' },
    whom: [call.phone, call.name].filter((text) => text !== '').join(' '),
    result: outcomeWords[call.outcome as CallOutcome],
    note: [call.question, call.note, call.undoneAt && `${japanTime(call.undoneAt)} 取り消し`].filter(Boolean).join(' '),
  }));
}
