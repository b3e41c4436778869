import { describe, expect, it } from 'vitest';
import { type PracticeOffice, practiceOffices } from '../../electron/practice/offices.ts';
import { plainAddress } from '../../electron/rules/addresses.ts';
import {
  type ComparableFields,
  type ComparedOffice,
  compareTraits,
  type LikelyPair,
  likelyPairs,
  traitsOf,
} from '../../electron/rules/duplicates.ts';
import { seeded } from './random.ts';

const nothing: ComparableFields = {
  name: '',
  kana: '',
  address: '',
  phone: '',
  fax: '',
  mail: '',
  laborNumber: '',
  employmentNumber: '',
  corporateNumber: '',
  pensionSymbol: '',
  pensionNumber: '',
};
const reasonsOf = (one: Partial<ComparableFields>, other: Partial<ComparableFields>) =>
  compareTraits(traitsOf({ ...nothing, ...one }), traitsOf({ ...nothing, ...other })).reasons;
const scoreOf = (one: Partial<ComparableFields>, other: Partial<ComparableFields>) =>
  compareTraits(traitsOf({ ...nothing, ...one }), traitsOf({ ...nothing, ...other })).score;

function search(offices: readonly ComparedOffice[]): { pairs: LikelyPair[]; steps: number } {
  const work = likelyPairs(offices);
  for (let steps = 0; ; steps += 1) {
    const next = work.next();
    if (next.done) return { pairs: next.value, steps };
  }
}

describe('what two entries have in common', () => {
  it.each([
    ['name', '株式会社髙嶺運送', '㈱ 高嶺運送'],
    ['name', '(有)渡邊商店', '渡辺商店有限会社'],
    ['kana', 'ﾀｶﾐﾈｳﾝｿｳ', 'たかみねうんそう'],
    ['laborNumber', '13-1-01-912340-001', '13101912340001'],
    ['laborNumber', '13101912340001; 13301912340002', '13-3-01-912340-002'],
    ['employmentNumber', '1301-123456-7', '13011234567'],
    ['phone', '03-0000-1234', '０３（００００）１２３４'],
    ['phone', '+81 3-0000-1234', '03 0000 1234'],
    ['mail', 'Kaikei@example.jp', 'kaikei@EXAMPLE.jp'],
    ['address', 'ひのもり市東区若葉町二丁目3番4号 泉コーポ5階', '東京都ひのもり市東区若葉町2-3-4'],
  ] as const)('%s %s is the same as %s', (field, one, other) => {
    expect(reasonsOf({ [field]: one }, { [field]: other })).toHaveLength(1);
  });

  it.each([
    ['laborNumber', '13-1-01-912340-001', '13-1-01-912340-002'],
    ['phone', '03-0000-1234', '03-0000-1235'],
    ['phone', '内線12', '内線12'],
    ['phone', '0000000000', '0000000000'],
    ['address', 'ひのもり市東区若葉町1-23', 'ひのもり市東区若葉町12-3'],
    ['address', 'ひのもり市東区若葉町', 'ひのもり市東区若葉町'],
    ['pensionNumber', '12345', '12345'],
    ['mail', '', ''],
  ] as const)('%s %s is not the same as %s', (field, one, other) => {
    expect(reasonsOf({ [field]: one }, { [field]: other })).toEqual([]);
  });

  it('is weak where the name alone agrees, and sure where a number of the workplace does', () => {
    const name = { name: '青葉建設', kana: 'アオバケンセツ' };
    expect(scoreOf({ ...name, address: '東区1-1' }, { ...name, address: '西区2-2' })).toBeLessThan(60);
    expect(scoreOf({ laborNumber: '13101912340001' }, { laborNumber: '13101912340001' })).toBeGreaterThanOrEqual(90);
  });

  it('is weaker when the corporations have different numbers', () => {
    const same = { name: '青葉建設', address: '東区若葉町1-1' };
    const corporate = { corporateNumber: '7000012050002' };
    expect(scoreOf({ ...same, ...corporate }, { ...same, corporateNumber: '3000012010001' })).toBeLessThan(50);
    expect(scoreOf({ ...same, ...corporate }, { ...same, ...corporate })).toBeGreaterThan(80);
  });

  it('writes an address one way', () => {
    expect(plainAddress('東京都架空区架空町十二丁目３４番地の５')).toBe('架空区架空町12-34-5');
    expect(plainAddress('架空区架空町一丁目')).toBe('架空区架空町1');
  });
});

