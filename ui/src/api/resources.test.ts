import { beforeEach, expect, it } from 'vitest';
import { Client } from './client.ts';
import { Resources } from './resources.ts';

let pending: { readonly url: string; readonly resolve: (response: Response) => void; readonly reject: (error: unknown) => void }[];
let resources: Resources;

beforeEach(() => {
  pending = [];
  const client = new Client(
    (url, init) =>
      new Promise<Response>((resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        pending.push({ url, resolve, reject });
      }),
  );
  resources = new Resources(client);
});

it('fetches once for all that ask at the same time', async () => {
  const first = resources.refresh('/runs');
  const second = resources.refresh('/runs');
  pending[0]?.resolve(Response.json([1]));
  await Promise.all([first, second]);
  expect([pending.length, resources.peek('/runs').value]).toEqual([1, [1]]);
});

it('keeps the last value beside a later error', async () => {
  resources.put('/runs', [1]);
  const refresh = resources.refresh('/runs');
  pending[0]?.reject(new TypeError('Failed to fetch'));
  await refresh;
  expect(resources.peek('/runs')).toMatchObject({ value: [1], error: { status: 0 } });
});

it('drops an answer that is older than what came another way', async () => {
  const refresh = resources.refresh('/runs/7');
  resources.put('/runs/7', 'from the stream');
  pending[0]?.resolve(Response.json('old'));
  await refresh;
  expect(resources.peek('/runs/7')).toEqual({ value: 'from the stream', error: undefined });
});

it('tells those who show a value of each new one', () => {
  let calls = 0;
  const stop = resources.subscribe('/runs', () => calls++);
  resources.put('/runs', 1);
  resources.clear();
  stop();
  resources.put('/runs', 2);
  expect(calls).toBe(2);
});

it('fetches anew only what is shown', () => {
  resources.put('/hidden', 1);
  resources.subscribe('/shown', () => undefined);
  resources.refreshShown();
  expect(pending.map(({ url }) => url)).toEqual(['/api/v1/shown']);
});

it('forgets what nobody shows when there is too much', () => {
  resources.subscribe('/shown', () => undefined);
  resources.put('/shown', 1);
  for (let i = 0; i < 300; i++) {
    resources.put(`/runs/${i}`, i);
    resources.subscribe(`/runs/${i}`, () => undefined)();
  }
  expect(resources.peek('/runs/0').value).toBeUndefined();
  expect([resources.peek('/runs/299').value, resources.peek('/shown').value]).toEqual([299, 1]);
});
