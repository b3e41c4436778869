import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERASED } from '../../db/queries/retention.ts';
import { engines } from '../support/engines.ts';
import { mailOf, readReply } from '../support/replies.ts';
import { createTestApp } from '../support/testApp.ts';

describe.each(engines)('a mail nobody could place, on $engine', ({ engine }) => {
  it('goes although its subject reads like what an erasure leaves, and goes once', async () => {
    const test = await createTestApp({ engine });
    const from = '架空 花子 <hanako@example.jp>';
    await readReply(test, mailOf({ from, subject: ERASED, body: '架空の件でご連絡しました。' }));
    const mails = () =>
      test.store.read.selectFrom('incoming_mails').select(['sender', 'sender_name', 'subject', 'body']).execute();
    expect(await mails()).toMatchObject([{ sender: 'hanako@example.jp', subject: ERASED }]);
    test.clock.set('2031-06-20T01:00:00.000Z');
    expect(await test.client.retention.proposal({})).toMatchObject({ mails: 1 });
    const { records } = await test.client.retention.preview({});
    expect(records).toBe(1);
    await test.client.retention.erase({ confirm: records });
    expect(await mails()).toEqual([{ sender: '', sender_name: '', subject: ERASED, body: '' }]);
    expect(await test.client.retention.proposal({})).toMatchObject({ mails: 0 });
    await test.close();
  });
});

describe.each(engines)('an office of which all was erased, on $engine', ({ engine }) => {
  it('is known by its day and not by its name; what is entered again can be erased again', async () => {
    const test = await createTestApp({ engine });
    const left = { status: 'released', releasedOn: '2020-06-10' } as const;
    const create = (code: string, name: string) =>
      test.client.offices.create({ values: { code, name, phone: '03-0000-0000', ...left } });
    const { id } = await create('0001', ERASED);
    const other = await create('0002', '鷺沼運輸');
    const proposed = async () => (await test.client.retention.proposal({})).rows.map(({ code }) => code);
    const erase = async () => {
      const { records } = await test.client.retention.preview({});
      await test.client.retention.erase({ confirm: records });
    };
    expect(await proposed()).toEqual(['0001', '0002']);
    expect(await test.client.offices.get({ id })).toMatchObject({ name: ERASED, erasedOn: null });
    await erase();
    expect(await proposed()).toEqual([]);
    const gone = { name: ERASED, phone: '', erasedOn: '2026-06-08' };
    expect(await test.client.offices.get({ id })).toMatchObject(gone);
    expect(await test.client.offices.get({ id: other.id })).toMatchObject(gone);
    await test.client.offices.update({ id, base: { phone: '' }, values: { phone: '03-0000-1111' } });
    expect(await test.client.offices.get({ id })).toMatchObject({ name: ERASED, erasedOn: null });
    expect(await proposed()).toEqual(['0001']);
    await erase();
    expect(await test.client.offices.get({ id })).toMatchObject(gone);
    await test.close();
  });

  it('stays erased when the list that changed it is taken back', async () => {
    const test = await createTestApp({ engine });
    const left = { status: 'released', releasedOn: '2020-06-10' } as const;
    const { id } = await test.client.offices.create({ values: { code: '0001', name: '鷺沼運輸', ...left } });
    const file = join(test.folder, '名簿.csv');
    writeFileSync(file, '事業所番号,事業所名,電話\n0001,鷺沼運輸,03-0000-0001\n');
    const { importId } = await test.client.offices.import({ file, commit: true });
    expect(await test.client.offices.get({ id })).toMatchObject({ phone: '03-0000-0001' });
    const { records } = await test.client.retention.preview({});
    await test.client.retention.erase({ confirm: records });
    await test.client.offices.undoImport({ id: importId ?? 0 });
    expect(await test.client.offices.get({ id })).toMatchObject({ name: ERASED, phone: '', erasedOn: '2026-06-08' });
    await test.close();
  });
});
