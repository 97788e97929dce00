import { expect, it } from 'vitest';
import { LogBuffer } from './logBuffer.ts';

const immediately = (work: () => void): void => work();

it('joins pieces that end within a line', () => {
  const log = new LogBuffer(immediately);
  log.append('fir');
  expect(log.length).toBe(1);
  log.append('st\nsecond\n');
  expect([log.length, log.text(0), log.text(1)]).toEqual([2, 'first', 'second']);
});

it('carries colours over lines', () => {
  const log = new LogBuffer(immediately);
  log.append('\u001b[31mred\nstill\u001b[0m\nplain\n');
  expect([0, 1, 2].map((line) => log.spans(line)[0]?.style.foreground)).toEqual([1, 1, undefined]);
});

it('finds the nth line of a text', () => {
  const log = new LogBuffer(immediately);
  log.append('[Pipeline] { (Test)\nx\n[Pipeline] { (Test)\r\n');
  expect([0, 1, 2].map((nth) => log.find('[Pipeline] { (Test)', nth))).toEqual([0, 2, -1]);
});

it('shows the beginning of a line of a megabyte and says how much is hidden', () => {
  const log = new LogBuffer(immediately);
  log.append('x'.repeat(1_000_000));
  expect(log.spans(0)[0]?.text.length).toBe(10_000);
  expect(log.hidden(0)).toBe(990_000);
});

it('tells its listeners once for all that comes before the next frame', () => {
  const frames: (() => void)[] = [];
  const log = new LogBuffer((work) => frames.push(work));
  let calls = 0;
  log.subscribe(() => calls++);
  for (let i = 0; i < 5000; i++) log.append(`${i}\n`);
  frames.forEach((frame) => frame());
  expect([calls, log.length]).toEqual([1, 5000]);
});
