/** What is drawn of a list of equally high lines, all in pixels but the line numbers, which count from 0. */
export interface Layout {
  readonly first: number;
  /** Behind the last one that is drawn. */
  readonly end: number;
  /** Where the first drawn line begins, from the top of the scrolled area. */
  readonly offset: number;
  /** Height of the scrolled area. */
  readonly whole: number;
}

const BEYOND = 20;
/** Browsers cannot scroll further than some 33 million pixels: a longer list moves faster than the scroll bar. */
const HIGHEST = 30_000_000;

export function layout(lines: number, lineHeight: number, top: number, height: number): Layout {
  const real = lines * lineHeight;
  const whole = Math.min(real, HIGHEST);
  const realTop = top * ratio(real, whole, height);
  const end = Math.min(lines, Math.ceil((realTop + height) / lineHeight) + BEYOND);
  const first = Math.min(end, Math.max(0, Math.floor(realTop / lineHeight) - BEYOND));
  return { first, end, offset: top - realTop + first * lineHeight, whole };
}

/** Where the scrolling ends. */
export function endOf(lines: number, lineHeight: number, height: number): number {
  return Math.max(0, Math.min(lines * lineHeight, HIGHEST) - height);
}

/** Where to scroll for a line to be at the top. */
export function scrollTopOf(line: number, lines: number, lineHeight: number, height: number): number {
  const real = lines * lineHeight;
  return (line * lineHeight) / ratio(real, Math.min(real, HIGHEST), height);
}

/** How many pixels of the list pass by for each pixel that is scrolled. */
function ratio(real: number, whole: number, height: number): number {
  return whole <= height || real === whole ? 1 : (real - height) / (whole - height);
}

/** Whether the reader is at the end, within one and a half lines. */
export function atEnd(top: number, height: number, whole: number, lineHeight: number): boolean {
  return top + height >= whole - lineHeight * 1.5;
}
