// SPDX-License-Identifier: Apache-2.0
// The case behind a cell: by mouse, by keyboard, by link; what it tells, and where the focus is afterwards.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fragment, golden, matrix, real, visit} from './browser.mjs';

const {head, testees, cases} = matrix();
const isPlain = (cell) => cell.seen === 'fail' && cell.difference && cell.got && /reports\/findings\//.test(cell.reason);
const failing = cases.find((one) => one.cells.some(isPlain));
const at = failing.cells.findIndex(isPlain);
const link = `#case=${failing.id}&at=${testees[at].key}`;
const focused = (page) => page.evaluate(() => document.activeElement.closest('tr') && document.activeElement.closest('tr').cells[0].textContent +
  '|' + document.activeElement.closest('td,th').cellIndex);

test('a deep link opens the case with all that is known of it', () => visit(real, link, async (page) => {
  const dialog = page.locator('dialog[open]');
  const text = await dialog.innerText();
  const cell = failing.cells[at];
  for (const part of [failing.id, failing.title, failing.why, failing.rules[0], cell.class, cell.difference, failing.file + ':' + failing.line,
    testees[at].replay + ' ' + failing.id, `Input: ${failing.input_bytes} bytes`]) {
    assert.ok(text.includes(part), part);
  }
  assert.equal(await page.locator('[aria-label=Expected]').innerText(), JSON.stringify(failing.want));
  assert.equal(await page.locator('[aria-label=Got]').innerText(), JSON.stringify(cell.got));
  const finding = cell.reason.match(/reports\/(findings\/\S+\.md)/)[1];
  assert.equal(await dialog.locator(`a[href$="${finding}"]`).count(), 1);
  assert.equal(await dialog.getAttribute('aria-labelledby'), 'case-title');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'case-title');
}));

test('Escape closes it; the focus is on the row of the deep link', () => visit(real, link, async (page) => {
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('dialog[open]').count(), 0);
  assert.ok((await focused(page)).startsWith(failing.id));
  assert.ok(!fragment(page).includes('case='));
}));

test('a cell opens it, Back closes it, Forward opens it again', () => visit(real, '#level=' + failing.level, async (page) => {
  await page.locator(`tr:has-text("${failing.id}") >> nth=0`).waitFor();
  const row = page.locator(`tr[data-case="${cases.indexOf(failing)}"]`);
  await row.locator('td a').nth(at).click();
  assert.equal(await page.locator('#case-title').innerText(), failing.id);
  assert.equal(fragment(page), `#level=${failing.level}&case=${failing.id}&at=${testees[at].key}`);
  await page.goBack();
  assert.equal(await page.locator('dialog[open]').count(), 0);
  assert.equal(fragment(page), '#level=' + failing.level);
  await page.goForward();
  assert.equal(await page.locator('#case-title').innerText(), failing.id);
  await page.click('#close');
  assert.equal(await page.locator('dialog[open]').count(), 0);
  assert.ok((await focused(page)).endsWith('|' + (at + 2)));
}));

test('another decoder of the same case is one click away', {skip: testees.length < 2 && 'one decoder'}, () => visit(real, link, async (page) => {
  const other = at === 0 ? 1 : 0;
  const buttons = page.locator('.columns button');
  assert.equal(await buttons.count(), testees.length);
  await buttons.nth(other).click();
  assert.equal(await buttons.nth(other).getAttribute('aria-pressed'), 'true');
  assert.ok((await page.locator('dialog').innerText()).includes(`${testees[other].key} ${testees[other].version}: `));
  assert.ok(fragment(page).endsWith(`at=${testees[other].key}`));
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-pressed')), 'true');
}));

test('the replay line is copied as it stands', () => visit(real, link, async (page) => {
  await page.click('#copy');
  await page.locator('[role=status]:text("copied")').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), testees[at].replay + ' ' + failing.id);
}, {permissions: ['clipboard-read', 'clipboard-write']}));

