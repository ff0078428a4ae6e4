// Fingers: one tap is one answer, taps in haste do no harm, the way back keeps what was chosen, and what
// was tapped is what is stored.
import { randomBytes } from 'node:crypto';
import { SCREENS, begin, leaves, openPage, screen, settle, tap } from './lib.mjs';

export const name = 'taps';
export const needs = 'a tap answers one item, the way back keeps choices, at most 26 taps for 22 items, all stored as tapped';

export default async function taps({ site, browser, check }) {
  await haste({ site, browser, check });
  await wayBack({ site, browser, check });
  await whole({ site, browser, check });
}

/** In real time: four taps on one place within 720 ms. */
async function haste({ site, browser, check }) {
  const page = await openPage(browser, site.kiosk, SCREENS[0]);
  await begin(page);
  await settle(page);
  await page.locator('#kind label').first().tap();
  await leaves(page, 'kind');
  await settle(page);
  const box = await page.locator('#q1 .tiles label').nth(1).boundingBox();
  const began = Date.now();
  for (let n = 0; n < 4; n += 1) {
    await page.waitForTimeout(Math.max(0, began + n * 180 - Date.now()));
    await page.touchscreen.tap(box.x + 40, box.y + 40);
  }
  const took = Date.now() - began;
  await page.waitForTimeout(1000);
  const answered = await page.locator('#form input:checked:not([name=kind])').evaluateAll((list) => list.map((i) => `${i.name}=${i.value}`));
  check('4 taps in haste answer one item', answered.length === 1 && (await screen(page)).id === 'q2', answered.join(' '));
  console.log(`  4 taps in ${took} ms: ${answered.length} answer, then ${(await screen(page)).id}`);
  await page.context().close();
}

async function wayBack({ site, browser, check }) {
  const page = await openPage(browser, site.poster, SCREENS[2], { quick: true });
  await begin(page);
  const answer = async (id, n) => {
    await settle(page);
    await tap(page, page.locator(`#${id} .tiles label`).nth(n));
    await leaves(page, id);
  };
  const goBack = async () => {
    await settle(page);
    await tap(page, page.locator('#back'));
  };
  await answer('q1', 0);
  await answer('q2', 3);
  await settle(page);
  await tap(page, page.locator('#skip'));
  await answer('q4', 1);
  for (let n = 0; n < 3; n += 1) await goBack();
  const kept = await page.locator('#q2 input').evaluateAll((list) => list.map((i) => i.checked));
  check('Back shows the choice again', (await screen(page)).id === 'q2' && kept.indexOf(true) === 3, JSON.stringify(kept));
  await answer('q2', 2);
  check('a changed answer leads to the first open item', (await screen(page)).id === 'q5', (await screen(page)).id);
  await goBack();
  await goBack();
  check('Back comes to a skipped item too', (await screen(page)).id === 'q3', (await screen(page)).id);
  await answer('q3', 0);
  check('and its answer leads on again', (await screen(page)).id === 'q5', (await screen(page)).id);
  for (let n = 5; n < 19; n += 1) await answer(`q${n}`, n % 5);
  await settle(page);
  await tap(page, page.locator('#q19 .na'));
  await leaves(page, 'q19');
  check('"not applicable" offers the rest of the part', await page.locator('#rest').isVisible());
  await page.locator('#rest [value=all]').tap();
  await settle(page);
  const na = await page.locator('#form input[value=na]:checked').count();
  check('and fills in 4 items with one tap', na === 4 && (await screen(page)).step === 'choice', `${na} ${(await screen(page)).id}`);
  console.log(`  Back kept the choice; ${na} items by one "not applicable"`);
  await page.context().close();
}

/** Every item by another level; the JSON, and what `hailong export` gives of it, are what was tapped. */
async function whole({ site, browser, check }) {
  const page = await openPage(browser, site.kiosk, SCREENS[0], { quick: true });
  const sent = [];
  page.on('request', (request) => { if (request.method() === 'POST') sent.push(request.postData()); });
  const tapped = {};
  let needed = 0;
  let others = 0;
  await begin(page);
  needed += 1;
  for (let n = 0; n < 80; n += 1) {
    await settle(page);
    const at = await screen(page);
    const button = { words: '#plain', expect: '#next', choice: '#onward' }[at.step];
    const label = page.locator(`[id="${at.id}"] .tiles label`).nth(at.step === 'item' ? (7 * n) % 5 : 0);
    if (at.step === 'item') tapped[await label.locator('input').getAttribute('name')] = Number(await label.locator('input').inputValue());
    check(`${at.id}: nothing is sent by itself`, sent.length === 0);
    if (['item', 'kind', 'choice', 'words'].includes(at.step)) needed += 1;
    else others += 1;
    if (at.step === 'words') {
      await page.clock.fastForward(20_000);
      check('the last screen does not send itself', sent.length === 0 && (await screen(page)).id === 'words');
    }
    await tap(page, button ? page.locator(button) : label);
    if (at.step === 'words') break;
    await leaves(page, at.id);
  }
  await page.locator('#done').waitFor();
  check('at most 26 taps for the items, start and end', needed <= 26, String(needed));
  check('one submission was sent', sent.length === 1, String(sent.length));
  const body = JSON.parse(sent[0]);
  const items = Object.fromEntries(Object.entries(body.answers).filter(([key]) => key in tapped));
  check('the JSON has what was tapped', JSON.stringify(items) === JSON.stringify(tapped), JSON.stringify(items));
  console.log(`  ${needed} taps for ${Object.keys(tapped).length} items with start and end, ${others} for facts, wishes and about`);
  await page.context().close();

  // The same answers of nine more people, so that they may be released.
  for (let n = 0; n < 14; n += 1) {
    const reply = await fetch(`${site.base}/api/v1/submissions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, id: randomBytes(16).toString('hex') }),
    });
    check('the same answers of somebody else are taken', reply.status === 201, String(reply.status));
  }
  const said = await site.command('release', '--now');
  const month = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 7);
  const [head, ...rows] = (await site.command('export', 'responses', '--from', month, '--to', month)).trim().split('\n').map((line) => line.split(','));
  const columns = Object.entries(tapped).map(([key, level]) => [head.findIndex((name) => name === key || name.endsWith(`.${key}`)), String(level)]);
  check('every item has a column', columns.every(([place]) => place >= 0), head.join(' '));
  const same = rows.filter((row) => columns.every(([place, level]) => row[place] === level)).length;
  check('the stored answers are those that were tapped', same >= 10, `${same} of ${rows.length}; ${said}`);
  console.log(`  ${same} stored rows equal to what was tapped (${said.trim()})`);
}
