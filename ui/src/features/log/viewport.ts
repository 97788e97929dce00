/** Which lines of a list of equally high ones are to be drawn, with some above and below the visible part. */
export interface Window {
  readonly first: number;
  /** Behind the last one. */
  readonly end: number;
}

const BEYOND = 20;

export function visibleWindow(lines: number, lineHeight: number, top: number, height: number): Window {
  const first = Math.max(0, Math.floor(top / lineHeight) - BEYOND);
  const end = Math.min(lines, Math.ceil((top + height) / lineHeight) + BEYOND);
  return { first: Math.min(first, end), end };
}

/** Whether the reader is at the end, within one and a half lines. */
export function atEnd(top: number, height: number, whole: number, lineHeight: number): boolean {
  return top + height >= whole - lineHeight * 1.5;
}
