import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { agents, artifacts, LOG, projects, queue, runs, stagesOf, tests } from './data.mjs';

// What the controller sends with every answer.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TYPES = { '.html': 'text/html;charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/**
 * A controller in memory, for looking at the console without one. `token` signs in; `open` lets everybody in; `empty` has nothing.
 * Serves the built console from `files`. Answers the server, which listens already.
 */
export async function startFake({ files, port = 0, token = 'secret', open = false, empty = false, linesEvery = 700 }) {
  const sessions = new Set();
  const server = createServer((request, response) => {
    void answer(request, response).catch((error) => problem(response, 500, 'The fake failed', String(error)));
  });

  async function answer(request, response) {
    response.setHeader('content-security-policy', POLICY);
    const url = new URL(request.url, 'http://fake');
    if (!url.pathname.startsWith('/api/v1/')) return file(url.pathname, response);
    const path = url.pathname.slice('/api/v1'.length);
    const body = request.method === 'POST' ? await bodyOf(request) : {};
    if (path === '/session' && request.method === 'POST') {
      if (body.token !== token) return problem(response, 401, 'Not signed in', 'The token is not known or has ended');
      const session = crypto.randomUUID();
      sessions.add(session);
      response.setHeader('set-cookie', `session=${session}; HttpOnly; SameSite=Strict; Path=/`);
      return json(response, { name: 'admin', admin: true, csrf: 'csrf' });
    }
    const session = /session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
    if (!open && !sessions.has(session)) return problem(response, 401, 'Not signed in', 'This address needs a token');
    if (request.method !== 'GET' && request.headers['x-csrf-token'] !== 'csrf') return problem(response, 403, 'Not allowed', 'No CSRF token');
    if (path === '/session' && request.method === 'DELETE') {
      sessions.delete(session);
      response.writeHead(204).end();
      return undefined;
    }
    return route(request, response, path, url.searchParams);
  }

  function route(request, response, path, query) {
    const [, kind, id, part] = path.split('/');
    const run = kind === 'runs' && id !== undefined ? runs.find((one) => one.id === Number(id)) : undefined;
    const page = (list) => list.filter((one) => one.id < Number(query.get('before') ?? Infinity)).slice(0, Number(query.get('limit') ?? 50));
    if (empty && ['projects', 'runs', 'agents', 'queue'].includes(kind)) return json(response, []);
    if (path === '/session') return json(response, { name: 'admin', admin: true, csrf: 'csrf' });
    if (path === '/projects') return json(response, projects);
    if (path === '/runs') return json(response, page(runs));
    if (path === '/agents') return json(response, agents);
    if (path === '/queue') return json(response, queue);
    if (kind === 'agents' && part === 'drain') return drain(response, Number(id));
    if (kind === 'projects') {
      const project = projects.find((one) => one.id === Number(id));
      if (project === undefined) return problem(response, 404, 'Not found', `There is no project ${id}`);
      if (part === undefined) return json(response, project);
      const own = runs.filter((one) => one.project.id === project.id);
      return request.method === 'POST' ? json(response, own[0], 201) : json(response, page(own));
    }
    if (run === undefined) return problem(response, 404, 'Not found', `There is nothing at ${path}`);
    switch (part) {
      case undefined:
        return json(response, run);
      case 'stages':
        return json(response, stagesOf(run));
      case 'tests':
        return json(response, tests);
      case 'artifacts':
        return json(response, artifacts);
      case 'abort':
        return json(response, run, 202);
      case 'events':
        return events(request, response, run, Number(query.get('position') ?? 0));
      default:
        return problem(response, 404, 'Not found', `There is nothing at ${path}`);
    }
  }

  /** The log's lines, then for a run that goes on another one now and then. */
  function events(request, response, run, from) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const event = (name, data, eventId) => response.write(`${eventId === undefined ? '' : `id: ${eventId}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    event('run', run);
    event('stages', stagesOf(run));
    let position = 0;
    const send = (text) => {
      const start = position;
      position += Buffer.byteLength(text);
      if (start >= from) event('log', { position: start, text }, position);
    };
    if (run.state !== 'accepted') for (const line of LOG) send(`${line}\n`);
    if (run.state === 'finished') {
      for (const line of ['[Pipeline] }', '[Pipeline] // node', '[Pipeline] End of Pipeline', `Finished: ${run.result}`]) send(`${line}\n`);
      event('end', {});
      response.end();
      return;
    }
    let count = 0;
    const timer = setInterval(() => send(`[Firefox] page ${++count} of 400 is as expected\n`), linesEvery);
    request.on('close', () => clearInterval(timer));
  }

  async function file(path, response) {
    const name = extname(path) === '' ? 'index.html' : normalize(path).slice(1);
    const bytes = await readFile(join(files, name)).catch(() => undefined);
    if (bytes === undefined) return problem(response, 404, 'Not found', 'There is nothing of this address');
    response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' }).end(bytes);
    return undefined;
  }

  await new Promise((listening) => {
    server.listen(port, '127.0.0.1', listening);
  });
  return server;
}

function drain(response, id) {
  const agent = agents.find((one) => one.id === id);
  if (agent === undefined) return problem(response, 404, 'Not found', `There is no agent ${id}`);
  agent.state = agent.state === 'enabled' ? 'draining' : 'enabled';
  return json(response, agent);
}

async function bodyOf(request) {
  let text = '';
  for await (const part of request) text += part;
  return text === '' ? {} : JSON.parse(text);
}

function json(response, value, status = 200) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function problem(response, status, title, detail) {
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ type: 'about:blank', title, status, detail }));
}
