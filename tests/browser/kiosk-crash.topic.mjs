// The browser killed right after "đã ghi nhận", and the profile that a thief carries off.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { DESK, answer, becomes, openSite, openTablet, pair, sleep, stored, times } from './kiosk.mjs';

export const name = 'kiosk-crash';
export const needs = 'an answer outlives kill -9 of the browser right after "recorded", and lies nowhere in clear on the tablet';

const SECRET = 'Mẫu-góp-ý-rất-riêng-';

export default async function crash({ check }) {
  const site = await openSite();
  const profile = await mkdtemp(`${tmpdir()}/hailong-tablet-`);
  try {
    let tablet = await openTablet(profile);
    await tablet.page.goto(`${site.base}/k/${DESK}`);
    await unpaired({ check, site, tablet });
    await tablet.kill();
    tablet = await openTablet(profile);
    await tablet.page.goto(`${site.base}/k/${DESK}`);
    await sleep(1000);
    check('control: what an unpaired screen held is gone after a kill', (await site.count()) === 0, String(await site.count()));
    await pair(tablet.page, await site.offer());
    await backwards({ check, site, tablet });
    const n = times('HAILONG_KIOSK_KILLS', 10);
    site.net.cut();
    let said = 0;
    for (let at = 0; at < n; at += 1) {
      await tablet.page.goto(`${site.base}/k/${DESK}`);
      const [{ end }] = await answer(tablet.page, [`${SECRET}${at}`]);
      await tablet.kill();
      said += end === 'done';
      tablet = await openTablet(profile);
    }
    await tablet.page.goto(`${site.base}/k/${DESK}`);
    const [held] = await stored(tablet.page);
    check(`${n} kills: everything that was "saved" is there`, said === n && held === n, `${said} said, ${held} held`);
    await tablet.kill();
    await stolen({ check, profile });
    tablet = await openTablet(profile);
    site.net.join();
    await tablet.page.goto(`${site.base}/k/${DESK}`);
    await becomes(async () => (await stored(tablet.page))[0] === 0, 30_000);
    const rows = await site.count();
    check('and all arrive once', rows === n, String(rows));
    console.log(`  goal ${n} of ${n} after kill -9; measured ${rows}`);
    await control({ check, tablet, profile });
  } finally {
    await site.end();
    await rm(profile, { recursive: true, force: true });
  }
}

/** Without a queue an answer lives in memory alone. */
async function unpaired({ check, site, tablet }) {
  site.net.cut();
  const [{ end }] = await answer(tablet.page, ['không ghép']);
  check('control: an unpaired screen does not say "saved"', end === 'late', end);
  site.net.join();
}

/**
 * Back to a form that somebody has left, in a browser that keeps whole pages for that (the other topics' browser is
 * told not to): nothing is there. The control is a page of the same site, which comes back as it was left.
 */
async function backwards({ check, site, tablet: { page } }) {
  const leave = async (url, fill) => {
    await page.goto(url);
    await sleep(500);
    await fill();
    await page.evaluate(() => { self.mark = 1; });
    await page.goto(`${site.base}/results`);
    // Past Playwright, which knows nothing of pages that come back whole.
    const wire = await page.context().newCDPSession(page);
    await wire.send('Runtime.evaluate', { expression: 'history.back()' });
    await sleep(1500);
    const { result } = await wire.send('Runtime.evaluate', { expression: `({
      same: self.mark === 1,
      path: location.pathname,
      chosen: document.querySelectorAll('input:checked').length,
      text: [...document.querySelectorAll('textarea,input[type=text]')].map((field) => field.value).join(''),
    })`, returnByValue: true });
    await wire.detach();
    return result.value;
  };
  const control = await leave(`${site.base}/k/sw.js`, () => page.evaluate(() => {
    document.body.append(document.createElement('textarea'));
    document.querySelector('textarea').value = 'mốc';
  }));
  check('control: this browser brings a page back as it was left', control.same && control.path === '/k/sw.js' && control.text === 'mốc', JSON.stringify(control));
  const form = await leave(`${site.base}/k/${DESK}`, () => page.evaluate(() => {
    document.querySelector('.start').click();
    document.querySelector('#kind input').click();
    document.querySelector('#comment').value = 'Lời của tôi';
    document.querySelector('#pair-code').value = 'ABCD1234';
  }));
  check('Back to a form brings nothing again', form.path === `/k/${DESK}` && form.chosen === 0 && form.text === '', JSON.stringify(form));
  console.log(`  Back: control ${JSON.stringify(control)}, form ${JSON.stringify(form)}`);
}

/** Every file of the profile, as UTF-8 and as UTF-16, both of which browsers write. */
async function search(profile, text) {
  const found = [];
  for (const file of await readdir(profile, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const content = await readFile(`${file.parentPath ?? file.path}/${file.name}`).catch(() => Buffer.alloc(0));
    if (content.includes(Buffer.from(text)) || content.includes(Buffer.from(text, 'utf16le'))) found.push(file.name);
  }
  return found;
}

async function stolen({ check, profile }) {
  // A comment, an answer, and what every submission begins with.
  for (const text of [SECRET, '"officer.polite":', '"submission":{"id":', '"comment":"']) {
    const found = await search(profile, text);
    check(`a stolen profile does not hold ${text}`, found.length === 0, found.join(' '));
  }
  console.log('  goal nothing in clear; searched for a comment, an item, a submission');
}

/** The control: the same search finds a text that a page of the same site keeps in its storage. */
async function control({ check, tablet, profile }) {
  await tablet.page.evaluate(async (text) => {
    localStorage.setItem('mark', text);
    const asked = indexedDB.open('control', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('s');
    await new Promise((resolve) => { asked.onsuccess = resolve; });
    const all = asked.result.transaction('s', 'readwrite', { durability: 'strict' });
    all.objectStore('s').put({ comment: text }, 1);
    await new Promise((resolve) => { all.oncomplete = resolve; });
  }, `${SECRET}mốc`);
  await sleep(1500);
  await tablet.close();
  const found = await search(profile, `${SECRET}mốc`);
  check('control: what is kept in clear is found', found.length > 0, found.join(' '));
  console.log(`  control: a mark in clear found in ${found.join(', ')}`);
}
