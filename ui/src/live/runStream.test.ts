import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RunStream, type Connection } from './runStream.ts';

class FakeSource extends EventTarget {
  closed = false;
  constructor(readonly url: string) {
    super();
  }
  close(): void {
    this.closed = true;
  }
  send(type: string, data: unknown, lastEventId = ''): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data), lastEventId }));
  }
}

let sources: FakeSource[];
let log: string;
let connections: Connection[];
let stream: RunStream;

beforeEach(() => {
  vi.useFakeTimers();
  sources = [];
  log = '';
  connections = [];
  stream = new RunStream(
    7,
    {
      log: (text) => {
        log += text;
      },
      run: () => undefined,
      stages: () => undefined,
      connection: (state) => connections.push(state),
    },
    (url) => {
      const source = new FakeSource(url);
      sources.push(source);
      return source;
    },
  );
  stream.start();
});

afterEach(() => {
  stream.stop();
  vi.useRealTimers();
});

const last = (): FakeSource => sources.at(-1) ?? expect.fail('no connection was opened');

it('begins at the log\'s first byte and delivers what comes', () => {
  expect(last().url).toBe('/api/v1/runs/7/events?position=0');
  last().send('log', { position: 0, text: 'one\n' }, '4');
  last().send('log', { position: 4, text: 'two\n' }, '8');
  expect(log).toBe('one\ntwo\n');
});

it('goes on behind the last byte when the connection is lost', () => {
  last().send('log', { position: 0, text: 'é\n' }, '3');
  last().dispatchEvent(new Event('error'));
  expect(connections.at(-1)).toBe('lost');
  vi.advanceTimersByTime(500);
  expect(sources).toHaveLength(2);
  expect(last().url).toBe('/api/v1/runs/7/events?position=3');
  last().dispatchEvent(new Event('open'));
  expect(connections.at(-1)).toBe('live');
});

it('delivers no byte twice, even where pieces overlap', () => {
  last().send('log', { position: 0, text: 'öne\n' }, '5');
  last().send('log', { position: 0, text: 'öne\n' }, '5');
  last().send('log', { position: 0, text: 'öne\ntwo\n' }, '9');
  expect(log).toBe('öne\ntwo\n');
});

it('hears nothing more from a connection that it gave up', () => {
  const first = last();
  first.dispatchEvent(new Event('error'));
  vi.advanceTimersByTime(500);
  first.send('log', { position: 0, text: 'old\n' }, '4');
  first.dispatchEvent(new Event('error'));
  expect([log, sources.length, first.closed]).toEqual(['', 2, true]);
});

it('waits longer after each failure, up to 15 seconds', () => {
  for (const wait of [500, 1000, 2000, 4000, 8000, 15_000, 15_000]) {
    const before = sources.length;
    last().dispatchEvent(new Event('error'));
    vi.advanceTimersByTime(wait - 1);
    expect(sources).toHaveLength(before);
    vi.advanceTimersByTime(1);
    expect(sources).toHaveLength(before + 1);
  }
});

it('ends with the run', () => {
  const source = last();
  source.send('end', {});
  source.dispatchEvent(new Event('error'));
  stream.start();
  vi.advanceTimersByTime(60_000);
  expect([connections.at(-1), sources.length, source.closed]).toEqual(['ended', 1, true]);
});

it('goes on from where it was stopped', () => {
  last().send('log', { position: 0, text: 'one\n' }, '4');
  stream.stop();
  stream.start();
  expect(last().url).toBe('/api/v1/runs/7/events?position=4');
});
