import { describe, expect, it } from 'vitest';
import { bytes, duration, relative } from './format.ts';

describe('durations', () => {
  it.each([
    [0, '0 ms'],
    [850, '850 ms'],
    [1000, '1.0 s'],
    [12_400, '12 s'],
    [59_990, '1 min'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
    [176_400_000, '2 d 1 h'],
  ])('%i ms are %s', (millis, text) => {
    expect(duration(millis)).toBe(text);
  });
});

describe('moments', () => {
  it.each([
    [0, 'just now'],
    [-31_000, '31 s ago'],
    [-180_000, '3 min ago'],
    [-7_300_000, '2 h ago'],
    [-200_000_000, '2 d ago'],
    [600_000, 'in 10 min'],
  ])('%i ms from now are %s', (distance, text) => {
    expect(relative(1e12 + distance, 1e12)).toBe(text);
  });
});

describe('sizes', () => {
  it.each([
    [5, '5 B'],
    [5218, '5.1 KiB'],
    [150 * 1024, '150 KiB'],
    [3 * 1024 ** 3, '3.0 GiB'],
  ])('%i bytes are %s', (count, text) => {
    expect(bytes(count)).toBe(text);
  });
});
