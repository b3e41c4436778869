import { describe, expect, it } from 'vitest';
import { readMail } from '../../electron/ports/mailReading.ts';
import { classifyMail } from '../../electron/rules/mailReading/kinds.ts';
import { notReturned, OURS, returnedMails } from '../fixtures/returnedMails.ts';

const classify = async (source: string) => classifyMail(await readMail(Buffer.from(source)));

describe('what a mail is', () => {
  it.each(returnedMails)('$dialect', async ({ source, kind, recipient, status, result, tells }) => {
    const found = await classify(source);
    expect(found).toMatchObject({ kind, ...(result ? { returned: { result } } : {}) });
    if (recipient) expect(found.returned?.recipient).toBe(recipient);
    if (status) expect(found.returned?.status).toBe(status);
    if (tells) expect(found.about).toContain(OURS);
    expect(found.codes).toEqual([]);
  });

  it.each(notReturned)('is no machine’s when a person speaks of returned mail (%#)', async (source) => {
    expect((await classify(source)).kind).toBe('other');
  });
});
