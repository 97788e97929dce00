// Installs what package-lock.json names, unless the last installation was of the same file.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const STAMP = 'node_modules/.installed';
const wanted = createHash('sha256').update(readFileSync('package-lock.json')).update(process.version).digest('hex');

function installed() {
  try {
    return readFileSync(STAMP, 'utf8');
  } catch {
    return '';
  }
}

if (installed() !== wanted) {
  const options = ['ci', '--prefer-offline', '--no-fund', '--no-audit', '--loglevel=error'];
  const { status, error } = spawnSync('npm', options, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    process.stderr.write(`npm ci failed${error === undefined ? '' : `: ${error.message}`}. The console needs Node 20.19 or newer with npm, and a registry to fetch from.\n`);
    process.exit(1);
  }
  writeFileSync(STAMP, wanted);
}
