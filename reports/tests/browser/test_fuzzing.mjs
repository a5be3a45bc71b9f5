// SPDX-License-Identifier: Apache-2.0
// The part about fuzzing: its numbers, its drawing, and that nobody needs colours or eyes for it.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {fuzzing, golden, out, real, visit} from './browser.mjs';

const records = fuzzing.flatMap((path) => readFileSync(path, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line)));
const trials = records.filter((record) => record.record === 'trial');
const coverage = records.find((record) => record.record === 'coverage');
const harnesses = [...new Set(trials.map((trial) => trial.harness))];
const faults = [...new Set(trials.map((trial) => trial.fault))];
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const rows = (page, table) => page.locator(`${table} tbody tr`).evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));

test('the figures are those of the data', () => visit(real, '', async (page) => {
  const common = Math.min(...trials.map((trial) => trial.cap));
  const mean = (harness) => {
    const mine = trials.filter((trial) => trial.harness === harness);
    return sum(mine.map((trial) => (trial.found ? Math.min(trial.seconds, common) : common))) / mine.length;
  };
  const shown = await rows(page, '#harnesses');
  assert.deepEqual(shown.map(([name]) => name), [...harnesses].sort((a, b) => mean(a) - mean(b)));
  for (const [name, found, , , average] of shown) {
    const mine = trials.filter((trial) => trial.harness === name);
    assert.ok(found.startsWith(`${mine.filter((trial) => trial.found).length} of ${mine.length} (`), `${name}: ${found}`);
    assert.ok(Math.abs(Number(average) - mean(name)) <= (mean(name) < 10 ? 0.0051 : 0.51), `${name}: ${average}, ${mean(name)}`);
  }
  const cells = await rows(page, '#faults');
  assert.deepEqual(cells.map(([name]) => name).sort(), [...faults].sort());
  const columns = await page.locator('#faults thead th').allInnerTexts();
  for (const [fault, ...row] of cells) {
    row.forEach((text, at) => {
      const mine = trials.filter((trial) => trial.fault === fault && trial.harness === columns[at + 1].trim());
      assert.ok(text.startsWith(mine.length === 0 ? 'not tried' : `${mine.filter((trial) => trial.found).length} of ${mine.length}`), `${fault}: ${text}`);
    });
  }
  const reached = sum(coverage.files.map((file) => file.reached));
  assert.ok((await page.locator('#fuzzing').innerText()).includes(`${reached} of ${sum(coverage.files.map((file) => file.lines))} lines`));
}));

test('the drawing has a name, a description, and a table that says the same', () => visit(real, '', async (page) => {
  const drawing = page.getByRole('img', {name: /have not found/});
  assert.equal(await drawing.count(), 1);
  assert.ok((await page.locator('#curves-told').textContent()).includes('The table below has the numbers.'));
  assert.equal(await page.locator('.curves .curve').count(), harnesses.length);
  assert.equal(await page.locator('#harnesses .sample').count(), harnesses.length);
  const names = await page.locator('.curves > text').allTextContents();
  for (const harness of harnesses) assert.ok(names.includes(harness), harness);
}));

test('no two curves are told apart by colour alone, and names do not cover each other', () => visit(real, '', async (page) => {
  const looks = await page.locator('.curves .curve').evaluateAll((all) => all.map((one) => getComputedStyle(one).strokeDasharray));
  assert.equal(new Set(looks).size, Math.min(looks.length, 8));
  const boxes = await page.locator('.leader + text').evaluateAll((all) => all.map((one) => one.getBBox()).map(({y, height}) => [y, y + height]).sort((a, b) => a[0] - b[0]));
  assert.equal(boxes.length, harnesses.length);
  boxes.slice(1).forEach(([top], at) => assert.ok(top >= boxes[at][1] - 2, `${top} under ${boxes[at][1]}`));
  const inside = await page.locator('.curves text').evaluateAll((all) => all.every((one) => {
    const box = one.getBBox();
    return box.x >= 0 && box.y >= 0 && box.x + box.width <= 760 && box.y + box.height <= 340;
  }));
  assert.ok(inside, 'no text sticks out of the drawing');
}));

test('a curve falls from all to those that never found', () => visit(real, '', async (page) => {
  const order = (await rows(page, '#harnesses')).map(([name]) => name);
  const ends = await page.locator('.curves .curve').evaluateAll((all) => all.map((one) => {
    const points = [0, 0.25, 0.5, 0.75, 1].map((part) => one.getPointAtLength(one.getTotalLength() * part));
    return {falls: points.every((point, at) => at === 0 || (point.x >= points[at - 1].x && point.y >= points[at - 1].y - 0.01)), y: points[4].y};
  }));
  ends.forEach(({falls, y}, at) => {
    const mine = trials.filter((trial) => trial.harness === order[at]);
    const never = mine.filter((trial) => !trial.found).length / mine.length;
    assert.ok(falls, order[at]);
    assert.ok(Math.abs(y - (290 - never * 276)) < 1, `${order[at]}: ${y}, and ${never} never found`);
  });
}));

for (const colorScheme of ['light', 'dark']) {
  test(`curves and text stand out of the page, ${colorScheme}`, () => visit(real, '', async (page) => {
    const faint = await page.evaluate(() => {
      const light = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((all, part, at) => all + part * [0.2126, 0.7152, 0.0722][at], 0);
      const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
      const under = getComputedStyle(document.body).backgroundColor;
      return [...document.querySelectorAll('.curves .curve, .curves text')].map((one) => [one.tagName, contrast(getComputedStyle(one)[one.tagName === 'text' ? 'fill' : 'stroke'], under)])
        .filter(([tag, ratio]) => ratio < (tag === 'text' ? 4.5 : 3));
    });
    assert.deepEqual(faint, []);
  }, {colorScheme}));
  for (const width of [375, 900, 1440]) {
    test(`screenshot ${width} px, ${colorScheme}: the drawing scrolls where it has no room`, () => visit(real, '#fuzzing', async (page) => {
      await page.locator('#fuzzing').screenshot({path: `${out}/fuzzing-${width}-${colorScheme}.png`});
      assert.ok(await page.locator('.curves').evaluate((one) => one.getBoundingClientRect().width >= 600), 'its text stays readable');
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    }, {colorScheme, viewport: {width, height: 900}}));
  }
}

test('hostile names are text in the drawing too', () => visit(golden, '', async (page) => {
  const text = await page.locator('.curves').evaluate((one) => one.textContent);
  assert.ok(text.includes('</text></svg><script>alert(1)</script>'));
  assert.equal(await page.locator('.curves script, #fuzzing script').count(), 0);
  assert.deepEqual(await page.locator('#fuzzing a').evaluateAll((all) => all.map((one) => one.protocol)), ['file:', 'file:', 'file:']);
}));
