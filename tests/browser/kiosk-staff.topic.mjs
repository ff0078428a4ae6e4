// Pairing, the PIN, the menu, a revoked device and its rescue file.
import { readFile, writeFile } from 'node:fs/promises';
import { DESK, answer, becomes, gesture, openMenu, openSite, pair, sleep, stored } from './kiosk.mjs';
import { begin, leaves, openPage, screen, settle, tap, violations } from './lib.mjs';

export const name = 'kiosk-staff';
export const needs = 'pairing by one code, a PIN that holds offline, a menu that tells the truth, a rescue file of a revoked device';

const TABLET = [1280, 800];

export default async function staff({ browser, check }) {
  const site = await openSite();
  try {
    const page = await openPage(browser, `${site.base}/k/${DESK}`, [1280, 800], { acceptDownloads: true });
    const { code, pin } = await site.offer('Quầy số 1');
    await pairing({ site, page, check, code, browser });
    await slowly({ page, check, pin });
    await pins({ site, page, check, pin });
    await revoked({ site, page, check, pin });
    await page.context().close();
  } finally {
    await site.end();
  }
}

async function pairing({ site, page, check, code, browser }) {
  const shown = await page.locator('body').innerText();
  check('an unpaired screen says nothing of it to citizens', !/ghép/.test(shown), shown);
  for (let n = 0; n < 4; n += 1) await page.locator('.place').tap();
  check('four taps open nothing', !(await page.locator('dialog[open]').count()));
  await sleep(3100);
  for (let n = 0; n < 4; n += 1) await page.locator('.place').tap();
  check('nor do eight with a rest between', !(await page.locator('dialog[open]').count()));
  await sleep(3100);
  await gesture(page);
  const say = async (typed) => {
    await page.locator('#pair-code').fill(typed);
    await page.locator('#pairing .go').tap();
    await becomes(async () => (await page.locator('#pair-code-error').textContent()) !== '', 5000);
    return page.locator('#pair-code-error').textContent();
  };
  const shape = await say('abc');
  check('a code of the wrong shape is said to be that', shape.includes('8 chữ và số'), shape);
  const wrong = await say(code.replace(/^./, (c) => (c === '0' ? '1' : '0')));
  check('a wrong code says how many tries are left', /Còn 4 lần/.test(wrong), wrong);
  site.net.cut();
  const cut = await say(code);
  check('without network it says that', cut.includes('máy chủ'), cut);
  site.net.join();
  await page.locator('#pairing form .close').tap();
  await pair(page, { code: code.toLowerCase().replace('-', ' ') });
  check('paired: the note is gone', !(await page.locator('#note').isVisible()));
  const key = await page.evaluate(() => new Promise((resolve) => {
    const asked = indexedDB.open('hailong-kiosk');
    asked.onsuccess = () => {
      const got = asked.result.transaction('meta').objectStore('meta').get('device');
      got.onsuccess = async () => {
        const { key: held } = got.result;
        asked.result.close();
        resolve([held.extractable, held.type, await crypto.subtle.exportKey('pkcs8', held).then(() => 'left', (error) => error.name)]);
      };
    };
  }));
  check('the key cannot leave the browser', key.join() === 'false,private,InvalidAccessError', key.join());
  const other = await openPage(browser, `${site.base}/k/${DESK}`, [800, 1280]);
  await gesture(other);
  await other.locator('#pair-code').fill(code);
  await other.locator('#pairing .go').tap();
  await becomes(async () => (await other.locator('#pair-code-error').textContent()) !== '', 5000);
  const used = await other.locator('#pair-code-error').textContent();
  check('a code pairs one tablet', /đã dùng|hết hạn|chưa đúng/.test(used), used);
  await other.context().close();
}

/** Where staff have set the screen to slow nothing leads on but the button, and that fits without scrolling too. */
async function slowly({ page, check, pin }) {
  await openMenu(page, pin);
  await page.locator('#slow').tap();
  check('slow mode: the menu says that it is on', (await page.locator('#slow').innerText()) === 'Chế độ chậm: bật');
  // The tablet writes the choice down a moment after it is shown.
  await sleep(500);
  await page.reload();
  await becomes(() => page.locator('.by-button').isVisible());
  check('slow mode: is kept, and the start says how', !(await page.locator('.by-itself').isVisible()) && /Tiếp tục/.test(await page.locator('.by-button').innerText()));
  let taps = 0;
  for (const size of [TABLET, [TABLET[1], TABLET[0]]]) {
    await page.setViewportSize({ width: size[0], height: size[1] });
    await settle(page);
    await begin(page);
    for (let n = 0; n < 60; n += 1) {
      await sleep(750); // a new screen takes no touch for 700 ms here
      const at = await screen(page);
      if (at.step === 'words') break;
      if (!/expect|choice/.test(at.step)) await tap(page, page.locator(`[id="${at.id}"] label`).first());
      if (n < 3) {
        await sleep(900);
        check(`slow mode: ${at.id} stays after a touch`, (await screen(page)).id === at.id);
      }
      const high = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
      if (at.step === 'item') check(`slow mode ${size.join('x')}: ${at.id} does not scroll`, high <= 0, `${high} px`);
      await tap(page, page.locator(at.step === 'choice' ? '#onward' : '#next'));
      await leaves(page, at.id);
      taps += 1;
    }
    check('slow mode: ends at the words', (await screen(page)).step === 'words', (await screen(page)).id);
    await page.reload();
    await becomes(() => page.locator('.by-button').isVisible());
  }
  await page.setViewportSize({ width: TABLET[0], height: TABLET[1] });
  await openMenu(page, pin);
  await page.locator('#slow').tap();
  await page.locator('#menu .close').tap();
  check('slow mode: off again', await page.locator('.by-itself').isVisible());
  console.log(`  slow mode: ${taps} screens by button`);
}

