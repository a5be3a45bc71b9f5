// SPDX-License-Identifier: Apache-2.0
// Names, versions, messages, bodies and links that want to be more than text.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer} from 'node:http';
import {test} from 'node:test';
import {golden, matrix, visit} from './browser.mjs';

const {testees, cases} = matrix(golden);
const hostile = cases.find((one) => one.id.startsWith('hostile'));
const hidden = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;

/* What only our own hand can have written. */
async function isInert(page) {
  const found = await page.evaluate(() => ({
    scripts: document.scripts.length,
    handlers: [...document.querySelectorAll('*')].filter((one) => [...one.attributes].some(({name}) => name.startsWith('on') || name === 'style')).length,
    links: [...document.querySelectorAll('a')].map((one) => one.protocol).filter((protocol) => !['file:', 'https:', ':', ''].includes(protocol)),
    loads: document.querySelectorAll('img, iframe, object, embed, link, base, [src]').length,
    text: document.body.innerText,
  }));
  assert.equal(found.scripts, 3);
  assert.equal(found.handlers, 0);
  assert.deepEqual(found.links, []);
  assert.equal(found.loads, 0);
  assert.ok(found.text.includes('<script>alert(1)</script>'), 'it is there to be read');
  assert.equal(found.text.match(hidden), null);
}

test('the page is inert, folded and unfolded', () => visit(golden, '', async (page) => {
  await isInert(page);
  await page.click('#unfold');
  await isInert(page);
  for (const summary of await page.locator('summary:visible').all()) await summary.click();
  await isInert(page);
}));

test('every case by every decoder is inert', async () => {
  for (const one of cases) {
    await visit(golden, '#case=' + encodeURIComponent(one.id), async (page) => {
      assert.equal(await page.locator('.columns button').count(), testees.length);
      for (let at = 0; at < testees.length; at++) {
        await page.locator('.columns button').nth(at).click();
        await isInert(page);
      }
    });
  }
});

test('a hostile id finds its row by its link, and only its own', () => visit(golden, '#fold=none', async (page) => {
  const row = page.locator(`tr[data-case="${cases.indexOf(hostile)}"]`);
  await row.locator('td a').nth(1).click();
  assert.ok((await page.locator('#case-title').innerText()).startsWith('hostile </td></table><script>'));
  await page.reload();
  assert.ok((await page.locator('#case-title').innerText()).startsWith('hostile </td></table><script>'));
  await page.keyboard.press('Escape');
  assert.ok(await page.evaluate(() => document.activeElement.closest('tr').textContent.startsWith('hostile')));
}));

test('a hostile fragment is text', () => visit(golden, '#q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&case=%3Cscript%3E&sdk=__proto__&level=constructor', async (page) => {
  await isInert(page);
}));

test('the policy lets no other script, style or image in', () => visit(golden, '', async (page, wrongs) => {
  const asked = [];
  const server = createServer((request, answer) => { asked.push(request.url); answer.end(); }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const ran = await page.evaluate(async (port) => {
    const add = (tag, set) => document.body.append(Object.assign(document.createElement(tag), set));
    add('script', {textContent: 'window.stranger = true'});
    add('style', {textContent: 'body { font-size: 99px }'});
    const image = new Image();
    const refused = new Promise((done) => { image.onerror = image.onload = done; });
    image.src = `http://127.0.0.1:${port}/x.png`;
    await refused;
    return [window.stranger, getComputedStyle(document.body).fontSize];
  }, server.address().port);
  server.close();
  assert.deepEqual(asked, []);
  assert.deepEqual(ran, [undefined, '15px']);
  // Each refusal was said, and nothing else was.
  assert.equal(wrongs.filter((wrong) => /Content Security Policy|violates/i.test(wrong)).length, 3, wrongs.join('\n'));
  wrongs.length = 0;
}));
