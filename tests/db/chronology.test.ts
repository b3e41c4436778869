import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EntryValues } from '../../electron/contract/chronology.ts';
import { practiceChronology } from '../../electron/practice/chronology.ts';
import { createIncident } from '../support/builders.ts';
import { engines } from '../support/engines.ts';
import { chronologyFile, csvFile } from '../support/ledger.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe.each(engines)('the chronology on $engine', ({ engine }) => {
  let test: TestApp;
  let incidentId: number;
  beforeEach(async () => {
    test = await createTestApp({ engine });
    incidentId = await createIncident(test.client);
  });
  afterEach(() => test.close());

  const list = () => test.client.chronology.list({ incidentId, limit: 1000 });
  const typed = (values: Partial<EntryValues> & { text: string }) =>
    test.client.chronology.record({ incidentId, values: { kind: 'event', ...values } });
  const textOf = async (id: number) => (await list()).rows.find((row) => row.id === id)?.text;

  it('takes all 49 items of the example, and gives back the very list it was given', async () => {
    const file = await chronologyFile(test);
    const preview = await test.client.incidents.importChronology({ incidentId, file, commit: false });
    expect(preview).toMatchObject({
      rows: 49,
      created: 49,
      updated: 0,
      rejected: [],
      committed: false,
      importId: null,
    });
    expect((await list()).total).toBe(0);

    const done = await test.client.incidents.importChronology({ incidentId, file, commit: true });
    expect(done).toMatchObject({ rows: 49, created: 49, unchanged: 0, committed: true });
    const { total, counts } = await list();
    expect({ total, counts }).toEqual({
      total: 49,
      counts: { party: 7, system: 1, event: 18, impact: 5, promise: 4, instruction: 3, outlook: 4, gap: 7 },
    });

    const out = join(test.folder, 'out.json');
    expect(await test.client.chronology.export({ incidentId, file: out })).toMatchObject({ entries: 49 });
    const written: { id: string }[] = JSON.parse(await readFile(out, 'utf8'));
    const byId = (one: { id?: unknown }, other: { id?: unknown }) => (String(one.id) < String(other.id) ? -1 : 1);
    expect(written.sort(byId)).toEqual(practiceChronology('2026-06-01').sort(byId));
    const again = await test.client.incidents.importChronology({ incidentId, file: out, commit: true });
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 49 });
  });

  it('stands in the order things happened; what nobody dated comes last', async () => {
    await test.client.incidents.importChronology({ incidentId, file: await chronologyFile(test), commit: true });
    const { rows } = await test.client.chronology.list({ incidentId, kinds: ['event'] });
    expect(rows.slice(0, 2).map(({ key }) => key)).toEqual(['c01', 'c02']);
    expect(rows.slice(-2).map(({ key }) => key)).toEqual(['c04', 'c05']);
    const dates = rows.flatMap(({ date }) => date ?? []);
    expect(dates).toEqual([...dates].sort());
    const line = await test.client.chronology.timeline({ incidentId });
    expect(line).toMatchObject({ from: '2026-06-01', lanes: [{ category: 'discovery' }, {}, {}, {}, {}] });
    expect(line.undated.map(({ number }) => number)).toEqual([17, 18]);
    const first = await test.client.chronology.list({ incidentId, kinds: ['event'], limit: 10 });
    const second = await test.client.chronology.list({ incidentId, kinds: ['event'], cursor: first.next ?? '' });
    expect([...first.rows, ...second.rows].map(({ key }) => key)).toEqual(rows.map(({ key }) => key));
    expect(second.next).toBe(null);
    expect((await test.client.chronology.list({ incidentId, search: '県警察' })).rows.map(({ key }) => key)).toEqual([
      'c08',
      'party-police',
    ]);
  });

  it('reads a table: its words, its dates, its hours; what it has no column for stays', async () => {
    const file = await csvFile(test, [
      '番号,種別,分類,日付,終わりの日,時刻,内容,とのこと,曜日',
      'a,出来事,発覚,2026/6/5,,午前6時半ごろ,止まった,,金',
      'b,,,R8.6.8,令和8年6月10日,,調べた,はい,',
      'c,影響,,,,,使えない,,',
    ]);
    expect(await test.client.incidents.importChronology({ incidentId, file, commit: true })).toMatchObject({
      created: 3,
    });
    const { rows } = await list();
    expect(rows[0]).toMatchObject({ key: 'a', category: 'discovery', time: '06:30', precision: 'approx_time' });
    expect(rows[1]).toMatchObject({ date: '2026-06-08', dateTo: '2026-06-10', precision: 'range', hearsay: true });
    expect(rows[2]).toMatchObject({ kind: 'impact', date: null, precision: null });

    const less = await csvFile(test, ['番号,内容', 'a,夜中に止まった']);
    expect(await test.client.incidents.importChronology({ incidentId, file: less, commit: true })).toMatchObject({
      updated: 1,
    });
    expect((await list()).rows[0]).toMatchObject({ text: '夜中に止まった', time: '06:30', category: 'discovery' });
  });

  it('records no My Number from the name of a list', async () => {
    const file = join(test.folder, '経過123456789018.csv');
    await writeFile(file, '番号,内容\r\na,止まった\r\n');
    await test.client.incidents.importChronology({ incidentId, file, commit: true });
    expect((await test.client.chronology.imports({ incidentId })).rows[0]?.fileName).toBe('経過************.csv');
  });

  it('with one row refused nothing is written, and each reason is told by line and column', async () => {
    const file = await csvFile(test, [
      '番号,種別,日付,終わりの日,時刻,内容,曜日',
      'a,出来事,2026-06-05,,,止まった,土',
      'b,うわさ,2026-06-05,,25時,聞いた,',
      'c,,2026-06-05,2026-06-01,,,',
      'd,,,2026-06-01,,始まりがない,',
      'a,,,,,二度目,',
      'f,,,,,123456789018 を載せた,',
      'g,,,,,よい行,',
    ]);
    const done = await test.client.incidents.importChronology({ incidentId, file, commit: true });
    expect(done).toMatchObject({ committed: false, importId: null, rows: 7 });
    expect(done.rejected.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, '曜日', 'weekday_wrong'],
      [3, '種別', 'unknown_choice'],
      [3, '時刻', 'bad_time'],
      [4, '内容', 'missing_text'],
      [4, '終わりの日', 'date_order'],
      [5, '日付', 'date_missing'],
      [7, '内容', 'my_number'],
    ]);
    expect((await list()).total).toBe(0);
    expect((await test.client.chronology.imports({ incidentId })).rows).toEqual([]);
  });

  it('an import goes back, but for what a clerk has changed since', async () => {
    const { id: own } = await typed({ text: '手で入れた' });
    const done = await test.client.incidents.importChronology({
      ...{ incidentId, file: await chronologyFile(test), commit: true },
    });
    const { rows } = await list();
    const changed = rows.find(({ key }) => key === 'c06');
    if (!changed) throw new Error('no c06');
    const { id, key: _, changes: __, ...values } = changed;
    await test.client.chronology.edit({ id, values: { ...values, text: '書き直した' } });
    const importId = done.importId ?? 0;
    expect(await test.client.chronology.undoImport({ importId })).toEqual({ takenBack: 48, kept: 1 });
    expect((await list()).rows.map((row) => row.id).sort()).toEqual([own, id].sort());
    await expect(test.client.chronology.undoImport({ importId })).rejects.toMatchObject({ code: 'not_found' });
    expect((await test.client.chronology.imports({ incidentId })).rows[0]?.undoneAt).not.toBe(null);
  });

  it('an entry keeps what it was, and every change goes back', async () => {
    const { id, key } = await typed({ text: '一', date: '2026-06-05' });
    const values = { kind: 'event', text: '二', date: '2026-06-06' } as const;
    const { changeId } = await test.client.chronology.edit({ id, values });
    expect((await list()).rows[0]).toMatchObject({ key, text: '二', precision: 'day', changes: 1 });
    await test.client.chronology.undo({ changeId });
    expect(await textOf(id)).toBe('一');
    const removed = await test.client.chronology.remove({ id });
    expect(await textOf(id)).toBe(undefined);
    await expect(test.client.chronology.edit({ id, values })).rejects.toMatchObject({ code: 'not_found' });
    await test.client.chronology.undo(removed);
    expect(await textOf(id)).toBe('一');
    const { rows } = await test.client.chronology.history({ id });
    expect(rows.map(({ act, before }) => [act, before?.text])).toEqual([
      ['restored', '一'],
      ['removed', '一'],
      ['changed', '二'],
      ['changed', '一'],
      ['created', undefined],
    ]);
    await expect(
      test.store.write((tx) => tx.updateTable('ledger_changes').set({ clerk: 'x' }).execute()),
    ).rejects.toThrow('stays');
  });

  it('what does not fit together is refused in the words of the form', async () => {
    await expect(typed({ text: 'x', date: '2026-06-05', dateTo: '2026-06-01' })).rejects.toMatchObject({
      code: 'entry_invalid',
      data: { field: 'dateTo', code: 'date_order' },
    });
    await expect(typed({ text: 'x', time: '06:00' })).rejects.toMatchObject({ code: 'entry_invalid' });
    await expect(typed({ text: '個人番号は 1234-5678-9018' })).rejects.toMatchObject({ code: 'my_number' });
    expect((await list()).total).toBe(0);
  });

  it('of an incident that is closed takes nothing until it is opened again', async () => {
    await test.client.incidents.close({ id: incidentId, reason: '終わり' });
    await expect(typed({ text: 'x' })).rejects.toMatchObject({ code: 'incident_closed' });
    await expect(
      test.client.incidents.importChronology({ incidentId, file: await chronologyFile(test), commit: true }),
    ).rejects.toMatchObject({ code: 'incident_closed' });
    await expect(test.client.incidents.close({ id: incidentId, reason: '二度' })).rejects.toMatchObject({
      code: 'incident_closed',
    });
    await test.client.incidents.reopen({ id: incidentId, reason: '続きがあった' });
    await typed({ text: 'x' });
    expect((await test.client.incidents.closings({ id: incidentId })).rows).toMatchObject([
      { reason: '終わり', reopenedReason: '続きがあった' },
    ]);
    await expect(test.client.incidents.reopen({ id: incidentId, reason: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('bulletins are numbered once, linked to our versions, and go back', async () => {
    const { id: noticeId } = await test.client.notices.create({ incidentId, title: 'お知らせ' });
    const { id: versionId } = await test.client.notices.draft({ noticeId, subject: '第1報', body: '本文' });
    const values = { number: 1, title: '障害について', text: '止まっています', receivedOn: '2026-06-06' };
    const { id } = await test.client.bulletins.record({ incidentId, values: { ...values, versionIds: [versionId] } });
    await expect(test.client.bulletins.record({ incidentId, values })).rejects.toMatchObject({
      code: 'bulletin_taken',
    });
    const { rows, next } = await test.client.bulletins.list({ incidentId });
    expect(next).toBe(2);
    expect(rows).toMatchObject([{ number: 1, datedOn: null, versions: [{ versionId, sentOn: null }] }]);
    const { changeId } = await test.client.bulletins.edit({ id, values: { ...values, number: 3 } });
    expect((await test.client.bulletins.list({ incidentId })).rows[0]).toMatchObject({ number: 3, versions: [] });
    await test.client.bulletins.undo({ changeId });
    expect((await test.client.bulletins.list({ incidentId })).rows[0]).toMatchObject({
      number: 1,
      versions: [{ versionId }],
    });
    const removed = await test.client.bulletins.remove({ id });
    expect((await test.client.bulletins.list({ incidentId })).rows).toEqual([]);
    await test.client.bulletins.undo(removed);
    expect((await test.client.bulletins.list({ incidentId })).rows).toHaveLength(1);
    const other = await createIncident(test.client);
    await expect(
      test.client.bulletins.record({ incidentId: other, values: { ...values, versionIds: [versionId] } }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
