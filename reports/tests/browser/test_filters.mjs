// SPDX-License-Identifier: Apache-2.0
// Folding and filters show the rows that the data say, and the fragment keeps them.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fragment, matrix, real, said, seenRows, visit} from './browser.mjs';

const {testees, cases} = matrix();
const failures = ['fail', 'crash', 'hang', 'protocol_error', 'flaky'];
const wasAsked = (cell) => !['unsupported', 'not_run', 'infrastructure'].includes(cell.seen);
const detail = (one, cell) => (cell.seen === 'fail' ? cell.class : cell.seen === 'pass' && one.level === 'may' ? cell.choice || 'reference' : '');
const differ = (one, cells) => new Set(cells.filter(wasAsked).map((cell) => cell.seen + ' ' + detail(one, cell))).size > 1;

async function shows(page, expected) {
  const count = cases.filter(expected).length;
  assert.ok(count > 0 && count < cases.length, `the filter is a filter: ${count}`);
  assert.equal(await seenRows(page), count);
  assert.equal(await said(page), `${count} of ${cases.length} cases`);
}

async function sticks(page, expected) {
  await shows(page, expected);
  await page.reload();
  await shows(page, expected);
}

test('everything is folded at first, and each rule unfolds by itself', () => visit(real, '', async (page) => {
  assert.equal(await seenRows(page), 0);
  assert.equal(await said(page), `${cases.length} cases`);
  const button = page.locator('tbody[data-rule="R5"] button.fold');
  assert.equal(await button.getAttribute('aria-expanded'), 'false');
  await button.click();
  assert.equal(await button.getAttribute('aria-expanded'), 'true');
  const inside = cases.filter((one) => one.rules[0].split('.')[0] === 'R5').length;
  assert.equal(await seenRows(page), inside);
  assert.equal(fragment(page), '#rule=R5');
  await page.reload();
  assert.equal(await seenRows(page), inside);
  await button.click();
  assert.equal(await seenRows(page), 0);
  assert.equal(fragment(page), '');
}));

test('all is unfolded and folded by one button each', () => visit(real, '', async (page) => {
  await page.click('#unfold');
  assert.equal(await seenRows(page), cases.length);
  await page.reload();
  assert.equal(await seenRows(page), cases.length);
  await page.click('#fold');
  assert.equal(await seenRows(page), 0);
}));

test('by level', () => visit(real, '', async (page) => {
  await page.selectOption('[name=level]', 'must');
  assert.equal(fragment(page), '#level=must');
  await sticks(page, (one) => one.level === 'must');
}));

test('by what goes wrong', () => visit(real, '', async (page) => {
  const flag = cases.find((one) => one.flags.length > 1).flags[1];
  await page.selectOption('[name=flag]', flag);
  await sticks(page, (one) => one.flags.includes(flag));
}));

test('by verdict, by any failure, by class of failure', () => visit(real, '', async (page) => {
  await page.selectOption('[name=verdict]', 'unsupported');
  await sticks(page, (one) => one.cells.some((cell) => cell.seen === 'unsupported'));
  await page.selectOption('[name=verdict]', 'failure');
  await shows(page, (one) => one.cells.some((cell) => failures.includes(cell.seen)));
  await page.selectOption('[name=verdict]', 'escape');
  await shows(page, (one) => one.cells.some((cell) => cell.class === 'escape'));
}));

test('by words of id, title, why, rules and flags', () => visit(real, '', async (page) => {
  await page.fill('[name=q]', 'Header TRIM');
  await sticks(page, (one) => ['header', 'trim'].every((word) =>
    [one.id, one.title, one.why, ...one.rules, ...one.flags].join('\n').toLowerCase().includes(word)));
}));

test('disagreements only', () => visit(real, '', async (page) => {
  await page.check('[name=differ]');
  await sticks(page, (one) => differ(one, one.cells));
}));

test('by decoder: its column alone, and verdicts and disagreements are looked for there', {skip: testees.length < 2 && 'one decoder'}, () => {
  const last = testees.length - 1;
  return visit(real, '', async (page) => {
    const boxes = page.locator('#sdks input');
    assert.equal(await boxes.count(), testees.length);
    for (let at = 0; at < last; at++) await boxes.nth(at).uncheck();
    assert.equal(fragment(page), `#sdk=${testees[last].key}`);
    assert.equal(await page.locator('#cases thead th:visible').count(), 3);
    await page.selectOption('[name=verdict]', 'failure');
    await sticks(page, (one) => failures.includes(one.cells[last].seen));
    assert.equal(await page.locator('#cases thead th:visible').count(), 3);
    assert.equal(await page.locator('#cases tr[data-case]:visible').first().locator('td:visible').count(), 2);
    await boxes.nth(0).check();
    await page.selectOption('[name=verdict]', '');
    await page.check('[name=differ]');
    await shows(page, (one) => differ(one, [one.cells[0], one.cells[last]]));
  });
});

test('filters add up, and Reset takes all of them away', () => visit(real, '#level=should&verdict=other-outcome&q=body', async (page) => {
  await shows(page, (one) => one.level === 'should' && one.cells.some((cell) => cell.class === 'other-outcome') &&
    [one.id, one.title, one.why, ...one.rules, ...one.flags].join('\n').toLowerCase().includes('body'));
  assert.equal(await page.inputValue('[name=q]'), 'body');
  await page.click('[type=reset]');
  assert.equal(fragment(page), '');
  assert.equal(await said(page), `${cases.length} cases`);
  assert.equal(await page.inputValue('[name=q]'), '');
}));

test('what no case fits is said', () => visit(real, '#q=there-is-no-such-word', async (page) => {
  assert.equal(await said(page), `0 of ${cases.length} cases`);
}));

test('a fragment that means nothing changes nothing', () => visit(real, '#level=none%00&rule=Q9,,&case=no-such&sdk=no-such', async (page) => {
  assert.equal(await said(page), `0 of ${cases.length} cases`);
  assert.equal(await page.locator('dialog[open]').count(), 0);
  assert.equal(await page.locator('#cases thead th:visible').count(), testees.length + 2);
}));
