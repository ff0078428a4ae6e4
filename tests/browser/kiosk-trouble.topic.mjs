// Trouble of a tablet besides its network: an answer that the server refuses, a browser without a safe
// connection, a survey that is over, a day without network, a full disk, a database of another version of the app.
import { readFile, writeFile } from 'node:fs/promises';
import { DESK, answer, becomes, gesture, openMenu, openSite, pair, sleep, stored, times } from './kiosk.mjs';
import { LANGUAGES, inLanguage, openBrowser, openPage, screen, settle, violations } from './lib.mjs';

export const name = 'kiosk-trouble';
export const needs = 'whatever is wrong with a tablet is said in words, and nothing that was "saved" is lost';

const TABLET = [1280, 800];
const DAY = 86_400_000;

export default async function trouble({ browser, check }) {
  const site = await openSite();
  try {
    const page = await openPage(browser, `${site.base}/k/${DESK}`, TABLET, { acceptDownloads: true });
    const { code, pin } = await site.offer();
    await pair(page, { code });
    await refused({ site, page, check, pin });
    await alarmed({ site, page, check, browser });
    await otherSchemas({ site, page, check });
    await page.context().close();
    await full({ site, browser, check });
    await insecure({ site, check });
    await over({ site, browser, check });
  } finally {
    await site.end();
  }
}

const online = async (site, page) => {
  site.net.join();
  await page.evaluate(() => dispatchEvent(new Event('online')));
};

/** Changes what lies in one of the tablet's stores, with the app out of the way or not. */
const change = (page, store, how) => page.evaluate(([store, how]) => new Promise((resolve, reject) => {
  const asked = indexedDB.open('hailong-kiosk');
  asked.onerror = reject;
  asked.onsuccess = () => {
    const changing = asked.result.transaction(store, 'readwrite');
    const all = changing.objectStore(store);
    const got = all.getAll();
    got.onsuccess = () => got.result.forEach((item, n) => {
      if (how === 'tear' && n === 0) all.put({ ...item, signature: item.signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) });
      if (how === 'age') all.put({ ...item, hour: item.hour - 25 });
    });
    changing.oncomplete = () => { asked.result.close(); resolve(); };
  };
}), [store, how]);

/** One item of five is damaged: four arrive, one is kept, is shown with its reason, and is in the rescue file. */
async function refused({ site, page, check, pin }) {
  site.net.cut();
  await answer(page, Array.from({ length: 5 }, (_, at) => `Số ${at}`));
  await change(page, 'queue', 'tear');
  await online(site, page);
  const settled = await becomes(async () => (await stored(page)).join() === '0,1');
  check('one bad item: the others arrive, it is kept', settled && (await site.count()) === 4, `${await stored(page)}; ${await site.count()}`);
  await becomes(() => page.locator('#start').isVisible());
  await openMenu(page, pin);
  const reason = await page.locator('#m-reasons').innerText();
  check('staff see it with the reason', (await page.locator('#m-dead').innerText()) === '1' && /^[0-9a-f]{8}: 422 item_unsigned/.test(reason), reason);
  check('axe: menu with a refused answer', (await violations(page)).length === 0, (await violations(page)).join('; '));
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#rescue').tap()]);
  const file = `${site.folder}/refused.jsonl`;
  await download.saveAs(file);
  const told = await site.command('import-queue', file);
  check('it is in the rescue file, whose reader says what is wrong with it', /item_unsigned|not signed|chữ ký|signature/i.test(told), told);
  await page.locator('#menu .close').tap();
  console.log(`  refused: goal 4 stored, 1 kept; measured ${await site.count()} and ${(await stored(page))[1]}, "${reason}"`);
}

/** A day and more without network: the footer turns amber, the dashboard calls the device by its name. */
async function alarmed({ site, page, check, browser }) {
  site.net.cut();
  await answer(page, ['Hôm qua']);
  await change(page, 'queue', 'age');
  await becomes(() => page.locator('#start').isVisible());
  await page.reload();
  const amber = await becomes(() => page.locator('#note.amber').isVisible());
  const note = await page.locator('#note').innerText();
  check('after 24 hours the footer says so in amber', amber && /1 phiếu/.test(note), note);
  site.net.mode = (request) => (request.url.endsWith('/sync') ? { status: 503, headers: {}, body: '' } : null);
  await online(site, page);
  await sleep(500);
  check('a server that is busy changes nothing', (await stored(page))[0] === 1);
  site.net.mode = null;
  await page.evaluate(() => dispatchEvent(new Event('online')));
  check('then it is sent and the footer is quiet again', await becomes(async () => (await stored(page))[0] === 0 && !(await page.locator('#note').isVisible())));
  console.log(`  24 h: "${note}"`);
}

