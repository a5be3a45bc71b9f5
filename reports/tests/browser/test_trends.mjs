// SPDX-License-Identifier: Apache-2.0
// Trends: alone on a page, and as a part of a matrix's; hostile names are text there too.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {complaints, fragment, golden, out, visit} from './browser.mjs';

const alone = golden.replace(/matrix\.html$/, 'history.html');
const within = golden.replace(/matrix\.html$/, 'matrix-trends.html');
const hostile = 'hostile |</details></script><script>alert(1)</script>';

const unfold = (page) => page.evaluate(() => document.querySelectorAll('#trends details').forEach((one) => { one.open = true; }));
const openNames = (page) => page.locator('.trend[open] > summary > b:first-child').allInnerTexts();

for (const [name, file, scripts] of [['alone', alone, 2], ['within a matrix', within, 4]]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${name}: axe-core: nothing serious, ${colorScheme}, unfolded`, () => visit(file, '', async (page) => {
      await unfold(page);
      assert.deepEqual(await complaints(page), []);
    }, {colorScheme}));
    for (const width of [375, 900, 1440]) {
      test(`${name}: screenshot ${width} px, ${colorScheme}, and nothing sticks out`, () => visit(file, '#trends-0', async (page) => {
        await page.screenshot({path: `${out}/trends-${name.split(' ')[0]}-${width}-${colorScheme}.png`});
        await unfold(page);
        const widths = await page.locator('#trends').evaluate((part) => [part.scrollWidth, part.getBoundingClientRect().right, innerWidth]);
        assert.ok(widths[0] <= widths[2] && widths[1] <= widths[2], `it is wider than the window: ${widths}`);
      }, {colorScheme, viewport: {width, height: 900}}));
    }
  }

  test(`${name}: hostile names are inert`, () => visit(file, '', async (page) => {
    await unfold(page);
    const found = await page.evaluate(() => ({
      scripts: document.scripts.length,
      handlers: [...document.querySelectorAll('#trends, #trends *')].filter((one) => [...one.attributes]
        .some(({name: attribute}) => attribute.startsWith('on') || attribute === 'style')).length,
      loads: document.querySelectorAll('img, iframe, object, embed, link, base, image, use, [src]').length,
      text: document.querySelector('#trends').innerText,
    }));
    assert.equal(found.scripts, scripts);
    assert.equal(found.handlers, 0);
    assert.equal(found.loads, 0);
    assert.ok(found.text.includes(hostile), 'it is there to be read');
    assert.equal(found.text.match(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/), null);
  }));

  test(`${name}: a decoder is found by its address, hostile or not`, async () => {
    await visit(file, '#trends=dead', async (page) => {
      assert.ok((await openNames(page)).includes('dead'));
      assert.equal(await page.evaluate(() => document.activeElement.parentNode.dataset.name), 'dead');
      assert.ok(await page.locator('#trends-1 .chart').first().isVisible());
    });
    await visit(file, '#trends-2', async (page) => {
      assert.ok((await openNames(page)).some((one) => one.startsWith(hostile)));
    });
    await visit(file, '#trends=' + encodeURIComponent('<img src=x onerror=alert(1)>'), async (page) => {
      assert.deepEqual(await openNames(page), ['bad']);
    });
  });

  test(`${name}: what is opened by hand stands in the address, and comes again`, () => visit(file, '', async (page) => {
    const summary = page.locator('#trends-2 > summary');
    await summary.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash.startsWith('#trends='));
    await page.reload();
    assert.equal(await page.locator('#trends-2').evaluate((one) => one.open), true);
    await summary.click();
    await page.waitForFunction(() => location.hash === '');
  }));

  test(`${name}: a drawing has words for it, and lines that differ without colour`, () => visit(file, '#trends-0', async (page) => {
    const chart = page.getByRole('img', {name: 'Passed, of what is claimed'}).first();
    assert.ok(await chart.isVisible());
    assert.match(await chart.locator('desc').textContent(), /^MUST 75 % in run 1, 95 % in run 7;/);
    const lines = await page.locator('#trends-0 .chart .line').evaluateAll((all) => all.map((one) => {
      const {strokeDasharray, stroke, fill} = getComputedStyle(one);
      return {strokeDasharray, stroke, fill};
    }));
    assert.equal(lines.length, 8);
    for (const part of [lines.slice(0, 3), lines.slice(3)]) {
      assert.equal(new Set(part.map((one) => one.strokeDasharray)).size, part.length, 'each has its dash');
      assert.ok(part.every((one) => one.stroke !== 'none' && one.fill === 'none'));
    }
    const rows = page.locator('#trends-0 > details:has-text("All these runs") tbody tr');
    assert.equal(await rows.count(), 4);
  }));

  test(`${name}: it reads without script`, () => visit(file, '', async (page) => {
    assert.equal(await page.locator('.trend').count(), 3);
    assert.ok(await page.locator('#trends-0 .chart').first().isVisible());
    assert.equal(await page.locator('#theme:visible').count(), 0);
  }, {javaScriptEnabled: false}));
}

test('within a matrix: a case that changed opens as in the table', () => visit(within, '#trends=bad', async (page) => {
  const link = page.locator('#trends-0 a[data-case]').first();
  assert.equal(await link.innerText(), 'one-fails');
  await link.click();
  assert.equal(await page.locator('#case-title').innerText(), 'one-fails');
  assert.match(fragment(page), /^#case=one-fails&at=bad$/);
  assert.equal(await page.locator('.columns button[aria-pressed="true"]').innerText().then((text) => text.split('\n')[0]), 'bad');
}));

test('within a matrix: filters and trends leave each other alone', () => visit(within, '#q=fails', async (page) => {
  await page.locator('#trends-1 > summary').click();
  assert.equal(fragment(page), '#q=fails');
  assert.match(await page.locator('#count').textContent(), /^\d+ of \d+ cases$/);
}));

test('alone: the theme can be chosen, and is kept', () => visit(alone, '', async (page) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.selectOption('#theme select', 'dark');
  const dark = await background();
  assert.notEqual(dark, light);
  await page.reload();
  assert.equal(await background(), dark);
}, {colorScheme: 'light'}));

test('alone: a decoder is reached from the top by keyboard', () => visit(alone, '', async (page) => {
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'dead');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#trends-1').open);
  assert.equal(await page.evaluate(() => document.activeElement.parentNode.id), 'trends-1');
}));
