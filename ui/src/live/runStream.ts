import type { LogEvent, Run, Stage } from '../api/model.ts';

export type Connection = 'connecting' | 'live' | 'lost' | 'ended';

export interface RunListener {
  readonly log: (text: string) => void;
  readonly run: (run: Run) => void;
  readonly stages: (stages: readonly Stage[]) => void;
  readonly connection: (state: Connection) => void;
}

/** What is used of an EventSource. */
interface Source {
  addEventListener(type: string, listener: (event: Event) => void): void;
  close(): void;
}

export type OpenSource = (url: string) => Source;

const FIRST_RETRY_MILLIS = 500;
const LONGEST_RETRY_MILLIS = 15_000;

/**
 * Follows a run's events until its end. When the connection is lost, or after a stop, it goes on behind the last byte of the log
 * that was delivered, so that the listener gets every byte once and in order.
 */
export class RunStream {
  #position = 0;
  #source: Source | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retry = FIRST_RETRY_MILLIS;
  #ended = false;

  constructor(
    private readonly run: number,
    private readonly listener: RunListener,
    private readonly open: OpenSource = (url) => new EventSource(url),
  ) {}

  start(): void {
    if (this.#ended || this.#source !== undefined) return;
    this.listener.connection('connecting');
    const source = this.open(`/api/v1/runs/${this.run}/events?position=${this.#position}`);
    this.#source = source;
    source.addEventListener('open', () => {
      if (source !== this.#source) return;
      this.#retry = FIRST_RETRY_MILLIS;
      this.listener.connection('live');
    });
    this.#on(source, 'log', (data, id) => this.#append(data as LogEvent, Number(id)));
    this.#on(source, 'run', (data) => this.listener.run(data as Run));
    this.#on(source, 'stages', (data) => this.listener.stages(data as Stage[]));
    this.#on(source, 'end', () => {
      this.#ended = true;
      this.stop();
      this.listener.connection('ended');
    });
    source.addEventListener('error', () => this.#lost(source));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }

  #on(source: Source, type: string, deliver: (data: unknown, id: string) => void): void {
    source.addEventListener(type, (event) => {
      if (source !== this.#source || !(event instanceof MessageEvent)) return;
      deliver(JSON.parse(String(event.data)), event.lastEventId);
    });
  }

  /** The event's position is that of its first byte, its id the one behind its last. */
  #append({ position, text = '' }: LogEvent, end: number): void {
    if (end <= this.#position) return;
    const known = this.#position - position;
    this.#position = end;
    this.listener.log(known > 0 ? new TextDecoder().decode(new TextEncoder().encode(text).subarray(known)) : text);
  }

  /** Opened anew with the position instead of left to the browser, which gives up for good where an answer is not a stream. */
  #lost(source: Source): void {
    source.close();
    if (source !== this.#source) return;
    this.#source = undefined;
    this.listener.connection('lost');
    this.#timer = setTimeout(() => this.start(), this.#retry);
    this.#retry = Math.min(this.#retry * 2, LONGEST_RETRY_MILLIS);
  }
}
