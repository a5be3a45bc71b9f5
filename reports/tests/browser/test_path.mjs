// SPDX-License-Identifier: Apache-2.0
// A stranger's way: from the figures to the worst defects of one decoder, and to a line that shows one again.
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {awsproof, complaints, matrix, out, real, root, visit} from './browser.mjs';

/* What is worse, in the page's own words. */
async function ranks(page) {
  const names = await page.locator('#ran h3:has-text("classes of failure") + dl dt').allInnerTexts();
  assert.ok(names.length > 10 && names[0] === 'crash', names.join());
  return new Map(names.map((name, at) => [name, at]));
}

const bad = ['fail', 'crash', 'hang', 'protocol_error', 'flaky'];
const failuresOf = ({cases}, at) => cases.filter((one) => bad.includes(one.cells[at].seen));

/* Clicks from the figures to the first defects of a decoder; each with its class, its case and its line. */
async function worst(page, key) {
  await page.locator('#figures tbody tr', {hasText: key}).first().locator('a:text("what breaks")').click();
  return page.locator('#breaks details:focus-within li').evaluateAll((items) => items.slice(0, 3).map((item) => ({
    tag: item.querySelector('.tag').innerText,
    id: item.querySelector('a[data-case]').innerText,
    line: item.querySelector('code.line').innerText,
    told: item.innerText,
  })));
}

async function walk(page, data, key) {
  const at = data.testees.findIndex((testee) => testee.key === key);
  const order = await ranks(page);
  const first = await worst(page, key);
  const failures = failuresOf(data, at);
  const rank = (one) => order.get(one.cells[at].class || one.cells[at].seen);
  const best = Math.min(...failures.map(rank));
  assert.equal(order.get(first[0].tag), best, 'nothing that it does is worse than the first');
  first.slice(1).forEach((one, index) => assert.ok(order.get(one.tag) >= order.get(first[index].tag), 'the worst first'));
  for (const one of first) {
    const golden = data.cases.find(({id}) => id === one.id);
    assert.equal(golden.cells[at].class, one.tag);
    assert.equal(one.line, `${data.testees[at].replay} ${one.id}`, 'the line is complete');
    assert.match(one.told, /\d+ cases?/);
  }
  return first;
}

test('the three worst defects of aws-sdk-java-v1 are one click away, each with its line', () => visit(real, '', async (page) => {
  const data = matrix();
  const key = data.testees.some((testee) => testee.key === 'aws-sdk-java-v1') ? 'aws-sdk-java-v1' : data.testees[0].key;
  const first = await walk(page, data, key);
  assert.equal(first.length, 3);
  assert.equal(new Set(first.map((one) => one.id)).size, 3);
  const seen = await page.locator('#breaks details:focus-within code.line').first().evaluate((one) => {
    const box = one.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  });
  assert.ok(seen, 'the first of them is in view');
}));

test('a line is copied by its button', () => visit(real, '', async (page) => {
  const data = matrix();
  const [{id, line}] = await worst(page, data.testees[0].key);
  await page.getByRole('button', {name: `Copy the line of ${id}`}).first().click();
  await page.locator('#breaks-0 [role=status]:text("copied")').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), line);
}, {permissions: ['clipboard-read', 'clipboard-write']}));

/* Testees that need nothing but what is here: one that is wrong about 500, one that throws at a letter. */
const odd = (mode) => `exec env ODD_STATUSES=500 /usr/bin/python3 conformance/tests/odd_testee.py ${awsproof} ${mode}`;

test('the line of the worst defect, pasted, shows it again', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'awsproof-path-')));
  try {
    execFileSync(awsproof, ['matrix', '--testee', `wrong=${odd('wrong-about')}`, '--testee', `all=${odd('constant')}`,
      '--out', folder, 'header-*', 'page-*'], {cwd: root, stdio: ['ignore', 'ignore', 'pipe']});
    const file = join(folder, 'sdk-matrix.html');
    for (const key of ['wrong', 'all']) {
      await visit(file, '', async (page) => {
        const [{id, tag, line}] = await walk(page, matrix(file), key);
        const again = spawnSync('/bin/sh', ['-c', line], {cwd: root, encoding: 'utf8', timeout: 60000});
        assert.equal(again.status, 1, again.stdout + again.stderr);
        assert.ok(again.stdout.includes(`fail  ${id}: `), again.stdout);
        assert.match(again.stdout, new RegExp(`^  class: +${tag}$`, 'm'));
      });
    }
  } finally {
    rmSync(folder, {recursive: true});
  }
});

test('the page of one run: its defects are open, and what holds decoders against each other is away', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'awsproof-run-')));
  const file = join(folder, 'run.html');
  try {
    const done = spawnSync(awsproof, ['run', '--quiet', '--testee', odd('wrong-about'), '--html', file, '--variants=7', 'header-*'],
      {cwd: root, encoding: 'utf8', timeout: 120000});
    assert.equal(done.status, 1, done.stderr);
    await visit(file, '', async (page) => {
      assert.equal(await page.locator('.of-many:visible').count(), 0);
      assert.equal(await page.locator('h1').innerText(), 'awsproof-reference 0.1.0, ' + (await page.locator('#count').innerText()).replace('cases', 'golden cases'));
      const item = page.locator('#breaks li').first();
      assert.ok(await item.isVisible());
      await item.locator('a[data-case]').click();
      assert.equal(await page.locator('#replay').innerText(), await item.locator('code.line').innerText());
      await page.keyboard.press('Escape');
      await page.goto(page.url().split('#')[0] + '#q=~&verdict=failure');
      await page.locator('tr[data-case]:visible td a').first().click();
      const line = await page.locator('#replay').innerText();
      assert.match(line, / --variant \S+ --seed 7 \S+$/);
      const again = spawnSync('/bin/sh', ['-c', line], {cwd: root, encoding: 'utf8', timeout: 60000});
      assert.equal(again.status, 1, again.stdout + again.stderr);
    });
    for (const [width, colorScheme] of [[375, 'dark'], [900, 'light'], [1440, 'light']]) {
      await visit(file, '', async (page) => {
        assert.deepEqual(await complaints(page), []);
        await page.screenshot({path: `${out}/run-${width}-${colorScheme}.png`});
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      }, {colorScheme, viewport: {width, height: 900}});
    }
  } finally {
    rmSync(folder, {recursive: true});
  }
});
