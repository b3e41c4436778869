import { createTransport, type Transporter } from 'nodemailer';
import { afterEach, describe, expect, test } from 'vitest';
import { type Catcher, startCatcher } from '../../electron/practice/catcher.ts';

const open: { catcher?: Catcher; transport?: Transporter } = {};

async function catcherAndTransport(...refuse: Parameters<typeof startCatcher>) {
  const catcher = await startCatcher(...refuse);
  const transport = createTransport({ host: catcher.host, port: catcher.port, secure: false, ignoreTLS: true });
  Object.assign(open, { catcher, transport });
  return { catcher, transport };
}

afterEach(async () => {
  open.transport?.close();
  await open.catcher?.close();
});

const mail = { from: 'jimu@example.jp', subject: '第1報 ㈱髙﨑①', text: '本文です。' };

describe('the mail catcher', () => {
  test('listens on the loopback address only', async () => {
    const { catcher } = await catcherAndTransport();
    expect(catcher.host).toBe('127.0.0.1');
    expect(catcher.port).toBeGreaterThan(0);
  });

  test('keeps envelope, Message-ID, the readable subject and the whole message', async () => {
    const { catcher, transport } = await catcherAndTransport();
    await transport.sendMail({ ...mail, to: 'office00417@example.jp', messageId: '<one@example.jp>' });
    const [caught, ...others] = await catcher.received();
    expect(others).toEqual([]);
    expect(caught).toMatchObject({
      from: 'jimu@example.jp',
      to: ['office00417@example.jp'],
      messageId: '<one@example.jp>',
      subject: '第1報 ㈱髙﨑①',
    });
    expect(caught?.text.trim()).toBe('本文です。');
    expect(caught?.source.toString()).toContain('Message-ID: <one@example.jp>');
  });

  test('refuses a dead mailbox for good and keeps nothing of it', async () => {
    const { catcher, transport } = await catcherAndTransport();
    await expect(transport.sendMail({ ...mail, to: 'office00001@bounce.example.jp' })).rejects.toMatchObject({
      responseCode: 550,
    });
    expect(await catcher.received()).toEqual([]);
  });

  test('answers whatever refusal it is told to, and takes the rest', async () => {
    const busy = (address: string) =>
      address.startsWith('busy') ? { code: 451, message: '4.3.2 Try again later' } : undefined;
    const { catcher, transport } = await catcherAndTransport(busy);
    await expect(transport.sendMail({ ...mail, to: 'busy@example.jp' })).rejects.toMatchObject({ responseCode: 451 });
    await transport.sendMail({ ...mail, to: 'office00002@example.jp' });
    expect((await catcher.received()).map((caught) => caught.to)).toEqual([['office00002@example.jp']]);
  });

  test('is gone after close', async () => {
    const { catcher, transport } = await catcherAndTransport();
    await catcher.close();
    await expect(transport.sendMail({ ...mail, to: 'office00003@example.jp' })).rejects.toMatchObject({
      code: 'ESOCKET',
    });
  });
});