test('by keyboard alone: to the matrix, unfold, walk, open, close', () => visit(real, '', async (page) => {
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the matrix');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'matrix');
  const first = page.locator('button.fold').first();
  for (let i = 0; i < 60 && !(await first.evaluate((button) => button === document.activeElement)); i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await first.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal((await focused(page)).split('|')[1], '0');
  await page.keyboard.press('ArrowRight');
  assert.equal((await focused(page)).split('|')[1], '2');
  const from = await focused(page);
  await page.keyboard.press('ArrowDown');
  const below = await focused(page);
  assert.ok(below !== from && below.endsWith('|2'));
  await page.keyboard.press('ArrowUp');
  assert.equal(await focused(page), from);
  await page.keyboard.press('End');
  assert.equal((await focused(page)).split('|')[1], String(testees.length + 1));
  await page.keyboard.press('Home');
  assert.equal((await focused(page)).split('|')[1], '0');
  await page.keyboard.press('ArrowDown');
  const opener = await focused(page);
  await page.keyboard.press('Enter');
  assert.ok(opener.startsWith(await page.locator('#case-title').innerText()));
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('dialog') !== null), 'the focus stays inside');
  }
  await page.keyboard.press('Escape');
  assert.equal(await focused(page), opener);
}));

test('the worst defect of a decoder is two clicks from the figures', () => visit(real, '', async (page) => {
  const worst = testees.findIndex((testee) => testee.escapes > 0);
  await page.locator('#figures tbody tr').nth(worst).locator('a:text("what breaks")').click();
  const first = page.locator(`#breaks-${worst} li`).first();
  assert.ok(['crash', 'hang', 'escape'].includes(await first.locator('.tag').innerText()));
  const example = first.locator('a[data-case]');
  const id = await example.innerText();
  await example.click();
  assert.equal(await page.locator('#case-title').innerText(), id);
  assert.equal(await page.locator('#replay').innerText(), testees[worst].replay + ' ' + id);
  await page.keyboard.press('Escape');
  assert.ok(await example.evaluate((one) => one === document.activeElement));
  await page.locator(`#breaks-${worst} a:text("All its failures")`).click();
  const failures = cases.filter((one) => ['fail', 'crash', 'hang', 'protocol_error', 'flaky'].includes(one.cells[worst].seen)).length;
  assert.equal(await page.locator('#count').textContent(), `${failures} of ${cases.length} cases`);
}));

test('the figures are those of the data', () => visit(real, '', async (page) => {
  for (const [index, testee] of testees.entries()) {
    const row = await page.locator('#figures tbody tr').nth(index).innerText();
    const {passed, claimed} = testee.levels.must;
    assert.ok(row.includes(`${passed} of ${claimed} (`), row);
  }
  assert.ok((await page.locator('#ran').innerText()).includes(head.suite.cases_sha256));
}));

test('an input shows what hides, as text and as hex', () => visit(golden, '#case=' + encodeURIComponent(matrix(golden).cases.find((one) => one.id.startsWith('hostile')).id), async (page) => {
  const text = await page.locator('[aria-label="Input as text"]').innerText();
  for (const part of ['HTTP 500\\n\n', 'x: y\\x20\\n\n', '\\x00\\x1b[2J', '\\xff\\xc3(\\u{202e}', 'obrut\\r\\n\n']) assert.ok(text.includes(part), part);
  assert.ok(text.endsWith('\u00e9'));
  const marked = await page.locator('[aria-label="Input as text"] .odd').allInnerTexts();
  for (const one of ['\\xff', '\\x00', '\\u{202e}', '\\r', '\\x20']) assert.ok(marked.includes(one), one);
  await page.click('summary:text("as hex")');
  const hex = await page.locator('[aria-label="Input as hex"]').innerText();
  assert.ok(hex.startsWith('00000000  48 54 54 50 20 35 30 30 0a 78 3a 20 79 20 0a 0a |HTTP 500.x: y ..|'), hex.slice(0, 80));
  assert.ok((await page.locator('dialog').innerText()).includes('Input: 1000000 bytes, of which the first '));
}));
