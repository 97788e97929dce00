import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Fails the build when the scripts that it wrote are together larger than the limit, in bytes after gzip. */
export function budget(limit: number): Plugin {
  return {
    name: 'millrace-budget',
    apply: 'build',
    generateBundle(_, bundle) {
      const sizes = Object.values(bundle).map((part) => (part.type === 'chunk' ? gzipSync(part.code).length : 0));
      const total = sizes.reduce((sum, size) => sum + size, 0);
      if (total > limit) this.error(`The console's scripts are ${total} bytes after gzip; at most ${limit} are allowed.`);
    },
  };
}
