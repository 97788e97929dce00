// Walks through the console of a running controller in a real browser, as a person would, and fails where something is not as it should be.
// URL and TOKEN say which; RUNNING and FAILED are the numbers of a run that goes on for a while and of one that failed; pictures go to PICTURES.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const { URL: url, TOKEN: token, RUNNING: running, FAILED: failed, PICTURES: pictures, BROWSER: executablePath = '/usr/bin/chromium' } = process.env;
mkdirSync(pictures, { recursive: true });

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
const complaints = [];
page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
page.on('console', (message) => {
  // the session is asked for before there is one
  if (message.type() === 'error' && !message.text().includes('401')) complaints.push(`console: ${message.text()}`);
});

const picture = (name) => page.screenshot({ path: join(pictures, `${name}.png`) });
const step = async (name, what) => {
  try {
    await what();
    await picture(name);
    process.stdout.write(`ok ${name}\n`);
  } catch (failure) {
    await picture(`${name}-failed`);
    throw new Error(`${name}: ${failure.message}`, { cause: failure });
  }
};

try {
  await step('a wrong token is refused in words', async () => {
    await page.goto(url);
    await page.getByLabel('API token').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This token is not valid here').waitFor();
  });
  await step('the token signs in', async () => {
    await page.getByLabel('API token').fill(token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Projects' }).waitFor();
    await page.getByRole('link', { name: 'broken' }).first().waitFor();
  });
  await step('a failed run says what failed', async () => {
    await page.goto(`${url}/runs/${failed}`);
    await page.getByText('the beginning of the end').first().waitFor();
    await page.getByText('script returned exit code 3').first().waitFor();
    await page.getByText('Failed', { exact: true }).first().waitFor();
  });
  await step('a running one shows its stages and lines as they come', async () => {
    await page.goto(`${url}/runs/${running}`);
    await page.getByText('Count', { exact: false }).first().waitFor();
    const log = page.getByLabel('Log', { exact: true }).first();
    const last = async () => Math.max(0, ...((await log.innerText()).match(/tick \d+/g) ?? []).map((line) => Number(line.slice(5))));
    await page.getByText(/tick \d+/).first().waitFor();
    const before = await last();
    await page.waitForFunction(
      (known) => Math.max(...(document.body.innerText.match(/tick \d+/g) ?? ['tick 0']).map((line) => Number(line.slice(5)))) > known,
      before,
    );
  });
  await step('it is aborted after a question', async () => {
    await page.getByRole('button', { name: 'Abort' }).first().click();
    await page.getByText('Abort this run?').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Abort' }).click();
    await page.getByText('Aborted', { exact: true }).first().waitFor();
  });
  await step('the queue is empty and says so', async () => {
    await page.getByRole('link', { name: 'Queue' }).click();
    await page.getByText('Nothing waits').waitFor();
  });
  await step('the agent of this machine is there', async () => {
    await page.getByRole('link', { name: 'Agents' }).click();
    await page.getByText('local').first().waitFor();
    await page.getByText(/of \d+ executors busy/).first().waitFor();
  });
  await step('the keyboard leads to the runs', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.getByRole('heading', { name: 'Runs' }).waitFor();
  });
  await step('an address that is none says so', async () => {
    await page.goto(`${url}/nowhere`);
    await page.getByText('There is nothing at this address').waitFor();
  });
  await step('a narrow window holds it all', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(`${url}/runs/${failed}`);
    await page.getByText('script returned exit code 3').first().waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(overflow <= 1, `the page is ${overflow} pixels wider than the window`);
  });
  assert.deepEqual(complaints, [], 'the browser complained');
} finally {
  await browser.close();
}