/**
 * K6: a full queue under the database of an older app (a store is missing) and of a newer one (a higher version, a
 * store and fields more): everything arrives, and what the newer one keeps beside is left alone.
 */
async function otherSchemas({ site, page, check }) {
  const n = times('HAILONG_KIOSK_QUEUE', 200);
  for (const what of ['older', 'newer']) {
    site.net.cut();
    const before = await site.count();
    const said = await answer(page, Array.from({ length: n }, (_, at) => `${what} ${at}`));
    check(`${what} app: ${n} are saved`, said.every(({ end }) => end === 'done'));
    // Any other page of the site: the app must not hold the database while it is made again.
    site.net.join();
    await page.goto(`${site.base}/assets/none`);
    site.net.cut();
    const version = await page.evaluate(rebuild, what);
    await page.goto(`${site.base}/k/${DESK}`);
    await sleep(500);
    check(`${what} app: all ${n} are there`, (await stored(page))[0] === n, String(await stored(page)));
    await online(site, page);
    await becomes(async () => (await stored(page))[0] === 0, 40_000);
    const rows = (await site.count()) - before;
    check(`${what} app: all ${n} arrive`, rows === n, String(rows));
    const after = await page.evaluate(() => new Promise((resolve) => {
      const asked = indexedDB.open('hailong-kiosk');
      asked.onsuccess = () => {
        const { version, objectStoreNames } = asked.result;
        asked.result.close();
        resolve([version, [...objectStoreNames].join()]);
      };
    }));
    if (what === 'older') check('older app: what is missing was added', after[1] === 'dead,meta,queue' && after[0] === version + 1, after.join(' '));
    else check('newer app: its version and its stores are left alone', after[1] === 'dead,later,meta,queue' && after[0] === version, after.join(' '));
    console.log(`  ${what} app: goal ${n}; measured ${rows}, database ${version} became ${after[0]} with ${after[1]}`);
  }
}

/** Runs in the page: makes the database again as another version would have made it, with the same content. */
async function rebuild(what) {
  const open = (version, upgrade) => new Promise((resolve, reject) => {
    const asked = indexedDB.open('hailong-kiosk', version);
    asked.onupgradeneeded = () => upgrade && upgrade(asked.result);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = asked.onblocked = () => reject(asked.error || new Error('blocked'));
  });
  const get = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const db = await open();
  const reading = db.transaction(['meta', 'queue']);
  const [meta, queue] = [reading.objectStore('meta'), reading.objectStore('queue')];
  const [keys, values, items] = await Promise.all([get(meta.getAllKeys()), get(meta.getAll()), get(queue.getAll())]);
  db.close();
  await new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase('hailong-kiosk');
    asked.onsuccess = resolve; // also after it was blocked by a page that is on its way out
    asked.onerror = reject;
  });
  const version = what === 'older' ? 1 : 40;
  const made = await open(version, (fresh) => {
    fresh.createObjectStore('meta');
    fresh.createObjectStore('queue', { keyPath: 'tag' }).createIndex('hour', 'hour');
    if (what === 'older') return;
    fresh.createObjectStore('dead', { keyPath: 'tag' });
    fresh.createObjectStore('later');
  });
  const writing = made.transaction(['meta', 'queue'], 'readwrite');
  keys.forEach((key, n) => writing.objectStore('meta').put(values[n], key));
  items.forEach((item) => writing.objectStore('queue').put(what === 'older' ? item : { ...item, later: 1 }));
  await new Promise((resolve, reject) => { writing.oncomplete = resolve; writing.onabort = reject; });
  made.close();
  return version;
}

/** The browser's own quota: answers are taken until it is full, and the first that does not fit is said to be unsaved. */
async function full({ site, browser, check }) {
  const page = await openPage(browser, 'about:blank', TABLET);
  const session = await page.context().newCDPSession(page);
  const quota = (bytes) => session.send('Storage.overrideQuotaForOrigin', { origin: new URL(site.base).origin, ...(bytes && { quotaSize: bytes }) });
  await quota(700_000);
  await page.goto(`${site.base}/k/${DESK}`);
  const { code, pin } = await site.offer('Máy đầy');
  await pair(page, { code });
  const before = await site.count();
  site.net.cut();
  let saved = 0;
  let last = '';
  while (saved < 600) {
    const [{ end }] = await answer(page, [`Đầy dần ${saved} ${'x'.repeat(900)}`]);
    last = end;
    if (end !== 'done') break;
    saved += 1;
  }
  const [held] = await stored(page);
  check('quota full: the first that does not fit is said to be unsaved', last === 'unsaved' && saved > 0, `${last} after ${saved}`);
  check('quota full: all that was "saved" is there', held === saved, `${held} of ${saved}`);
  const note = await page.locator('#note').innerText();
  check('quota full: the footer says it', /chưa lưu/.test(note), note);
  const menu = await openMenu(page, pin);
  check('quota full: staff get in and read why', /đầy|bộ nhớ|không lưu/i.test(await page.locator('#m-trouble').innerText()), menu);
  await page.locator('#menu .close').tap();
  await online(site, page);
  const gone = await becomes(async () => (await stored(page))[0] === 0, 60_000);
  await becomes(async () => (await site.count()) === before + saved + 1);
  const rows = (await site.count()) - before;
  check('quota full: with network all arrive, also the one in hand', gone && rows === saved + 1, `${rows} of ${saved + 1}`);
  console.log(`  quota of 700 KB: goal nothing silent; ${saved} saved, then "${note}", ${rows} arrived`);
  await page.context().close();
}

