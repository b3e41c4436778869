import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../rules/random.ts';
import { manyOffices } from '../support/builders.ts';
import { mailFile, mailOf, readReply, type SentVersion, sendAnother, sendVersion } from '../support/replies.ts';
import { type ReplyFixture, replyFixtures } from '../support/replyFixtures.ts';
import type { ReplyWorld } from '../support/replyWords.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const COUNT = 500;
const OFFICES = manyOffices(COUNT);

let test: TestApp;
let sent: SentVersion;
let fixtures: ReplyFixture[];
const results: { fixture: ReplyFixture; decision: string; reason: string; officeCode?: string | undefined }[] = [];

beforeAll(async () => {
  test = await createTestApp();
  sent = await sendVersion(test, OFFICES);
  fixtures = replyFixtures(await worldOf(sent), COUNT, seeded(20260608));
  for (const fixture of fixtures) results.push({ fixture, ...(await readReply(test, fixture.source)) });
}, 240_000);

afterAll(() => test.close());

async function worldOf({ codes, messageIds, sources }: SentVersion): Promise<ReplyWorld> {
  const offices = OFFICES.map(async ({ code, mail = '' }) => {
    const text = (await simpleParser(sources.get(mail) ?? '')).text ?? '';
    return {
      code,
      mail,
      name: `事業所${code}`,
      slip: codes.get(code) ?? '',
      text,
      messageId: messageIds.get(code) ?? '',
    };
  });
  return { offices: await Promise.all(offices), subject: '障害のお知らせ' };
}

describe(`${COUNT} replies of many sorts`, () => {
  it('holds what each office got: its text has its code', async () => {
    const { offices } = await worldOf(sent);
    expect(offices.filter(({ text, slip }) => !text.includes(slip) || slip === '')).toEqual([]);
  });

  it('makes not one false acknowledgement', async () => {
    const wrong = results.filter(({ fixture, decision }) => !fixture.genuine && decision === 'acknowledged');
    expect(wrong.map(({ fixture, reason }) => `${fixture.sort}: ${reason}`)).toEqual([]);
    const recorded = await test.store.read
      .selectFrom('acknowledgements')
      .innerJoin('offices', 'offices.id', 'acknowledgements.office_id')
      .select('offices.code')
      .execute();
    const meant = new Set(fixtures.filter(({ genuine }) => genuine).map(({ office }) => office));
    expect(recorded.filter(({ code }) => !meant.has(code))).toEqual([]);
    expect(new Set(recorded.map(({ code }) => code)).size).toBe(recorded.length);
  });

  it('finds at least 99 of 100 genuine ones, each for its own office', () => {
    const genuine = results.filter(({ fixture }) => fixture.genuine);
    const found = genuine.filter(
      ({ fixture, decision, officeCode }) => decision === 'acknowledged' && officeCode === fixture.office,
    );
    const missed = genuine
      .filter((each) => !found.includes(each))
      .map(({ fixture, reason }) => `${fixture.sort}: ${reason}`);
    expect(genuine.length).toBe(COUNT / 2);
    expect({ share: found.length / genuine.length >= 0.99, missed: missed.slice(0, 20) }).toMatchObject({
      share: true,
    });
  });

  it('drops none: every mail is in the register, and whatever a person wrote and was not recorded waits for a person', async () => {
    const { total } = await test.client.mailbox.list({ view: 'all' });
    expect(total).toBe(COUNT);
    const machines = /vacation|bounce|receipt/;
    const lost = results.filter(({ fixture, decision }) => decision === 'ignored' && !machines.test(fixture.sort));
    expect(lost.map(({ fixture, reason }) => `${fixture.sort}: ${reason}`)).toEqual([]);
  });

  it('tells a person why: by the sort of each', () => {
    const reasons = (sort: string) =>
      new Set(results.filter(({ fixture }) => fixture.sort === sort).map((r) => r.reason));
    expect(reasons('code of another office')).toEqual(new Set(['other_office']));
    expect(reasons('right code from an unknown address')).toEqual(new Set(['unknown_address']));
    expect(reasons('unmarked quote')).toEqual(new Set(['code_quoted']));
    expect(reasons('whole notice passed on')).toEqual(new Set(['code_quoted']));
    expect(reasons('code in a mail inside')).toEqual(new Set(['code_quoted']));
    expect(reasons('says it was not read')).toEqual(new Set(['otherwise']));
    expect(reasons('a question in place of a confirmation')).toEqual(new Set(['question']));
    expect(reasons('sender the server doubts')).toEqual(new Set(['sender_doubtful']));
  });

  it('keeps every question in sight', async () => {
    const { rows: incidents } = await test.client.incidents.list({});
    const { total } = await test.client.questions.list({ incidentId: incidents[0]?.id ?? 0 });
    expect(total).toBe(fixtures.filter(({ sort }) => sort === 'with a question').length);
  });

  it('counts nothing twice when all of it comes once more, though on another way', async () => {
    const before = await test.store.read.selectFrom('acknowledgements').select('id').execute();
    for (const { source } of fixtures.slice(0, 100)) {
      await readReply(test, source);
      await readReply(test, Buffer.concat([Buffer.from('Received: from relay.example.jp\r\n'), source]));
    }
    const after = await test.store.read.selectFrom('acknowledgements').select('id').execute();
    expect(after).toHaveLength(before.length);
  }, 120_000);
});

describe('mailbox.classify', () => {
  it('says what a mail is, with the code its writer gave, and keeps nothing', async () => {
    const before = (await test.client.mailbox.list({ view: 'all' })).total;
    const slip = sent.codes.get('0001') ?? '';
    const file = await mailFile(test, mailOf({ from: 'a@example.jp', subject: '確認', body: `確認番号 ${slip}` }));
    expect(await test.client.mailbox.classify({ file })).toMatchObject({ kind: 'acknowledgement', code: slip });
    expect((await test.client.mailbox.list({ view: 'all' })).total).toBe(before);
    await expect(test.client.mailbox.classify({ file: '/nowhere.eml' })).rejects.toMatchObject({
      code: 'file_unreadable',
    });
  });
});

describe('acknowledgements.readMail', () => {
  it('takes an older version’s code for the older version, and a second answer for what it is', async () => {
    const bare = await createTestApp();
    const first = await sendVersion(bare, [{ code: '1', mail: 'one@example.jp' }]);
    const [incident] = (await bare.client.incidents.list({})).rows;
    const second = await sendAnother(bare, incident?.id ?? 0, first.noticeId);
    const reply = (slip = '', body = '確認しました。') => mailOf({ from: 'one@example.jp', subject: slip, body });
    expect(await readReply(bare, reply(first.codes.get('1')))).toMatchObject({ decision: 'acknowledged', version: 1 });
    const { rows } = await bare.client.acknowledgements.list({ versionId: second.versionId });
    expect(rows[0]?.acknowledgementState).toBe('outdated');
    expect(await readReply(bare, reply(first.codes.get('1')))).toMatchObject({
      decision: 'ignored',
      reason: 'already',
    });
    expect(await readReply(bare, reply(second.codes.get('1')))).toMatchObject({ decision: 'acknowledged', version: 2 });
    expect(await readReply(bare, reply(second.codes.get('1'), '電話をください。'))).toMatchObject({
      decision: 'to-check',
    });
    await bare.close();
  });
});