describe('a whole register', () => {
  const extra = { employmentNumber: '', corporateNumber: '', pensionSymbol: '', pensionNumber: '' };
  const compared = (offices: readonly PracticeOffice[]): ComparedOffice[] =>
    offices.map((office, i) => ({ id: i + 1, traits: traitsOf({ ...extra, ...office }) }));
  /** What happens to an entry somebody types a second time from another list; the code is another one anyway. */
  const hands: ((office: PracticeOffice, n: number) => Partial<PracticeOffice>)[] = [
    ({ name }) => ({ name: name.replace('株式会社', '㈱').replace('髙', '高').replace('﨑', '崎') }),
    ({ kana }) => ({ kana: halfWidthKana(kana), mail: '' }),
    ({ phone }) => ({ phone: phone.replaceAll('-', ''), address: '', fax: '' }),
    (_, n) => ({ address: `ひのもり市南区新町${n + 1}-2-3`, laborNumber: '' }),
    ({ phone }, n) => ({
      address: `ひのもり市北区新町${n + 1}-2`,
      phone: phone.replaceAll('-', '('),
      mail: '',
      laborNumber: '',
    }),
    ({ address }) => ({
      address: address.replace(/(\d+)-(\d+)-(\d+)/, '$1丁目$2番$3号'),
      phone: '',
      laborNumber: '',
      mail: '',
    }),
    (_, n) => ({ phone: `03-0009-${n}`, fax: '', mail: '', name: `新社名${n}` }),
    (_, n) => ({ phone: `03-0008-${n}`, fax: '', mail: '', laborNumber: '', address: `ひのもり市西区新町${n + 1}-9` }),
  ];

  // Made-up registers repeat names and phone numbers: at 20,000 every number stands in four offices.
  it.each([
    [1200, 0.99],
    [20_000, 0.8],
  ])('of %i offices: injected doubles are found, and little else is', (count, least) => {
    const offices = practiceOffices(count, 2023);
    const next = seeded(7);
    const labelled = new Set<string>();
    const doubles = Array.from({ length: 200 }, (_, n) => {
      const at = Math.floor((n + next()) * (count / 200));
      const office = offices[at];
      if (!office) throw new Error('no such office');
      labelled.add(`${at + 1} ${count + n + 1}`);
      return { ...office, ...hands[n % hands.length]?.(office, n) };
    });
    const { pairs } = search(compared([...offices, ...doubles]));
    const right = pairs.filter(({ oneId, otherId }) => labelled.has(`${oneId} ${otherId}`)).length;
    const precision = right / pairs.length;
    const recall = right / labelled.size;
    expect(
      [recall, precision].every((share) => share >= least),
      `${recall} ${precision}`,
    ).toBe(true);
  });

  it('of 100,000 offices takes seconds in short steps, though thousands share a name and a mailbox', () => {
    const offices = practiceOffices(100_000, 2023).map((office) => ({ ...office, mail: 'kaikei@example.jp' }));
    const input = compared(offices);
    const start = performance.now();
    const { pairs, steps } = search(input);
    expect(pairs.length).toBeLessThan(1000);
    expect(performance.now() - start).toBeLessThan(60_000);
    expect(steps).toBeGreaterThan(1000);
  });
});

function halfWidthKana(kana: string): string {
  const full = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンャュョッー';
  const half = 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｬｭｮｯｰ';
  return kana
    .normalize('NFD')
    .replace(/[ァ-ヴー]/g, (letter) => half[full.indexOf(letter)] ?? letter)
    .replaceAll('\u3099', 'ﾞ')
    .replaceAll('\u309a', 'ﾟ');
}
