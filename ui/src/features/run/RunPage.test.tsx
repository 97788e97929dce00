import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { aRun, FakeEventSource, openConsole, problem, SESSION } from '../../../test/harness.tsx';

const RUN = aRun();
const STAGES = [
  { step: 2, parent: 0, kind: 'stage', name: 'Build', result: 'SUCCESS', startedAt: '2026-01-01T00:00:01Z', finishedAt: '2026-01-01T00:00:03Z' },
  { step: 5, parent: 0, kind: 'stage', name: 'Test', startedAt: '2026-01-01T00:00:03Z' },
];

function testCase(name: string, outcome: string, more: object = {}): object {
  return { suite: 's', group: 'g', name, outcome, durationMillis: 1, ...more };
}

async function openRun(more: Record<string, unknown> = {}): Promise<ReturnType<typeof openConsole>> {
  const opened = openConsole('/runs/7', { '/runs/7': RUN, '/runs/7/stages': STAGES, ...more });
  await screen.findByRole('heading', { name: 'web-shop #12' });
  await waitFor(() => expect(FakeEventSource.opened.length).toBeGreaterThan(0));
  return opened;
}

it('shows stages, and the log as it comes', async () => {
  await openRun();
  const [build, test] = await screen.findAllByRole('button', { name: /Show the log of|Build|Test/ });
  expect(within(build as HTMLElement).getByRole('img', { name: 'Success' })).toBeInTheDocument();
  expect(within(test as HTMLElement).getByRole('img', { name: 'Running' })).toBeInTheDocument();
  await FakeEventSource.last().send('log', { position: 0, text: '+ make\n\u001b[31mbroken\u001b[0m\n' }, '24');
  expect(screen.getByText('broken')).toHaveAttribute('style', 'color: var(--ansi-1);');
  await FakeEventSource.last().send('log', { position: 24, text: 'last line\n' }, '34');
  expect(screen.getByText('3 lines')).toBeInTheDocument();
});

it('shows markup in a log as text', async () => {
  await openRun();
  await FakeEventSource.last().send('log', { position: 0, text: '<img src=x onerror=alert(1)>\n' }, '29');
  expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeInTheDocument();
});

it('turns to the result when the run ends', async () => {
  await openRun();
  const source = FakeEventSource.last();
  await source.send('run', { ...RUN, state: 'finished', result: 'UNSTABLE', finishedAt: '2026-01-01T00:00:09Z', durationMillis: 8000 });
  await source.send('end', {});
  expect(screen.getByText('Unstable')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Abort' })).toBeNull();
  expect(screen.getByText('complete')).toBeVisible();
  expect(source.closed).toBe(true);
});

it('asks for a token when its stream was lost because the session ended, and goes on afterwards', async () => {
  const { routes } = await openRun({ 'POST /session': SESSION });
  await FakeEventSource.last().send('log', { position: 0, text: 'before\n' }, '7');
  routes['/runs/7'] = problem(401, 'Not signed in');
  FakeEventSource.last().dispatchEvent(new Event('error'));
  await userEvent.type(await screen.findByLabelText('API token'), 'mr_abc');
  routes['/runs/7'] = RUN;
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(FakeEventSource.last().url).toBe('/api/v1/runs/7/events?position=7'));
  await FakeEventSource.last().send('log', { position: 7, text: 'after\n' }, '13');
  expect(screen.getByText('before')).toBeVisible();
  expect(screen.getByText('after')).toBeVisible();
});

it('says when the run was removed while it is shown', async () => {
  const { routes } = await openRun();
  routes['/runs/7'] = problem(404, 'Not found', 'There is no run 7');
  FakeEventSource.last().dispatchEvent(new Event('error'));
  expect(await screen.findByRole('alert')).toHaveTextContent('There is no run 7 It may have been removed');
});

it('asks before it aborts', async () => {
  const { requests } = await openRun({ 'POST /runs/7/abort': RUN });
  await userEvent.click(screen.getByRole('button', { name: 'Abort' }));
  const dialog = screen.getByRole('dialog', { name: 'Abort this run?' });
  expect(requests.some(({ call }) => call.startsWith('POST'))).toBe(false);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Abort' }));
  expect(await screen.findByRole('button', { name: 'Aborting…' })).toBeDisabled();
  expect(requests.at(-1)?.call).toBe('POST /runs/7/abort');
});

it('says why a run may not be aborted', async () => {
  await openRun({ 'POST /runs/7/abort': problem(403, 'Not allowed', 'Your role here is viewer') });
  await userEvent.click(screen.getByRole('button', { name: 'Abort' }));
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Abort' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Your role here is viewer');
  expect(screen.getByRole('button', { name: 'Abort' })).toBeEnabled();
});

it('stops following when its reader goes to a stage, and marks where it begins', async () => {
  await openRun();
  await FakeEventSource.last().send('log', { position: 0, text: 'a\n[Pipeline] { (Test)\nb\n' }, '24');
  const follow = screen.getByRole('button', { name: 'Follow' });
  expect(follow).toHaveAttribute('aria-pressed', 'true');
  await userEvent.click(screen.getByText('Test'));
  expect(follow).toHaveAttribute('aria-pressed', 'false');
  expect(screen.getByText('[Pipeline] { (Test)').parentElement).toHaveClass('marked');
  await userEvent.keyboard('f');
  expect(follow).toHaveAttribute('aria-pressed', 'true');
});

it('puts the problems of a run first', async () => {
  await openRun({
    '/runs/7': aRun({ state: 'finished', result: 'FAILURE', problems: [{ file: 'Jenkinsfile', line: 4, column: 9, message: 'No step is named shh', hint: 'Did you mean sh?' }] }),
  });
  expect(screen.getByText('Jenkinsfile:4:9')).toBeVisible();
  expect(screen.getByText('Did you mean sh?')).toBeVisible();
});

it('shows failed tests before the others', async () => {
  await openRun({ '/runs/7/tests': { passed: 1, failed: 1, skipped: 0, cases: [testCase('fine', 'PASSED'), testCase('broken', 'FAILED', { message: 'expected 1' })] } });
  await userEvent.click(screen.getByRole('link', { name: 'Tests' }));
  expect(await screen.findByText('1 passed, 1 failed, 0 skipped')).toBeVisible();
  expect(screen.getByText('broken').compareDocumentPosition(screen.getByText('fine'))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  expect(screen.getByText('expected 1')).toBeVisible();
  expect(window.location.pathname).toBe('/runs/7/tests');
});

it('links artifacts whatever their names', async () => {
  await openRun({ '/runs/7/artifacts': [{ path: 'a b/100%#?.txt', size: 2048 }] });
  await userEvent.click(screen.getByRole('link', { name: 'Artifacts' }));
  expect(await screen.findByRole('link', { name: 'a b/100%#?.txt' })).toHaveAttribute('href', '/api/v1/runs/7/artifacts/a%20b/100%25%23%3F.txt');
});

it('says that a run is gone', async () => {
  openConsole('/runs/8', { '/runs/8': problem(404, 'Not found', 'There is no run 8') });
  expect(await screen.findByRole('alert')).toHaveTextContent('There is no run 8');
  expect(FakeEventSource.opened).toHaveLength(0);
});
