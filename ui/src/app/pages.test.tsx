import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { aRun, openConsole, problem } from '../../test/harness.tsx';

const project = (id: number, name: string, more: object = {}): object => ({ id, organization: 'default', name, hasDefinition: false, ...more });
const runs = (from: number, count: number): object[] => Array.from({ length: count }, (_, i) => aRun({ id: from - i, number: from - i }));
const FINISHED = aRun({ state: 'finished', result: 'FAILURE', finishedAt: '2026-01-01T00:00:09Z', durationMillis: 8000 });

it('lists projects with how they stand', async () => {
  openConsole('/', { '/projects': [project(1, 'web-shop', { lastRun: FINISHED }), project(2, 'new')] });
  const [shop, fresh] = await screen.findAllByRole('listitem');
  expect(within(shop as HTMLElement).getByRole('img', { name: 'Failed' })).toBeVisible();
  expect(shop).toHaveTextContent('#12');
  expect(fresh).toHaveTextContent('Never run');
});

it('teaches how a first project comes to be', async () => {
  openConsole('/', { '/projects': [] });
  expect(await screen.findByText(/^millrace run --server http/)).toBeVisible();
});

it('filters projects after the key /', async () => {
  openConsole('/', { '/projects': [project(1, 'web-shop'), project(2, 'docs')] });
  await screen.findByText('docs');
  await userEvent.keyboard('/SHOP');
  expect(screen.queryByText('docs')).toBeNull();
  expect(screen.getByText('web-shop')).toBeVisible();
});

it('goes from page to page by keys and shows which there are', async () => {
  openConsole('/', { '/projects': [], '/agents': [], '/queue': [] });
  await screen.findByText('No projects yet');
  await userEvent.keyboard('gq');
  expect(await screen.findByText('Nothing waits')).toBeVisible();
  expect(document.title).toBe('Queue · Millrace');
  await userEvent.keyboard('ga');
  expect(await screen.findByText('No agents')).toBeVisible();
  await userEvent.keyboard('?');
  expect(screen.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('shows a project with its history, and starts a run of its own pipeline', async () => {
  const { requests } = openConsole('/projects/3', {
    '/projects/3': project(3, 'web-shop', { hasDefinition: true }),
    '/projects/3/runs': [FINISHED, aRun({ id: 6, number: 11, state: 'finished', result: 'SUCCESS', durationMillis: 500 })],
    'POST /projects/3/runs': aRun({ id: 9, number: 13 }),
    '/runs/9': aRun({ id: 9, number: 13 }),
  });
  const history = await screen.findByRole('list', { name: /last 2 runs/ });
  expect(within(history).getAllByRole('link').map((bar) => bar.getAttribute('aria-label'))).toEqual(['#12 Failed, 8.0 s', '#11 Success, 500 ms']);
  await userEvent.click(screen.getByRole('button', { name: 'Run now' }));
  expect(await screen.findByRole('heading', { name: 'web-shop #13' })).toBeVisible();
  const start = requests.find(({ call }) => call === 'POST /projects/3/runs');
  expect(start?.headers.get('x-csrf-token')).toBe('secret-of-the-session');
});

it('fetches older runs on request, and shows none twice', async () => {
  const { routes, requests } = openConsole('/runs', { '/runs': runs(100, 50) });
  const more = await screen.findByRole('button', { name: 'Show older runs' });
  routes['/runs'] = runs(51, 20);
  await userEvent.click(more);
  expect(await screen.findByText('#32')).toBeVisible();
  expect(requests.at(-1)?.call).toBe('GET /runs?limit=50&before=51');
  expect(screen.getAllByText('#51')).toHaveLength(1);
  expect(screen.queryByRole('button', { name: 'Show older runs' })).toBeNull();
});

it('drains an agent', async () => {
  const agent = { id: 5, name: 'local', labels: ['linux'], executors: 2, busy: 1, connected: true, state: 'enabled', platform: 'Linux amd64', release: '1', unhealthy: ['disk nearly full'] };
  const { requests, routes } = openConsole('/agents', { '/agents': [agent], 'POST /agents/5/drain': {} });
  const button = await screen.findByRole('button', { name: 'Drain' });
  expect(screen.getByText('1 of 2 executors busy')).toBeVisible();
  expect(screen.getByText('disk nearly full')).toBeVisible();
  routes['/agents'] = [{ ...agent, state: 'draining' }];
  await userEvent.click(button);
  expect(await screen.findByRole('button', { name: 'Take jobs again' })).toBeVisible();
  expect(requests.find(({ call }) => call === 'POST /agents/5/drain')?.body).toEqual({ on: true });
});

it('says in the controller\'s words why an agent may not be drained', async () => {
  const agent = { id: 5, name: 'local', labels: [], executors: 2, busy: 0, connected: false, state: 'enabled', platform: '', release: '', unhealthy: [] };
  openConsole('/agents', { '/agents': [agent], 'POST /agents/5/drain': problem(403, 'Not allowed', 'Only administrators drain agents', 'Ask one') });
  await userEvent.click(await screen.findByRole('button', { name: 'Drain' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Not allowedOnly administrators drain agents Ask one');
});

it('says why a job waits', async () => {
  openConsole('/queue', { '/queue': [{ job: 1, run: 7, title: 'web-shop #12', why: 'No agent has the label arm', askedAt: '2026-01-01T00:00:00Z' }] });
  expect(await screen.findByText('No agent has the label arm')).toBeVisible();
  expect(screen.getByRole('link', { name: 'web-shop #12' })).toHaveAttribute('href', '/runs/7');
});

it('keeps what it knows while the controller is away', async () => {
  const { routes } = openConsole('/queue', { '/queue': [{ job: 1, run: 7, title: 'web-shop #12', why: 'x', askedAt: '2026-01-01T00:00:00Z' }] });
  await screen.findByText('web-shop #12');
  routes['/queue'] = new Error('refused');
  fireEvent(document, new Event('visibilitychange'));
  expect(await screen.findByRole('alert')).toHaveTextContent('does not answer');
  expect(screen.getByText('web-shop #12')).toBeVisible();
});

it('says that there is nothing at an unknown address', async () => {
  openConsole('/no/such/page', {});
  expect(await screen.findByText('There is nothing at this address')).toBeVisible();
});
