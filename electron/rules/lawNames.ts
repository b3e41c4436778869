/** The laws by the short names lawyers give them; the longest first, since one begins with another. */
const laws: readonly (readonly [ja: string, en: string])[] = [
  [
    '平成27年特定個人情報保護委員会規則5号',
    'Rule 5 of 2015 of the Specific Personal Information Protection Commission',
  ],
  ['個情法規則', 'Personal Information Protection Act Regulation'],
  ['障害者雇用促進法', 'Act on Employment of Persons with Disabilities'],
  ['番号法', 'My Number Act'],
  ['個情法', 'Personal Information Protection Act'],
  ['健保法', 'Health Insurance Act'],
  ['健保則', 'Health Insurance Act Regulation'],
  ['厚年則', "Employees' Pension Insurance Act Regulation"],
  ['雇保則', 'Employment Insurance Act Regulation'],
  ['高年法', 'Act on Employment of Older Persons'],
  ['徴収法', 'Labour Insurance Premium Act'],
  ['徴収則', 'Labour Insurance Premium Act Regulation'],
  ['労災法', 'Accident Insurance Act'],
  ['労災則', 'Accident Insurance Act Regulation'],
  ['安衛則', 'Safety and Health Act Regulation'],
  ['労基法', 'Labour Standards Act'],
  ['労基則', 'Labour Standards Act Regulation'],
  // 個情法26条1項、規則8条1項: its own.
  ['規則', 'its Regulation'],
];
const GUIDANCE = '労働局の案内による';

/**
 * A citation in English: 健保則24条1項、厚年則15条 is Health Insurance Act Regulation Art. 24(1), Employees' Pension Insurance
 * Act Regulation Art. 15. What it cannot read stays as it is: an association may cite what it likes.
 */
export function lawInEnglish(law: string): string {
  if (law === GUIDANCE) return 'by the guidance of the Labour Bureau';
  const parts = law.split('、').map((part) => {
    const [ja, en] = laws.find(([name]) => part.startsWith(name)) ?? [];
    if (ja === undefined || en === undefined) return null;
    const articles = part.slice(ja.length).replace(/ほか$/, '').split('・').map(articleInEnglish);
    return articles.includes(null) ? null : `${en} ${articles.join(', ')}${part.endsWith('ほか') ? ' and others' : ''}`;
  });
  return parts.includes(null) ? law : parts.join('; ');
}

/** 24条1項 → Art. 24(1); 141条の2 → Art. 141-2; 7条3号 → Art. 7, item 3. */
function articleInEnglish(article: string): string | null {
  const [, number, branch, paragraph, item] = /^(\d+)条(?:の(\d+))?(?:(\d+)項)?(?:(\d+)号)?$/.exec(article) ?? [];
  if (number === undefined) return null;
  const sub = `${branch ? `-${branch}` : ''}${paragraph ? `(${paragraph})` : ''}${item ? `, item ${item}` : ''}`;
  return `Art. ${number}${sub}`;
}
