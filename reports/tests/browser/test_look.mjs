// SPDX-License-Identifier: Apache-2.0
// For every reader: axe-core has nothing serious to say, widths and themes fit, it prints, it reads without script.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {complaints, golden, matrix, out, real, seenRows, visit} from './browser.mjs';

const {testees, cases} = matrix();
const one = cases.find((row) => row.cells.some((cell) => cell.seen === 'fail' && cell.got));
const key = testees[one.cells.findIndex((cell) => cell.seen === 'fail' && cell.got)].key;
const views = {folded: '', filtered: '#level=must&verdict=failure&q=header', case: `#case=${one.id}&at=${key}`, breaks: '#breaks-0', fuzzing: '#fuzzing'};

for (const colorScheme of ['light', 'dark']) {
  for (const [name, fragment] of Object.entries(views)) {
    test(`axe-core: nothing serious, ${colorScheme}, ${name}`, () => visit(real, fragment, async (page) => {
      assert.deepEqual(await complaints(page), []);
    }, {colorScheme}));
  }
  test(`axe-core: nothing serious, ${colorScheme}, hostile page unfolded`, () => visit(golden, '#fold=none', async (page) => {
    assert.deepEqual(await complaints(page), []);
  }, {colorScheme}));
  for (const width of [375, 900, 1440]) {
    test(`screenshots ${width} px, ${colorScheme}, and nothing sticks out`, async () => {
      for (const [name, fragment] of Object.entries(views)) {
        await visit(real, fragment, async (page) => {
          if (name === 'filtered') await page.locator('#matrix').evaluate((part) => part.scrollIntoView({behavior: 'instant'}));
          await page.screenshot({path: `${out}/${name}-${width}-${colorScheme}.png`});
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is wider than the window`);
        }, {colorScheme, viewport: {width, height: 900}});
      }
    });
  }
}

test('the theme can be chosen against that of the system, and is kept', () => visit(real, '', async (page) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.selectOption('#theme select', 'dark');
  const dark = await background();
  assert.notEqual(dark, light);
  await page.reload();
  assert.equal(await background(), dark);
  await page.selectOption('#theme select', '');
  assert.equal(await background(), light);
}, {colorScheme: 'light'}));

test('the header and the first column stay in view', () => visit(real, '#fold=none', async (page) => {
  const box = page.locator('#matrix .tall');
  assert.ok(await box.evaluate((one) => { one.scrollTop = 5000; one.scrollLeft = 300; return one.scrollTop > 4000; }), 'it scrolls');
  const places = await page.evaluate(() => {
    const outer = document.querySelector('#matrix .tall').getBoundingClientRect();
    const top = document.querySelector('#cases thead th:nth-child(4)').getBoundingClientRect();
    const row = [...document.querySelectorAll('tr[data-case]')].find((tr) => tr.getBoundingClientRect().top > outer.top + 100);
    return [top.top - outer.top, row.cells[0].getBoundingClientRect().left - outer.left];
  });
  assert.ok(places.every((distance) => Math.abs(distance) < 3), String(places));
}, {viewport: {width: 900, height: 700}}));

test('it reads without script: every row, and no control that does nothing', () => visit(real, '', async (page) => {
  assert.equal(await seenRows(page), cases.length);
  assert.equal(await page.locator('#controls:visible, button:visible, #theme:visible').count(), 0);
}, {javaScriptEnabled: false}));

test('it prints without controls, and no part of it is cut off', () => visit(real, '#level=must&verdict=failure', async (page) => {
  await page.emulateMedia({media: 'print'});
  assert.equal(await page.locator('#controls:visible, nav:visible, #theme:visible').count(), 0);
  assert.equal(await page.locator('#matrix .tall').evaluate((one) => one.scrollHeight <= one.clientHeight + 1), true);
  assert.ok((await page.pdf({path: `${out}/print.pdf`, format: 'A4', landscape: true})).length > 10000);
}));
