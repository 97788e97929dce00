import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { slug } from '../lib/slug.js';

describe('slug', () => {
  it('joins words by hyphens', () => {
    assert.equal(slug('Hello, big World'), 'hello-big-world');
  });

  it('drops accents', () => {
    assert.equal(slug('Crème brûlée!'), 'creme-brulee');
  });

  it('keeps whole words within the limit', () => {
    assert.equal(slug('one two three', { limit: 8 }), 'one-two');
  });

  it('gives nothing for a title without words', () => {
    assert.equal(slug(' -- '), '');
  });

  it('refuses what is not text', () => {
    assert.throws(() => slug(42), TypeError);
  });
});
