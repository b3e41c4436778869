import { describe, expect, it } from 'vitest';
import { parseCsv, parseCsvSteps, parseTableSteps } from '../../electron/rules/csvRead.ts';
import { csvLine } from '../../electron/rules/csvWrite.ts';
import { randomText, seeded } from './random.ts';

const refusal = (text: string) => {
  try {
    parseCsv(text);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('reading a CSV', () => {
  it('gives headings and rows with the line each starts on', () => {
    expect(parseCsv('番号,名称\r\n001,東雲運送\r\n002,西部工業\r\n')).toEqual({
      delimiter: ',',
      header: ['番号', '名称'],
      rows: [
        { line: 2, cells: ['001', '東雲運送'] },
        { line: 3, cells: ['002', '西部工業'] },
      ],
    });
  });

  it.each(['\n', '\r\n', '\r'])('counts physical lines with %j as line end, line breaks in cells too', (end) => {
    const text = ['番号,"所在地', '（本店）"', '001,"東京都', '千代田区"', '', '002,大阪', ',', '003,京都'].join(end);
    const { header, rows } = parseCsv(text);
    expect(header).toEqual(['番号', '所在地\n（本店）']);
    expect(rows).toEqual([
      { line: 3, cells: ['001', '東京都\n千代田区'] },
      { line: 6, cells: ['002', '大阪'] },
      { line: 8, cells: ['003', '京都'] },
    ]);
  });

  it('copes with mixed line ends and with a last line that has none', () => {
    expect(parseCsv('a,b\r\n1,2\n3,4\r5,6').rows.map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  it.each([
    [',', '番号,名称'],
    ['\t', '番号\t名称'],
    [';', '番号;名称'],
    [',', '"番号;;;",名称'],
    [',', '番号'],
  ])('takes %j for the separator of %j', (delimiter, heading) => {
    expect(parseCsv(`${heading}\n`).delimiter).toBe(delimiter);
  });

  it('drops a byte order mark and skips blank lines above the headings, counting them', () => {
    const { header, rows } = parseCsv('\uFEFF\n \n番号,名称\n1,x\n');
    expect(header).toEqual(['番号', '名称']);
    expect(rows[0]?.line).toBe(4);
  });

  it('keeps every character of a cell: leading zeros, spaces, doubled quotes, separators', () => {
    const { rows } = parseCsv('a,b,c\n 001 ,"say ""yes""","1,2;3\t4"\n');
    expect(rows[0]?.cells).toEqual([' 001 ', 'say "yes"', '1,2;3\t4']);
  });

  it('names rows with more or fewer cells than headings', () => {
    const { rows } = parseCsv('a,b\n1\n1,2\n1,2,3\n');
    expect(rows.map(({ line, problem }) => [line, problem])).toEqual([
      [2, 'column_count'],
      [3, undefined],
      [4, 'column_count'],
    ]);
  });
});

describe('broken quotes', () => {
  it('refuse the line they stand on and no other', () => {
    const text = 'a,b\n1,"x"y\n2,"good"\n3,"p"q"\n4,"good, too"\n';
    expect(parseCsv(text).rows).toEqual([
      { line: 2, cells: ['1,"x"y'], problem: 'broken_quote' },
      { line: 3, cells: ['2', 'good'] },
      { line: 4, cells: ['3,"p"q"'], problem: 'broken_quote' },
      { line: 5, cells: ['4', 'good, too'] },
    ]);
  });

  it('do not swallow the rows up to the next quote', () => {
    const text = 'a,b\n1,"never closed\n2,plain\n3,"good"\n4,"good"\n';
    expect(parseCsv(text).rows.map(({ line, problem }) => [line, problem])).toEqual([
      [2, 'broken_quote'],
      [3, undefined],
      [4, undefined],
      [5, undefined],
    ]);
  });

  it('are seen inside a cell that is not quoted, where nothing must be kept by guess', () => {
    const { rows } = parseCsv('a,b,c\n1,東雲運送","x"\n2,"5"" pipe","y"\n');
    expect(rows.map(({ problem }) => problem)).toEqual(['broken_quote', undefined]);
  });

  it('are named by the line the row starts on when cells before have line breaks', () => {
    const { rows } = parseCsv('a,b\n"1\n2","x"y\n3,4\n');
    expect(rows.map(({ line, problem }) => [line, problem])).toEqual([
      [2, 'broken_quote'],
      [4, undefined],
    ]);
  });

  it('stop the reading when a quote is never closed, naming the line it opened on', () => {
    expect(refusal('a,b\n1,2\n"3\n4","open\n5,6\n')).toMatchObject({ code: 'csv_open_quote', data: { line: 4 } });
  });

  it('never closed are found however long the file goes on', () => {
    const text = `a,b\n1,2\n3,"open\n${'4,5\n'.repeat(300_000)}`;
    expect(refusal(text)).toMatchObject({ code: 'csv_open_quote', data: { line: 3 } });
  });

  it('in the headings refuse the file', () => {
    expect(refusal('a,"b"x\n1,2\n')).toMatchObject({ code: 'csv_open_quote', data: { line: 1 } });
  });
});

describe('files without sense', () => {
  it.each(['', '\n\r\n \n', '\uFEFF', ',,\n,,\n'])('such as %j are called empty', (text) => {
    expect(refusal(text)).toMatchObject({ code: 'csv_empty' });
  });

  it('with the same heading twice are refused, blank headings are not', () => {
    expect(refusal('番号,名称,番号 \n1,2,3\n')).toMatchObject({ code: 'csv_header_twice', data: { header: '番号' } });
    expect(parseCsv('番号,,\n1,2,3\n').header).toEqual(['番号', '', '']);
  });
});

describe('large files', () => {
  it('are read with pauses, every 2,000 rows', () => {
    const text = `a,b\n${Array.from({ length: 9_000 }, (_, n) => `${n},"x\ny"\n`).join('')}`;
    const steps = [...parseCsvSteps(text)];
    expect(steps).toEqual([2000, 4000, 6000, 8000]);
  });

  it('give every row its line, whatever falls on the borders of the slices', () => {
    const random = seeded(7);
    const alphabet = ['東', 'a', '0', ' ', ',', '"', '\n', ';', '\t', 'ー'];
    let text = csvLine(['a', 'b', 'c']);
    let line = 2;
    const expected: { line: number; cells: string[] }[] = [];
    for (let n = 0; n < 5_000; n += 1) {
      const cells = [
        String(n),
        randomText(random, alphabet, 12),
        randomText(random, alphabet, n % 500 === 0 ? 9_000 : 30),
      ];
      expected.push({ line, cells });
      text += csvLine(cells);
      line += 1 + cells.join('').split('\n').length - 1;
    }
    expect(parseCsv(text).rows).toEqual(expected);
  });

  it('of broken rows only are read to the end, row by row', () => {
    const { rows } = parseCsv(`a,b\n${'"1"x,"2"y\n'.repeat(20_000)}`);
    expect(rows).toHaveLength(20_000);
    expect(rows.every(({ problem }) => problem === 'broken_quote')).toBe(true);
    expect(rows.at(-1)?.line).toBe(20_001);
  });
});

describe('a table of any kind', () => {
  const whole = (source: Parameters<typeof parseTableSteps>[0]) => {
    const steps = parseTableSteps(source);
    for (let pauses = 0; ; pauses += 1) {
      const step = steps.next();
      if (step.done) return { ...step.value, pauses };
    }
  };
  const codeOf = (run: () => unknown) => {
    try {
      run();
      return 'none';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('reads the cells of a sheet like the lines of a text, with the numbers of their rows', () => {
    const cells = [
      ['', ''],
      ['番号', '名称'],
      ['1', '甲'],
      ['', ''],
      ['2', '乙'],
    ];
    expect(whole({ cells })).toMatchObject({
      header: ['番号', '名称'],
      rows: [
        { line: 3, cells: ['1', '甲'] },
        { line: 5, cells: ['2', '乙'] },
      ],
    });
    expect(whole({ text: '番号\t名称\n1\t甲\n' })).toMatchObject({ header: ['番号', '名称'], rows: [{ line: 2 }] });
  });

  it('takes no shifted row for a good one, and forgives empty cells behind the last heading', () => {
    expect(whole({ text: '番号,名称\n1,甲,\n2,乙,丙\n3\n' }).rows).toEqual([
      { line: 2, cells: ['1', '甲'] },
      { line: 3, cells: ['2', '乙', '丙'], problem: 'column_count' },
      { line: 4, cells: ['3'], problem: 'column_count' },
    ]);
  });

  it('refuses what has no rows, two equal headings, or more than 200 columns', () => {
    expect(codeOf(() => whole({ cells: [] }))).toBe('csv_empty');
    expect(codeOf(() => whole({ cells: [['番号', '番号']] }))).toBe('csv_header_twice');
    const headings = Array.from({ length: 201 }, (_, at) => `列${at}`);
    expect(codeOf(() => whole({ cells: [headings] }))).toBe('csv_too_wide');
    expect(codeOf(() => whole({ text: headings.join(';') }))).toBe('csv_too_wide');
    expect(whole({ cells: [headings.slice(1)] }).rows).toEqual([]);
  });

  it('pauses on the way', () => {
    const cells = Array.from({ length: 10_001 }, (_, at) => [String(at)]);
    expect(whole({ cells }).pauses).toBe(5);
  });
});
