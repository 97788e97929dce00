import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** From the lowest up: a folder of src imports only from itself and from those before it. */
const LAYERS = ['api', 'texts', 'design', 'browser', 'live', 'features', 'app'];
const SOURCES = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path) && path.includes('/'));

it('imports only from the same layer or a lower one', () => {
  const wrong = SOURCES.flatMap((path) => {
    const own = LAYERS.indexOf(path.split('/')[0] ?? '');
    return [...readFileSync(`src/${path}`, 'utf8').matchAll(/from '(\.[^']*)'/g)]
      .map(([, target]) => new URL(target ?? '', `file:///${path}`).pathname.slice(1))
      .filter((target) => LAYERS.indexOf(target.split('/')[0] ?? '') > own)
      .map((target) => `${path} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

it('has every folder of src in the table', () => {
  expect(new Set(SOURCES.map((path) => path.split('/')[0]))).toEqual(new Set(LAYERS));
});

it('has a page without inline scripts and styles, as the content security policy wants it', () => {
  const page = readFileSync('index.html', 'utf8');
  expect(page).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son[a-z]+=/);
});
