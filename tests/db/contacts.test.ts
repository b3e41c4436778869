import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contactsPage } from '../../db/queries/contacts.ts';
import { faxChangedUnchecked } from '../../db/queries/officeChecks.ts';
import type { ContactValues } from '../../electron/contract/contacts.ts';
import { importOffices } from '../support/builders.ts';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const nobody: ContactValues = { role: '', name: '', mail: '', phone: '', fax: '', getsNotices: false, note: '' };
const tanaka = { ...nobody, role: '経理', name: '田中 花', mail: 'tanaka@example.jp' };

describe.each(engines)('the contacts of an office on $engine', ({ engine }) => {
  let test: TestApp;
  let officeId: number;
  beforeEach(async () => {
    test = await createTestApp({ engine });
    officeId = (await test.client.offices.create({ values: { code: '001', name: '甲', fax: '03-0000-1111' } })).id;
  });
  afterEach(() => test.close());

  const create = async (values: Partial<ContactValues> = {}) =>
    (await test.client.contacts.create({ officeId, values: { ...tanaka, ...values } })).id;
  const list = async () => (await test.client.contacts.list({ officeId })).rows;
  const history = async () =>
    (await test.client.offices.history({ id: officeId })).rows.map(({ field, from, to }) => [field, from, to]);
  const found = async (search: string) =>
    (await test.client.offices.list({ search })).rows.map(({ code, matched }) => [code, matched]);

  it('are entered, changed, taken out and put back; the history tells each, the audit names nobody', async () => {
    const id = await create({ mail: ' ｔanaka@example.jp' });
    expect(await list()).toMatchObject([{ ...tanaka, id, mailChecked: null, faxChecked: null, sharedMail: 0 }]);
    const edit = { id, base: { name: '田中 花' }, values: { name: '田中 咲' } };
    expect(await test.client.contacts.update(edit)).toEqual({ saved: true, conflicts: [] });
    await test.client.contacts.remove({ id });
    expect(await list()).toEqual([]);
    await expect(test.client.contacts.remove({ id })).rejects.toMatchObject({ code: 'not_found' });
    await test.client.contacts.restore({ id });
    expect(await list()).toMatchObject([{ id, name: '田中 咲' }]);
    const [before, after] = ['経理 田中 花 tanaka@example.jp', '経理 田中 咲 tanaka@example.jp'];
    expect(await history()).toEqual([
      ['contact', '', after],
      ['contact', after, ''],
      ['contact', before, after],
      ['contact', '', before],
      [null, '', ''],
    ]);
    const audit = await test.client.audit.list({});
    expect(audit.rows.map((row) => row.action)).toEqual([
      'contacts.restore',
      'contacts.remove',
      'contacts.update',
      'contacts.create',
      'offices.create',
    ]);
    expect(JSON.stringify(audit)).not.toMatch(/田中|tanaka/);
  });

  it('are refused when wrong or empty, and nothing is written', async () => {
    await expect(create({ mail: 'tanaka' })).rejects.toMatchObject({
      code: 'office_invalid',
      data: { field: 'mail', code: 'bad_mail' },
    });
    await expect(create({ ...nobody, role: '経理' })).rejects.toMatchObject({ code: 'contact_empty' });
    const id = await create({ mail: '' });
    const emptied = { id, base: { name: '田中 花' }, values: { name: '' } };
    await expect(test.client.contacts.update(emptied)).rejects.toMatchObject({ code: 'contact_empty' });
    await expect(test.client.contacts.list({ officeId: 99 })).rejects.toMatchObject({ code: 'not_found' });
    await expect(test.client.contacts.update({ id: 99, base: {}, values: {} })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await test.client.audit.list({})).total).toBe(2);
  });

  it('keep the change of each of two clerks; where both changed one field the second decides', async () => {
    const id = await create();
    await test.client.contacts.update({ id, base: { phone: '' }, values: { phone: '03-0000-2222' } });
    await test.client.contacts.update({ id, base: { name: '田中 花' }, values: { name: '田中 咲' } });
    const late = { id, base: { phone: '', role: '経理' }, values: { phone: '03-0000-3333', role: '代表' } };
    expect(await test.client.contacts.update(late)).toEqual({
      saved: false,
      conflicts: [{ field: 'phone', theirs: '03-0000-2222', mine: '03-0000-3333' }],
    });
    expect(await list()).toMatchObject([{ name: '田中 咲', phone: '03-0000-2222', role: '経理' }]);
    const same = { id, base: {}, values: { phone: '03-0000-2222' } };
    expect(await test.client.contacts.update(same)).toEqual({ saved: true, conflicts: [] });
  });

  it('find their office by name, mail, phone and FAX, whatever rewrites the office', async () => {
    const id = await create({ phone: '03-0000-2222', fax: '03-0000-4444' });
    const everything = async () => [await found('田中'), await found('tanaka@'), await found('00002222')];
    const expected = [[['001', ['contactName']]], [['001', ['mail']]], [['001', ['phone']]]];
    expect(await everything()).toEqual(expected);
    expect(await found('0000-4444')).toEqual([['001', ['fax']]]);
    const { base, values } = { base: { name: '甲' }, values: { name: '乙', code: '002' } };
    await test.client.offices.update({ id: officeId, base: { ...base, code: '001' }, values });
    expect(await found('田中')).toEqual([['002', ['contactName']]]);
    await importOffices(test, [{ code: '002', name: '丙', mail: 'c@example.jp' }]);
    expect(await found('田中')).toEqual([['002', ['contactName']]]);
    const [newest] = (await test.client.offices.imports({})).rows;
    await test.client.offices.undoImport({ id: newest?.id ?? 0 });
    expect(await found('田中')).toEqual([['002', ['contactName']]]);
    await test.client.contacts.remove({ id });
    expect(await found('田中')).toEqual([]);
  });

  it('keep an office that came with an import in the register when that is taken back', async () => {
    await importOffices(test, [{ code: '900' }]);
    const [office] = (await test.client.offices.list({ search: '900' })).rows;
    const made = await test.client.contacts.create({ officeId: office?.id ?? 0, values: tanaka });
    await test.client.contacts.remove({ id: made.id });
    const [newest] = (await test.client.offices.imports({})).rows;
    expect(await test.client.offices.undoImport({ id: newest?.id ?? 0 })).toMatchObject({
      removed: 0,
      kept: [{ code: '900', reason: 'used' }],
    });
  });

  it('are checked by mail and FAX; a check holds for its value alone', async () => {
    const id = await create({ fax: '03-0000-4444' });
    await test.client.contacts.check({ id, field: 'mail', on: '2026-06-01' });
    await test.client.contacts.check({ id, field: 'fax' });
    const clerk = 'script';
    expect(await list()).toMatchObject([
      { mailChecked: { on: '2026-06-01', clerk }, faxChecked: { on: '2026-06-08', clerk } },
    ]);
    await test.client.contacts.update({ id, base: { fax: '03-0000-4444' }, values: { fax: '03-0000-5555' } });
    expect(await list()).toMatchObject([{ mailChecked: { on: '2026-06-01' }, faxChecked: null }]);
  });

  it('fields of an office are checked: the newest check of the present value counts', async () => {
    const checks = async () => (await test.client.offices.get({ id: officeId })).checks;
    const fields = ['fax', 'name'] as const;
    await test.client.offices.check({ id: officeId, fields: ['fax'], on: '2026-06-01' });
    await test.client.offices.check({ id: officeId, fields: [...fields], on: '2026-06-05' });
    expect(await checks()).toEqual(
      expect.arrayContaining(fields.map((field) => ({ field, on: '2026-06-05', clerk: 'script' }))),
    );
    expect(await checks()).toHaveLength(2);
    await test.client.offices.update({ id: officeId, base: { name: '甲' }, values: { name: '乙' } });
    expect((await checks()).map((check) => check.field)).toEqual(['fax']);
    await expect(test.client.offices.check({ id: officeId, fields: ['fax'], on: '2026-06-09' })).rejects.toMatchObject({
      code: 'office_invalid',
      data: { field: 'on' },
    });
  });

  it('a FAX number that has changed asks for a second look until somebody has checked it', async () => {
    const asking = async () => {
      const rows = await test.store.read.selectFrom('offices').select('code').where(faxChangedUnchecked).execute();
      return rows.map((row) => row.code);
    };
    expect(await asking()).toEqual([]);
    const values = { fax: '03-0000-2222' };
    await test.client.offices.update({ id: officeId, base: { fax: '03-0000-1111' }, values });
    expect(await asking()).toEqual(['001']);
    await test.client.offices.check({ id: officeId, fields: ['fax'] });
    expect(await asking()).toEqual([]);
    await test.client.offices.update({ id: officeId, base: values, values: { fax: '03-0000-3333' } });
    expect(await asking()).toEqual(['001']);
    await test.client.offices.update({ id: officeId, base: { fax: '03-0000-3333' }, values: { fax: '' } });
    expect(await asking()).toEqual([]);
  });

  it('a mail address of several offices is known as such, whatever its case and wherever it stands', async () => {
    await importOffices(test, [
      { code: '002', mail: 'Zeirishi@Example.jp' },
      { code: '003', mail: 'zeirishi@example.jp' },
    ]);
    const id = await create({ mail: 'zeirishi@example.jp' });
    expect(await list()).toMatchObject([{ id, sharedMail: 2 }]);
    const [second] = (await test.client.offices.list({ search: '002' })).rows;
    const { sharedMail } = await test.client.offices.get({ id: second?.id ?? 0 });
    expect([sharedMail.total, sharedMail.offices.map((office) => office.code)]).toEqual([2, ['001', '003']]);
    await test.client.contacts.remove({ id });
    expect((await test.client.offices.get({ id: second?.id ?? 0 })).sharedMail.total).toBe(1);
    expect((await test.client.offices.get({ id: officeId })).sharedMail.total).toBe(0);
  });

  it('of all offices are read page by page, each after the line of its office, in order of code and age', async () => {
    await importOffices(test, [{ code: '000', branch: '東支部' }]);
    const [first] = (await test.client.offices.list({})).rows;
    const names = ['一', '二', '三'];
    for (const name of names) await create({ name });
    await test.client.contacts.create({ officeId: first?.id ?? 0, values: { ...tanaka, getsNotices: true } });
    const read: string[] = [];
    for (let after: { officeCode: string; id: number } | null = null; ; ) {
      const page: Awaited<ReturnType<typeof contactsPage>> = await contactsPage(
        test.store.read,
        { patterns: [] },
        after,
        2,
      );
      const last = page.at(-1);
      if (!last) break;
      read.push(...page.map((row) => `${row.officeCode} ${row.branch} ${row.name} ${row.getsNotices}`));
      after = last;
    }
    const further = names.map((name) => `001  ${name} false`);
    expect(read).toEqual(['000 東支部  false', '000 東支部 田中 花 true', '001   false', ...further]);
  });
});
