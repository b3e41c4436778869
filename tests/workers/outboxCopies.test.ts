import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../db/store.ts';
import { showSlipCode } from '../../electron/rules/slipCode.ts';
import { createIncident, importOffices, setMail } from '../support/builders.ts';
import { brokenPromises } from '../support/sending.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const offices = ['東', '西', '南', '北'].map((name, at) => ({
  code: `000${at + 1}`,
  name: `${name}工業`,
  mail: `office${at + 1}@example.jp`,
}));

describe.each<Engine>(['sqlite', 'postgres'])('what arrives, on %s', (engine) => {
  let app: TestApp;
  let server: SmtpServer;
  beforeEach(async () => {
    app = await createTestApp({ engine });
    server = await startSmtpServer();
    await setMail(app.client, server.port);
    await importOffices(app, offices);
  });
  afterEach(async () => {
    expect(await brokenPromises(app)).toEqual([]);
    await app.close();
    await server.close();
  });

  async function version(body: string): Promise<number> {
    const incidentId = await createIncident(app.client);
    const { id: noticeId } = await app.client.notices.create({ incidentId, title: 'お知らせ' });
    return (await app.client.notices.draft({ noticeId, subject: '【{{版}}】{{事業所名}}', body })).id;
  }
  async function arrived() {
    const mails = await Promise.all(
      server.accepted().map(async (mail) => ({ ...(await simpleParser(mail.source)), to: mail.to[0] })),
    );
    return mails.sort((a, b) => String(a.to).localeCompare(String(b.to)));
  }
  async function codes(versionId: number): Promise<Map<string, string>> {
    const rows = await app.store.read
      .selectFrom('audience_members')
      .innerJoin('offices', 'offices.id', 'audience_members.office_id')
      .where('version_id', '=', versionId)
      .select(['offices.name', 'audience_members.code'])
      .execute();
    return new Map(rows.map(({ name, code }) => [name, showSlipCode(code)]));
  }

  test('each office has its own name, code, procedures and files in both forms, and nothing of another', async () => {
    const type = (await app.client.procedures.catalogue({})).rows[0]?.id ?? '';
    for (const officeCode of ['0001', '0003']) {
      await app.client.procedures.create({ officeCode, type, baseDate: '2026-04-01' });
    }
    const late = new Set((await app.client.procedures.list({ delayed: true })).rows.map((row) => row.officeName));
    expect([...late].sort()).toEqual(['東工業', '南工業'].sort());
    const versionId = await version(
      '{{事業所名}} の確認番号は {{確認番号}} です。\n\n{{#遅延あり}}\n遅れています。\n\n{{遅延手続一覧}}\n{{/}}',
    );
    const file = join(app.folder, '別紙.pdf');
    await writeFile(file, '%PDF-1.7 別紙');
    await app.client.notices.attach({ versionId, file });
    await app.client.notices.approve({ versionId });
    await app.client.deliveries.queue({ versionId });
    expect(await app.client.deliveries.run({})).toMatchObject({ sent: 4 });
    const codeOf = await codes(versionId);
    expect(new Set(codeOf.values()).size).toBe(4);
    for (const [at, mail] of (await arrived()).entries()) {
      const own = offices[at];
      if (!own) throw new Error('one mail too many');
      expect([mail.to, mail.subject]).toEqual([own.mail, `【第1報】${own.name}`]);
      for (const form of [mail.text ?? '', String(mail.html)]) {
        for (const { name } of offices) expect(form.includes(name)).toBe(name === own.name);
        for (const [name, code] of codeOf) expect(form.includes(code)).toBe(name === own.name);
        expect(form.includes('遅れています')).toBe(late.has(own.name));
      }
      expect(
        mail.attachments.map(({ filename, contentType, content }) => [filename, contentType, String(content)]),
      ).toEqual([['別紙.pdf', 'application/pdf', '%PDF-1.7 別紙']]);
    }
  });

  test('an office that joins later gets it after a top-up; nobody gets it twice', async () => {
    const versionId = await version('本文');
    await app.client.notices.approve({ versionId });
    await importOffices(app, [{ code: '0005', name: '後工業', mail: 'late@example.jp' }]);
    const queue = () => app.client.deliveries.queue({ versionId });
    expect(await queue()).toMatchObject({ queued: 4, withoutAddress: 0 });
    expect(await queue()).toMatchObject({ queued: 0, withoutAddress: 0 });
    expect(await app.client.audiences.topUp({ versionId, commit: true })).toEqual({ added: 1 });
    expect(await queue()).toMatchObject({ queued: 1, withoutAddress: 0 });
    expect((await app.client.notices.get({ versionId })).addressed).toBe(5);
  });

  test('a version approved before audiences were frozen goes to whom the incident affects, with codes', async () => {
    const versionId = await version('{{確認番号}}');
    await app.store.write((tx) =>
      tx
        .updateTable('notice_versions')
        .set({ sha256: 'aa', approved_at: '2026-06-07T00:00:00.000Z' })
        .where('id', '=', versionId)
        .execute(),
    );
    expect(await app.client.deliveries.queue({ versionId })).toMatchObject({ queued: 4, withoutAddress: 0 });
    expect((await codes(versionId)).size).toBe(4);
  });
});
