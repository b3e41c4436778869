import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveVersion, createIncident, manyOffices } from '../support/builders.ts';
import { mailBy, onlyMail, queueVersion } from '../support/sending.ts';
import { startSmtpServer } from '../support/smtpServer.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe('deliveries', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
  });
  afterEach(() => test.close());

  it('an office without an address is listed with the phone number it is reached by', async () => {
    const file = join(test.folder, 'offices.csv');
    await writeFile(file, '事業所番号,事業所名,メール,電話番号\r\n0001,東雲工業,,03-0000-1234\r\n');
    await test.client.offices.import({ file, commit: true });
    const { versionId } = await approveVersion(test.client, await createIncident(test.client));
    await test.client.deliveries.queue({ versionId });
    const { rows } = await test.client.deliveries.list({ versionId, states: ['no_address'] });
    expect(rows).toMatchObject([{ officeCode: '0001', phone: '03-0000-1234', address: '' }]);
  });

  it('a mail that waits for another try goes at once when the server or the password is mended', async () => {
    const nobody = await startSmtpServer();
    await nobody.close();
    const server = await startSmtpServer();
    await queueVersion(test, nobody.port, manyOffices(1));
    expect(await test.client.deliveries.run({})).toMatchObject({ sent: 0, retry: 1 });
    await test.client.settings.update({ association: '試験組合' });
    expect(await test.client.deliveries.run({})).toMatchObject({ sent: 0, retry: 0 });
    await test.client.settings.update({ mail: mailBy(server.port) });
    expect(await test.client.deliveries.run({})).toMatchObject({ sent: 1, retry: 0 });
    expect(await onlyMail(test)).toMatchObject({ state: 'sent', attempts: 2 });
    await server.close();
  });
});
