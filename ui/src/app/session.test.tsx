import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { openConsole, problem, SESSION } from '../../test/harness.tsx';

const SIGNED_OUT = problem(401, 'Not signed in', 'This address needs a token');

it('asks who is not signed in for a token, and then shows the page', async () => {
  const { requests } = openConsole('/queue', { '/session': SIGNED_OUT, 'POST /session': SESSION, '/queue': [] });
  await userEvent.type(await screen.findByLabelText('API token'), '  mr_abc {Enter}');
  expect(await screen.findByText('Nothing waits')).toBeVisible();
  expect(requests.find(({ call }) => call === 'POST /session')?.body).toEqual({ token: 'mr_abc' });
});

it('says what may be wrong with a token that is refused', async () => {
  openConsole('/', { '/session': SIGNED_OUT, 'POST /session': SIGNED_OUT });
  await userEvent.type(await screen.findByLabelText('API token'), 'wrong{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('mistyped, expired or revoked');
});

it('keeps the page while a session that ended is renewed', async () => {
  const { routes } = openConsole('/', { '/projects': [{ id: 1, organization: 'default', name: 'web-shop', hasDefinition: false }] });
  await userEvent.type(await screen.findByLabelText('Filter projects'), 'web');
  routes['/queue'] = SIGNED_OUT;
  routes['POST /session'] = SESSION;
  routes['DELETE /session'] = SIGNED_OUT;
  await userEvent.click(screen.getByRole('link', { name: 'Queue' }));
  expect(await screen.findByText(/Your session has ended/)).toBeVisible();
  routes['/queue'] = [];
  await userEvent.type(screen.getByLabelText('API token'), 'mr_abc{Enter}');
  expect(await screen.findByText('Nothing waits')).toBeVisible();
});

it('says that the controller does not answer, and shows the page once it does', async () => {
  const { routes } = openConsole('/queue', { '/session': new Error('refused'), '/queue': [] });
  expect(await screen.findByText('The controller does not answer')).toBeVisible();
  routes['/session'] = SESSION;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Nothing waits')).toBeVisible();
});

it('signs out and forgets what it showed', async () => {
  const { routes } = openConsole('/queue', { '/queue': [], 'DELETE /session': null });
  await screen.findByText('Nothing waits');
  routes['/session'] = SIGNED_OUT;
  await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));
  expect(await screen.findByLabelText('API token')).toBeVisible();
  expect(screen.queryByText('Nothing waits')).toBeNull();
});
