import { describe, expect, it } from 'vitest';
import { parseLine, PLAIN, plainText } from './ansi.ts';

const ESC = '\u001b';
const spans = (line: string): readonly unknown[] => parseLine(line, PLAIN).spans;

describe('colours', () => {
  it.each([
    ['31', { foreground: 1 }],
    ['1;34', { bold: true, foreground: 4 }],
    ['97;41', { foreground: 15, background: 1 }],
    ['38;5;208', { foreground: '#ff8700' }],
    ['38;5;9', { foreground: 9 }],
    ['48;5;244', { background: '#808080' }],
    ['38;2;1;2;300', { foreground: '#0102ff' }],
    ['38:5:208', { foreground: '#ff8700' }],
    ['4;7;3;2', { underline: true, inverse: true, italic: true, dim: true }],
    ['1;22', { bold: false, dim: false }],
    ['31;39', { foreground: undefined }],
    ['31;0', {}],
    ['31;', {}],
    ['999', {}],
  ])('reads the code %s', (code, style) => {
    expect(spans(`${ESC}[${code}mx`)).toEqual([{ text: 'x', style }]);
  });

  it('hold on from line to line', () => {
    const { end } = parseLine(`${ESC}[32mgreen`, PLAIN);
    expect(parseLine(`still${ESC}[m plain`, end).spans).toEqual([
      { text: 'still', style: { foreground: 2 } },
      { text: ' plain', style: {} },
    ]);
  });

  it('hold on from what a carriage return overwrote', () => {
    expect(spans(`${ESC}[33m10 %\r20 %`)).toEqual([{ text: '20 %', style: { foreground: 3 } }]);
  });
});

describe('what is not a colour', () => {
  it.each([
    ['moves of the cursor', `${ESC}[2Kdone${ESC}[1A`],
    ['titles of the window', `${ESC}]0;title\u0007done`],
    ['links', `${ESC}]8;;http://example.com${ESC}\\done${ESC}]8;;${ESC}\\`],
    ['titles that never end', `done${ESC}]0;title`],
    ['an escape cut off', `done${ESC}`],
    ['character sets', `${ESC}(Bdone`],
    ['nulls and bells', `\u0000do\u0007ne\u009b`],
    ['a carriage return at the end', 'done\r'],
    ['what a progress line overwrote', '10 %\r50 %\rdone'],
  ])('drops %s', (_, line) => {
    expect(plainText(line)).toBe('done');
    expect(parseLine(line, PLAIN).spans.map((span) => span.text).join('')).toBe('done');
  });

  it('keeps tabs, markup and every script', () => {
    expect(plainText('a\tb <b>&amp; שלום 💧')).toBe('a\tb <b>&amp; שלום 💧');
  });

  it('takes long lines of escapes in little time', () => {
    const line = `${ESC}[`.repeat(200_000);
    const before = performance.now();
    plainText(line);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
