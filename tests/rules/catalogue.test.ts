import { describe, expect, it } from 'vitest';
import { ruleBody, ruleType } from '../../electron/contract/ruleShapes.ts';
import { catalogue, findRule } from '../../electron/rules/catalogue.ts';

const expectedIds = [
  'shaho-shutoku shaho-soshitsu shaho-hifuyosha santei geppen shoyo sankyu ikukyu-shaho shinki-tekiyo',
  'jigyosho-henko-shaho koyo-shutoku koyo-soshitsu rishoku koyo-tenkin koyo-secchi koyo-henko konen-kyufu',
  'ikuji-kyufu kaigo-kyufu rouho-seiritsu rouho-gaisan nendo-koshin nendo-kakutei-shometsu enno-2 enno-3',
  'ikkatsu-yuki rouho-henko rousai-5 rousai-8 shishobyo-4over shishobyo-4under tokubetsu-kanyu tokubetsu-henko',
  'kyufu-kiso 36kyotei shugyo-kisoku koreisha-shogaisha ppc-sokuho ppc-kakuho-30 ppc-kakuho-60 ppc-honnin',
].flatMap((line) => line.split(' '));

describe('the catalogue of filings', () => {
  it('holds the 41 kinds, each once', () => {
    expect(catalogue.map(({ id }) => id).toSorted()).toEqual(expectedIds.toSorted());
    expect(expectedIds).toHaveLength(41);
  });

  it('fits the schema that rules of the association are held to, with every text filled in', () => {
    for (const { id, ...rule } of catalogue) {
      const { evidence: _evidence, note: _note, ...texts } = ruleBody.parse(rule);
      expect(ruleType.parse(id)).toBe(id);
      expect(Object.values(texts), id).not.toContain('');
    }
  });

  it('says of every kind how it goes while the usual way is shut, and where its rule can be read', () => {
    for (const { id, alternatives, sources, confirmed } of catalogue) {
      expect(alternatives.length, id).toBeGreaterThan(0);
      expect(alternatives, id).not.toContain('electronic');
      // What nobody has read anywhere is not called read.
      if (confirmed) expect(sources.length, id).toBeGreaterThan(0);
    }
  });

  it('marks the kinds whose delay hurts people, and no others', () => {
    const harmful = catalogue.filter(({ harm }) => harm).map(({ id }) => id);
    expect(harmful.toSorted()).toEqual(['36kyotei', 'rishoku', 'shaho-hifuyosha', 'shaho-shutoku', 'tokubetsu-kanyu']);
  });

  it('moves no deadline over closed days for what must be filed before a start or has no date', () => {
    for (const { rule, rollover, id } of catalogue) {
      if (['before', 'promptly', 'prescription', 'guideline_window'].includes(rule.type)) {
        expect(rollover, id).toBe('none');
      }
    }
  });

  it('finds a kind by its id and nothing by an unknown one', () => {
    expect(findRule('rishoku')?.nameJa).toBe('雇用保険 被保険者離職証明書（離職票）');
    expect(findRule('RISHOKU')).toBeUndefined();
    expect(findRule('toString')).toBeUndefined();
  });
});