/** Five wrong PINs lock it for five minutes, without network and over a restart. */
async function pins({ site, page, check, pin }) {
  site.net.cut();
  await page.reload();
  await sleep(300);
  const wrong = pin === '000000' ? '111111' : '000000';
  await gesture(page);
  const found = await violations(page);
  check('axe: PIN', found.length === 0, found.join('; '));
  const said = [];
  for (let n = 0; n < 5; n += 1) {
    if (n === 2) {
      // Another start gives no tries back.
      await page.reload();
      await sleep(300);
      await gesture(page);
    }
    for (const digit of wrong) await page.locator(`#pin [value="${digit}"]`).tap();
    await becomes(async () => (await page.locator('#pin-code').inputValue()) === '' && (await page.locator('#pin-error').textContent()) !== said.at(-1), 8000);
    said.push(await page.locator('#pin-error').textContent());
  }
  check('wrong PINs are counted over a restart', [4, 3, 2, 1].every((n, at) => said[at].includes(`Còn ${n} lần`)), said.join(' | '));
  check('the fifth locks', said[4].includes('Khóa thêm 5 phút'), said[4]);
  await page.reload();
  await sleep(300);
  await gesture(page);
  await page.locator('#pin-code').fill(pin);
  await becomes(async () => (await page.locator('#pin-error').textContent()) !== '');
  check('then the right one opens nothing either', !(await page.locator('#menu').isVisible()) && /Khóa/.test(await page.locator('#pin-error').textContent()));
  // Five minutes later: the lock's end is moved, as the clock would.
  await page.evaluate(() => new Promise((resolve) => {
    const asked = indexedDB.open('hailong-kiosk');
    asked.onsuccess = () => {
      const all = asked.result.transaction('meta', 'readwrite');
      const meta = all.objectStore('meta');
      const got = meta.get('lock');
      got.onsuccess = () => meta.put({ ...got.result, until: Date.now() - 1 }, 'lock');
      all.oncomplete = () => { asked.result.close(); resolve(); };
    };
  }));
  await page.locator('#pin .close').tap();
  const menu = await openMenu(page, pin);
  check('after five minutes the PIN opens the menu, without network', menu.includes('Phiếu chờ gửi') && menu.includes('one-stop-2024'), menu);
  site.net.join();
  const told = [];
  site.net.mode = (request, body) => { if (request.url.endsWith('/sync')) told.push(JSON.parse(body).status.pin_locked); };
  await page.locator('#send-now').tap();
  await becomes(() => told.length > 0);
  await page.locator('#send-now').tap();
  await becomes(() => told.length > 1);
  check('the lock is told once', told[0] === 1 && told[1] === 0, told.join());
  site.net.mode = null;
  await page.locator('#menu .close').tap();
  console.log(`  PIN: ${said.join(' | ')}`);
}

/** Revoked: refused, out of service, and what waits is rescued by file. */
async function revoked({ site, page, check, pin }) {
  site.net.cut();
  const n = 30;
  await answer(page, Array.from({ length: n }, (_, at) => `Cứu ${at}`));
  await becomes(() => page.locator('#start').isVisible()); // by itself, after 8 s
  await site.revoke();
  site.net.join();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  const stopped = await becomes(() => page.locator('#stopped').isVisible());
  check('a revoked screen is out of service', stopped && !(await page.locator('.start').isVisible()));
  const shown = await page.locator('body').innerText();
  check('and tells citizens nothing of why', !/thu hồi/.test(shown), shown);
  check('its queue is kept', (await stored(page))[0] === n && (await site.count()) === 0);
  await openMenu(page, pin);
  check('staff read why in the menu', await page.locator('#m-revoked').isVisible());
  await page.locator('#unpair').tap();
  await sleep(300);
  check('it cannot be unpaired while answers are on it', (await page.locator('#m-said').innerText()).includes('Còn phiếu') && !(await page.locator('#unpair-ask').isVisible()));
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#rescue').tap()]);
  const file = `${site.folder}/rescue.jsonl`;
  await download.saveAs(file);
  const text = await readFile(file, 'utf8');
  check('the rescue file holds nothing in clear', !text.includes('Cứu') && text.trim().split('\n').length === n + 2);
  await writeFile(`${file}.cut`, text.split('\n').slice(0, 11).join('\n'));
  const part = await site.command('import-queue', `${file}.cut`);
  check('a truncated file: what is whole is taken', (await site.count()) === 10, `${await site.count()}: ${part}`);
  const whole = await site.command('import-queue', file);
  const again = await site.command('import-queue', file);
  check('the file gives every answer once', (await site.count()) === n, `${await site.count()}: ${whole} ${again}`);
  console.log(`  goal ${n} rescued; measured ${await site.count()}: ${whole.trim().split('\n').at(-1)}`);
  await page.locator('#unpair').tap();
  await page.locator('#unpair-do').tap();
  // Unpaired, the page is loaded anew, and a question that meets that has no answer.
  const isEmpty = async () => (await stored(page)).join() === '0,0' && (await page.evaluate(() => caches.keys())).every((key) => !key.includes(' '));
  check('exported, it can be unpaired, and nothing is left', await becomes(() => isEmpty().catch(() => false)));
}
