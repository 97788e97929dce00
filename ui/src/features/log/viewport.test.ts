import { expect, it } from 'vitest';
import { atEnd, layout, scrollTopOf } from './viewport.ts';

it('draws the visible lines and some around them', () => {
  expect(layout(1000, 20, 2000, 400)).toEqual({ first: 80, end: 140, offset: 1600, whole: 20_000 });
});

it('draws all of a short list', () => {
  expect(layout(3, 20, 0, 400)).toEqual({ first: 0, end: 3, offset: 0, whole: 60 });
});

it('stays within the list when it is scrolled beyond its end', () => {
  expect(layout(10, 20, 5000, 400)).toMatchObject({ first: 10, end: 10 });
});

it('reaches the last of ten million lines although browsers cannot scroll that far', () => {
  const { whole } = layout(10_000_000, 20, 0, 600);
  expect(whole).toBeLessThan(33_000_000);
  const { first, end, offset } = layout(10_000_000, 20, whole - 600, 600);
  expect(end).toBe(10_000_000);
  expect(Math.round(offset + (end - first) * 20)).toBe(whole);
});

it.each([0, 123_456, 9_000_000])('shows line %i of ten million at the top after scrolling to it', (line) => {
  const top = scrollTopOf(line, 10_000_000, 20, 600);
  const { first, offset } = layout(10_000_000, 20, top, 600);
  expect(Math.round((top - offset) / 20) + first).toBe(line);
});

it('knows the end within one and a half lines', () => {
  expect(atEnd(9571, 400, 10_000, 20)).toBe(true);
  expect(atEnd(9560, 400, 10_000, 20)).toBe(false);
});
