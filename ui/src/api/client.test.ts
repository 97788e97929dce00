import { expect, it } from 'vitest';
import { ApiError, Client } from './client.ts';

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

function clientWith(answer: () => Response | Promise<Response>): { readonly client: Client; readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const client = new Client(async (url, init) => {
    sent.push({ url, init: init ?? {} });
    return answer();
  });
  return { client, sent };
}

async function failure(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw new Error('This was to fail with an ApiError', { cause: error });
  return error;
}

it('sends the CSRF token with writes only', async () => {
  const { client, sent } = clientWith(() => new Response('{}'));
  client.authorize('abc');
  await client.get('/runs');
  await client.post('/runs', { project: 'x' });
  await client.delete('/session');
  expect(sent.map(({ init }) => new Headers(init.headers).get('x-csrf-token'))).toEqual([null, 'abc', 'abc']);
  expect(sent[1]).toMatchObject({ url: '/api/v1/runs', init: { method: 'POST', body: '{"project":"x"}' } });
});

it('answers nothing for an empty body', async () => {
  const { client } = clientWith(() => new Response(null, { status: 204 }));
  expect(await client.delete('/session')).toBeUndefined();
});

it('tells a problem with its detail, hint and mistakes', async () => {
  const body = { title: 'Invalid', status: 422, detail: 'Two mistakes', hint: 'Read them', problems: [{ message: 'one' }, { message: 'two' }] };
  const { client } = clientWith(() => Response.json(body, { status: 422 }));
  expect(await failure(client.get('/runs'))).toMatchObject({ status: 422, title: 'Invalid', detail: 'Two mistakes', hint: 'Read them', problems: body.problems });
});

it('tells the status where the answer is not a problem of the API', async () => {
  const { client } = clientWith(() => new Response('<h1>Bad gateway</h1>', { status: 502, statusText: 'Bad Gateway' }));
  expect(await failure(client.get('/runs'))).toMatchObject({ status: 502, title: 'HTTP 502', detail: 'Bad Gateway' });
});

it('tells a controller that does not answer by the status 0', async () => {
  const { client } = clientWith(() => Promise.reject(new TypeError('Failed to fetch')));
  expect((await failure(client.get('/runs'))).status).toBe(0);
});

it('says so when the session has ended, but not when one asks for it', async () => {
  const { client } = clientWith(() => new Response('{}', { status: 401 }));
  let times = 0;
  client.onUnauthorized(() => times++);
  await failure(client.get('/session'));
  expect(times).toBe(0);
  await failure(client.get('/runs'));
  expect(times).toBe(1);
});
