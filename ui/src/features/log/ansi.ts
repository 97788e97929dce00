/** 0 to 15: the terminal's own colours; other ones as #rrggbb. */
export type Colour = number | string;

export interface Style {
  readonly foreground?: Colour | undefined;
  readonly background?: Colour | undefined;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
}

export interface Span {
  readonly text: string;
  readonly style: Style;
}

export const PLAIN: Style = {};

// Control sequences (CSI), operating system commands (OSC), other escapes, and control characters except tab.
// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const CONTROL = /\u001b\[([0-9;:]*)([ -/]*[@-~])|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]?|[\u0000-\u0008\u000b-\u001f\u007f\u0080-\u009f]/g;

/** Splits a line into spans of one style each, starting with the style that the line before ended with. Escapes other than colours are dropped. */
export function parseLine(line: string, start: Style): { readonly spans: readonly Span[]; readonly end: Style } {
  const visible = afterLastReturn(line);
  const spans: Span[] = [];
  let style = start;
  // What a carriage return overwrote is not shown, but its colours hold on.
  for (const [, parameters, final] of line.slice(0, line.length - visible.length).matchAll(CONTROL)) {
    if (final === 'm') style = applyColours(style, parameters ?? '');
  }
  let from = 0;
  for (const found of visible.matchAll(CONTROL)) {
    if (found.index > from) spans.push({ text: visible.slice(from, found.index), style });
    from = found.index + found[0].length;
    if (found[2] === 'm') style = applyColours(style, found[1] ?? '');
  }
  if (from < visible.length) spans.push({ text: visible.slice(from), style });
  return { spans, end: style };
}

/** The line as a person reads it: without escapes and without what a carriage return overwrote. */
export function plainText(line: string): string {
  return afterLastReturn(line).replaceAll(CONTROL, '');
}

function afterLastReturn(line: string): string {
  const trimmed = line.endsWith('\r') ? line.slice(0, -1) : line;
  return trimmed.slice(trimmed.lastIndexOf('\r') + 1);
}

function applyColours(style: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map((code) => (code === '' ? 0 : Number(code)));
  let next: Style = style;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    if (code === 38 || code === 48) {
      const { colour, used } = extended(codes, i + 1);
      next = code === 38 ? { ...next, foreground: colour } : { ...next, background: colour };
      i += used;
    } else {
      next = applyCode(next, code);
    }
  }
  return next;
}

function applyCode(style: Style, code: number): Style {
  if (code >= 30 && code <= 37) return { ...style, foreground: code - 30 };
  if (code >= 90 && code <= 97) return { ...style, foreground: code - 82 };
  if (code >= 40 && code <= 47) return { ...style, background: code - 40 };
  if (code >= 100 && code <= 107) return { ...style, background: code - 92 };
  switch (code) {
    case 0:
      return PLAIN;
    case 1:
      return { ...style, bold: true };
    case 2:
      return { ...style, dim: true };
    case 3:
      return { ...style, italic: true };
    case 4:
      return { ...style, underline: true };
    case 7:
      return { ...style, inverse: true };
    case 22:
      return { ...style, bold: false, dim: false };
    case 23:
      return { ...style, italic: false };
    case 24:
      return { ...style, underline: false };
    case 27:
      return { ...style, inverse: false };
    case 39:
      return { ...style, foreground: undefined };
    case 49:
      return { ...style, background: undefined };
    default:
      return style;
  }
}

/** The colour behind 38 or 48: `5;N` of the palette or `2;R;G;B`, and how many codes it took. */
function extended(codes: readonly number[], at: number): { readonly colour: Colour | undefined; readonly used: number } {
  if (codes[at] === 5) return { colour: paletteColour(codes[at + 1] ?? 0), used: 2 };
  if (codes[at] === 2) return { colour: hex(codes[at + 1] ?? 0, codes[at + 2] ?? 0, codes[at + 3] ?? 0), used: 4 };
  return { colour: undefined, used: codes.length };
}

function paletteColour(index: number): Colour {
  if (index < 16) return index;
  if (index < 232) {
    const cube = index - 16;
    return hex(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6));
  }
  const grey = 8 + (index - 232) * 10;
  return hex(grey, grey, grey);
}

function level(value: number): number {
  return value === 0 ? 0 : 55 + value * 40;
}

function hex(...channels: readonly number[]): string {
  return `#${channels.map((value) => Math.min(255, Math.max(0, value)).toString(16).padStart(2, '0')).join('')}`;
}