/** Plain http from another machine: browsers give no keys there, and the page says so instead of failing. */
async function insecure({ site, check }) {
  const browser = await openBrowser(['tablet.test']);
  try {
    for (const lang of LANGUAGES) {
      const url = inLanguage(`${site.base.replace('127.0.0.1', 'tablet.test')}/k/${DESK}`, lang);
      const page = await openPage(browser, url, TABLET);
      check(`${lang}: without a safe connection the form is still there`, await page.locator('.start').isVisible());
      await gesture(page);
      const said = await page.locator('#insecure p').innerText();
      check(`${lang}: pairing says that it needs https`, /https/.test(said) && !(await page.locator('#pairing form').isVisible()), said);
      check(`${lang}: axe: pairing without https`, (await violations(page)).length === 0, (await violations(page)).join('; '));
      await page.locator('#insecure .close').tap();
      const [{ end }] = await answer(page, ['Không an toàn']);
      check(`${lang}: and an answer is taken as on any open link`, end === 'done', end);
      // That one of its headers needs https the browser notes by itself.
      const faults = page.faults.filter((fault) => !fault.startsWith('The Cross-Origin-Opener-Policy header has been ignored'));
      check(`${lang}: no error of the page`, faults.length === 0, faults.join('; '));
      console.log(`  ${lang}: "${said}"`);
      await page.context().close();
    }
  } finally {
    await browser.close();
  }
}

/** The survey's last day is a week past while the tablet had no network: it asks nothing more, and keeps what it has. */
async function over({ site, browser, check }) {
  const file = `${site.folder}/surveys/one-stop-2024.toml`;
  const day = (in_) => new Date(Date.now() + 7 * 3_600_000 + in_ * DAY).toISOString().slice(0, 10);
  const text = await readFile(file, 'utf8');
  check('the survey has a last day to move', /^closes = "/m.test(text) || /^opens = "/m.test(text));
  const closing = text.replace('key = "one-stop-2024"', 'key = "one-stop-brief"')
    .replace(/^closes = .*\n/m, '').replace(/^opens = ".*"$/m, `opens = "${day(0)}"\ncloses = "${day(0)}"`);
  await writeFile(`${site.folder}/surveys/one-stop-brief.toml`, closing);
  await site.kill('SIGTERM');
  await site.start();
  const page = await openPage(browser, `${site.base}/k/${DESK}`, TABLET, { clock: true });
  await pair(page, await site.offer('Máy cũ'));
  const asked = await page.evaluate(() => [document.body.dataset.survey, document.body.dataset.closes]);
  check('a survey of one day is asked', asked.join() === `one-stop-brief,${day(0)}`, asked.join());
  const before = await site.count();
  site.net.cut();
  await answer(page, ['Ngày cuối']);
  for (const [days, shown] of [[7, false], [9, true]]) {
    await page.clock.setSystemTime(Date.now() + days * DAY);
    await page.reload();
    await sleep(800);
    const updating = await page.locator('#updating').isVisible();
    check(`${days} days later ${shown ? '"being updated" stands there' : 'it still asks'}`, updating === shown && (await page.locator('.start').isVisible()) !== shown);
  }
  const said = await page.locator('#updating').innerText();
  check('in words', /cập nhật/.test(said), said);
  check('axe: being updated', (await violations(page)).length === 0, (await violations(page)).join('; '));
  check('what it has is kept', (await stored(page))[0] === 1);
  await online(site, page);
  await becomes(async () => (await stored(page))[0] === 0);
  check('and arrives when the network is back', (await site.count()) === before + 1);
  const back = await becomes(async () => (await screen(page)).id === 'start' && await page.locator('.start').isVisible(), 15_000);
  check('then the server’s clock decides what is asked', back);
  await settle(page);
  console.log(`  a week after its last day: "${said}"`);
  await page.context().close();
}
