import { describe, expect, test } from 'vitest';
import { checkContactValues, contactLine, isEmptyContact } from '../../electron/rules/contactValues.ts';
import { mayNotArrive, noticeAddressesOf } from '../../electron/rules/mailAddress.ts';
import { checkOfficeValues } from '../../electron/rules/officeImport.ts';

const unusual = ['a..b@docomo.example.jp', 'a.@docomo.example.jp', '.a@docomo.example.jp'];

describe('a mail address', () => {
  test.each(unusual)('%s is taken into the register, and may not arrive', (mail) => {
    expect(checkOfficeValues({ mail })).toEqual({ values: { mail } });
    expect(mayNotArrive(mail)).toBe(true);
  });

  test.each(['', 'a.b@example.jp', 'a@ex..ample.jp', 'a-b_c@example.jp'])('"%s" is not doubted', (mail) => {
    expect(mayNotArrive(mail)).toBe(false);
  });
});

describe('the addresses of a notice', () => {
  const addresses = (mail: string, contacts: string[], channels = '') =>
    noticeAddressesOf({ mail, channels }, contacts);

  test('are the own one and those of the contacts, each once whatever its case', () => {
    expect(addresses('a@example.jp', ['b@example.jp', 'A@Example.JP', 'B@example.jp'])).toEqual([
      'a@example.jp',
      'b@example.jp',
    ]);
    expect(addresses('', ['b@example.jp'])).toEqual(['b@example.jp']);
    expect(addresses('', [])).toEqual([]);
  });

  test('are none when the channels leave mail out', () => {
    expect(addresses('a@example.jp', ['b@example.jp'], 'fax,post')).toEqual([]);
    expect(addresses('a@example.jp', [], 'fax,mail')).toEqual(['a@example.jp']);
  });
});

describe('the values of a contact', () => {
  const nobody = { role: '', name: '', mail: '', phone: '', fax: '', getsNotices: false, note: '' };

  test('are put in form like those of an office', () => {
    const typed = { role: '経理', mail: ' ｔａｎａｋａ@example.jp', phone: '０３-0000-1234', getsNotices: true };
    expect(checkContactValues(typed)).toEqual({
      values: { role: '経理', mail: 'tanaka@example.jp', phone: '０３-0000-1234', getsNotices: true },
    });
  });

  test.each([
    ['mail', { mail: 'tanaka' }, 'bad_mail'],
    ['phone', { phone: '3.1E+9' }, 'excel_damaged'],
    ['note', { note: '番号 123456789018' }, 'my_number'],
    ['name', { name: '田中\u200b花' }, 'control_character'],
  ])('are refused with the name of the field: %s', (column, values, code) => {
    expect(checkContactValues(values)).toMatchObject({ problem: { column, code } });
  });

  test('name or reach somebody', () => {
    expect(isEmptyContact({ ...nobody, role: '経理', note: '午前のみ' })).toBe(true);
    expect(isEmptyContact({ ...nobody, fax: '03-0000-1234' })).toBe(false);
  });

  test('stand in one line that differs when any of them does', () => {
    const tanaka = { ...nobody, role: '経理', name: '田中 花', mail: 'tanaka@example.jp' };
    expect(contactLine(tanaka)).toBe('経理 田中 花 tanaka@example.jp');
    const others = [{ getsNotices: true }, { fax: '03-0000-1234' }, { phone: '03-0000-1234' }, { note: '午前' }];
    expect(new Set([tanaka, ...others.map((other) => ({ ...tanaka, ...other }))].map(contactLine)).size).toBe(5);
  });
});
