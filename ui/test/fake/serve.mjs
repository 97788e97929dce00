import { fileURLToPath } from 'node:url';
import { startFake } from './controller.mjs';

// Serves the built console with a controller in memory: node test/fake/serve.mjs [PORT] [open] [empty]
const [port = '4173', ...options] = process.argv.slice(2);
await startFake({
  files: fileURLToPath(new URL('../../dist/', import.meta.url)),
  port: Number(port),
  open: options.includes('open'),
  empty: options.includes('empty'),
});
process.stdout.write(`http://127.0.0.1:${port}  token: secret\n`);
