import { act, render } from '@testing-library/react';
import { expect, vi } from 'vitest';
import { createBackend } from '../src/api/hooks.ts';
import { Client } from '../src/api/client.ts';
import type { Run } from '../src/api/model.ts';
import { App } from '../src/app/App.tsx';

export type Routes = Record<string, unknown>;

export interface Request {
  readonly call: string;
  readonly body: unknown;
  readonly headers: Headers;
}

/** An event stream whose events the test sends. */
export class FakeEventSource extends EventTarget {
  static readonly opened: FakeEventSource[] = [];
  closed = false;

  constructor(readonly url: string) {
    super();
    FakeEventSource.opened.push(this);
  }

  static last(): FakeEventSource {
    return FakeEventSource.opened.at(-1) ?? expect.fail('no event stream was opened');
  }

  close(): void {
    this.closed = true;
  }

  async send(type: string, data: unknown, lastEventId = ''): Promise<void> {
    await act(async () => {
      this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data), lastEventId }));
      await new Promise((frame) => requestAnimationFrame(frame));
    });
  }
}

export const SESSION = { name: 'ada', admin: true, csrf: 'secret-of-the-session' };

export function problem(status: number, title: string, detail = '', hint?: string): { readonly status: number; readonly body: unknown } {
  return { status, body: { type: 'about:blank', title, status, detail, hint } };
}

/** Opens the console at a path. Routes are answers by "METHOD /path" or "/path" for GET; they may be changed while the test runs. */
export function openConsole(path: string, routes: Routes): { readonly requests: Request[]; readonly routes: Routes } {
  FakeEventSource.opened.length = 0;
  vi.stubGlobal('EventSource', FakeEventSource);
  window.history.replaceState(null, '', path);
  const requests: Request[] = [];
  const known: Routes = { '/session': SESSION, ...routes };
  const client = new Client(async (url, init) => {
    const method = init?.method ?? 'GET';
    const address = url.replace('/api/v1', '');
    requests.push({ call: `${method} ${address}`, body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined, headers: new Headers(init?.headers) });
    const name = method === 'GET' ? address.replace(/\?.*/, '') : `${method} ${address}`;
    const answer = known[name];
    if (answer instanceof Error) throw answer;
    const { status, body } = isProblem(answer) ? answer : answer === undefined ? problem(404, 'Not found') : { status: 200, body: answer };
    return new Response(JSON.stringify(body), { status });
  });
  render(<App backend={createBackend(client)} />);
  return { requests, routes: known };
}

function isProblem(answer: unknown): answer is { readonly status: number; readonly body: unknown } {
  return typeof answer === 'object' && answer !== null && 'status' in answer && typeof answer.status === 'number';
}

export function aRun(more: Partial<Run> = {}): Run {
  return {
    id: 7,
    organization: 'default',
    project: { id: 3, name: 'web-shop' },
    number: 12,
    displayName: '#1',
    state: 'running',
    edited: false,
    trust: 'branch',
    cause: { kind: 'api', by: 'ada', message: 'Started by ada' },
    parameters: {},
    file: 'Jenkinsfile',
    attempt: 1,
    problems: [],
    refused: false,
    acceptedAt: '2026-01-01T00:00:00Z',
    startedAt: '2026-01-01T00:00:01Z',
    ...more,
  };
}
