import type { TestApp } from './testApp.ts';

/** Gives offices a phone number each, as a clerk who corrects the register. */
export async function givePhones(test: TestApp, codes: readonly string[], before = '03-0000-'): Promise<void> {
  for (const code of codes) {
    const { rows } = await test.client.offices.list({ search: code, limit: 1 });
    const office = rows[0];
    if (!office) throw new Error(`no office ${code}`);
    await test.client.offices.update({
      id: office.id,
      base: { phone: office.phone },
      values: { phone: `${before}${code}` },
    });
  }
}
