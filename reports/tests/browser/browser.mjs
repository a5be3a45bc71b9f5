// SPDX-License-Identifier: Apache-2.0
// A page in headless Chromium that takes note of whatever it must not do.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {after} from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';

const packages = createRequire(process.env.PACKAGES + '/');
const {chromium} = packages('playwright-core');
export const axe = readFileSync(packages.resolve('axe-core/axe.min.js'), 'utf8');

export const real = process.env.PAGE;
export const golden = process.env.GOLDEN;
export const out = process.env.OUT;
export const awsproof = process.env.AWSPROOF;
export const fuzzing = process.env.FUZZING.split(':'); // the files that the page's part about it was made of
export const root = fileURLToPath(new URL('../../..', import.meta.url));

const isRoot = process.getuid() === 0; // whom Chromium lets run only without its sandbox
const browser = await chromium.launch({
  executablePath: process.env.BROWSER,
  chromiumSandbox: !isRoot,
  args: ['--disable-background-networking', '--disable-component-update'],
});
after(() => browser.close());

/** Opens a file at a fragment, hands the page to `use`, and fails if it complained, asked for anything or alerted. */
export async function visit(file, fragment, use, options = {}) {
  const context = await browser.newContext({viewport: {width: 1440, height: 900}, ...options});
  const page = await context.newPage();
  const wrongs = [];
  page.setDefaultTimeout(15000);
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && wrongs.push('console: ' + message.text()));
  page.on('pageerror', (error) => wrongs.push('error: ' + error.message));
  page.on('dialog', (dialog) => { wrongs.push('dialog: ' + dialog.message()); dialog.dismiss(); });
  const url = pathToFileURL(file).href;
  page.on('request', (request) => request.url().split('#')[0] !== url && wrongs.push('request: ' + request.url()));
  await page.goto(url + fragment);
  try {
    await use(page, wrongs);
  } finally {
    await context.close();
  }
  assert.deepEqual(wrongs, []);
}

/** The matrix that the page was made of: its testees, and its cases with their cells in the testees' order. */
export function matrix(file = real) {
  const lines = readFileSync(file.replace(/\.html$/, '.jsonl'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
  const testees = lines.filter((line) => line.type === 'testee');
  const cases = [];
  for (const line of lines) {
    if (line.type === 'case') cases.push({...line, cells: []});
    if (line.type === 'cell') cases[cases.length - 1].cells.push({...line, seen: line.seen || line.verdict});
  }
  return {head: lines[0], testees, cases};
}

/** What axe-core says of the page as it is now that is serious or worse. */
export async function complaints(page) {
  // By the debugger's protocol: the page's policy would not let it in.
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, {resultTypes: ['violations']}));
  assert.ok(result.passes.length > 10, 'axe-core looked at the page');
  return result.violations.filter(({impact}) => ['serious', 'critical'].includes(impact))
    .map(({id, nodes}) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200) + ' ' + node.failureSummary).join('; ')}`);
}

/** How many rows are to be seen, and how many the page says that there are. */
export const seenRows = (page) => page.locator('#cases tr[data-case]:visible').count();
export const said = (page) => page.locator('#count').textContent();

export const fragment = (page) => new URL(page.url()).hash;
