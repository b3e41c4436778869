import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveVersion, createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe('notices and their versions', () => {
  let test: TestApp;
  let incidentId: number;
  beforeEach(async () => {
    test = await createTestApp();
    await importOffices(test, manyOffices(3));
    incidentId = await createIncident(test.client);
  });
  afterEach(() => test.close());

  it('a draft is saved over itself until it is approved, then the next number opens', async () => {
    const { id: noticeId } = await test.client.notices.create({ incidentId, title: 'お知らせ' });
    const first = await test.client.notices.draft({ noticeId, subject: '件名', body: '一' });
    const again = await test.client.notices.draft({ noticeId, subject: '件名', body: '二' });
    expect(again).toMatchObject({ id: first.id, number: 1 });
    await test.client.notices.approve({ versionId: first.id });
    const second = await test.client.notices.draft({ noticeId, subject: '件名', body: '三' });
    expect(second.number).toBe(2);
    expect(await test.client.notices.get({ versionId: first.id })).toMatchObject({
      body: '二',
      label: '第1報',
      state: 'approved',
    });
    expect(await test.client.notices.get({ versionId: second.id })).toMatchObject({
      body: '三',
      label: '第2報',
      state: 'draft',
    });
  });

  it('approval answers the SHA-256 over the text and the slip code of everybody it is for', async () => {
    const { id: noticeId } = await test.client.notices.create({ incidentId, title: 'お知らせ' });
    const { id } = await test.client.notices.draft({ noticeId, subject: '件名', body: '本文' });
    const { sha256 } = await test.client.notices.approve({ versionId: id });
    const members = await test.store.read
      .selectFrom('audience_members')
      .innerJoin('offices', 'offices.id', 'audience_members.office_id')
      .select(['offices.code', 'audience_members.code as slipCode'])
      .orderBy('offices.id')
      .execute();
    expect(members.map(({ code }) => code)).toEqual(['0001', '0002', '0003']);
    const text = ['label 3', '第1報', 'documentNumber 0', '', 'datedOn 0', '', 'supersedes 0', '']
      .concat(['subject 2', '件名', 'body 2', '本文', 'parts 2', '[]'])
      .concat(members.map(({ code, slipCode }) => `${code}\t${slipCode}\t`));
    expect(sha256).toBe(
      createHash('sha256')
        .update(`${text.join('\n')}\n`)
        .digest('hex'),
    );
  });

  it('an approved version is not approved again', async () => {
    const { versionId } = await approveVersion(test.client, incidentId);
    await expect(test.client.notices.approve({ versionId })).rejects.toMatchObject({ code: 'frozen' });
  });

  it('a text with a My Number is refused and nothing of it is kept', async () => {
    const { id: noticeId } = await test.client.notices.create({ incidentId, title: 'お知らせ' });
    const refused = test.client.notices.draft({ noticeId, subject: '件名', body: '番号は 1234-5678-9018 です' });
    await expect(refused).rejects.toMatchObject({ code: 'my_number', data: { field: 'body' } });
    expect((await test.client.notices.list({ incidentId })).rows[0]?.versions).toEqual([]);
  });

  it('a subject with a line break is refused: no header can be smuggled in', async () => {
    const { id: noticeId } = await test.client.notices.create({ incidentId, title: 'お知らせ' });
    const refused = test.client.notices.draft({ noticeId, subject: '件名\r\nBcc: x@example.jp', body: '本文' });
    await expect(refused).rejects.toMatchObject({ code: 'invalid_input', data: { field: 'subject' } });
  });

  it('the list shows versions newest first and without their bodies', async () => {
    const { noticeId } = await approveVersion(test.client, incidentId);
    await approveVersion(test.client, incidentId, noticeId);
    const [notice] = (await test.client.notices.list({ incidentId })).rows;
    expect(notice?.versions.map((version) => version.label)).toEqual(['第2報', '第1報']);
    expect(notice?.versions[0]).not.toHaveProperty('body');
  });
});
