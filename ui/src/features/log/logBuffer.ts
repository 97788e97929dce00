import { PLAIN, parseLine, plainText, type Span, type Style } from './ansi.ts';

const LONGEST_SHOWN = 10_000;

/** A run's log as lines. Text is appended in order, in pieces that may end within a line. */
export class LogBuffer {
  readonly #lines: string[] = [''];
  /** The style that a line starts with, where it is not plain. */
  readonly #starts = new Map<number, Style>();
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #scheduled = false;

  constructor(private readonly schedule: (work: () => void) => void = (work) => void requestAnimationFrame(work)) {}

  /** Lines so far; an unfinished last one counts once it has text. */
  get length(): number {
    return this.#lines.at(-1) === '' ? this.#lines.length - 1 : this.#lines.length;
  }

  get version(): number {
    return this.#version;
  }

  append(text: string): void {
    const parts = text.split('\n');
    for (const [index, part] of parts.entries()) {
      const last = this.#lines.length - 1;
      const line = (this.#lines[last] ?? '') + part;
      this.#lines[last] = line;
      if (index === parts.length - 1) break;
      const start = this.#starts.get(last) ?? PLAIN;
      const end = line.includes('\u001b') ? parseLine(line, start).end : start;
      this.#lines.push('');
      if (end !== PLAIN) this.#starts.set(last + 1, end);
    }
    this.#changed();
  }

  spans(line: number): readonly Span[] {
    const text = this.#lines[line] ?? '';
    return parseLine(text.length > LONGEST_SHOWN ? text.slice(0, LONGEST_SHOWN) : text, this.#starts.get(line) ?? PLAIN).spans;
  }

  /** How many characters at the line's end are not in its spans: lines are shown up to 10,000 characters. */
  hidden(line: number): number {
    return Math.max(0, (this.#lines[line]?.length ?? 0) - LONGEST_SHOWN);
  }

  text(line: number): string {
    return plainText(this.#lines[line] ?? '');
  }

  /** The number of the line that is the given text for the n-th time (from 0), or -1. */
  find(text: string, nth: number): number {
    let left = nth;
    for (const [index, line] of this.#lines.entries()) {
      if (line.trimEnd() === text && left-- === 0) return index;
    }
    return -1;
  }

  /** Tells the listener at most once a frame that there is more. Answers how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #changed(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.schedule(() => {
      this.#scheduled = false;
      this.#version++;
      this.#listeners.forEach((listener) => listener());
    });
  }
}
