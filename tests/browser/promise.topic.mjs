// The promise of a phone: answers that were handed in are kept until they are acknowledged or erased, whoever refuses
// them; the words say whose fault it is; and a phone of 2018 gets to the end of the form.
import { SCREENS, answerByTouch, begin, mint, openPage, screen, settle, tap, together } from './lib.mjs';

export const name = 'promise';
export const needs = 'what was handed in outlives days and refusals, and a phone of 2018 finishes a form';

const PHONE = SCREENS[2];
const DAY = 86_400_000;
const API = '**/api/v1/submissions';
const letters = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('hailong/out/')).length);

export default async function promise({ site, browser, check }) {
  const receipts = await mint(site, 2);
  const refusals = [
    [403, 'survey_not_open'], [404, 'unknown'], [409, 'submission_conflict'], [409, 'already_answered'], [410, 'survey_closed'],
    [413, 'too_large'], [400, 'malformed'],
  ];
  await together([
    () => outlives({ site, browser, check }),
    () => outlivesWithReceipt({ browser, check, url: receipts[0].url }),
    () => earlier({ site, browser, check }),
    () => words({ site, browser, check }),
    ...refusals.map(([status, code]) => () => refused({ site, browser, check, status, code })),
    () => refused({ site: { poster: receipts[1].url }, browser, check, status: 410, code: 'receipt_expired' }),
    ...[...Object.keys(NEWER), 'everything'].map((what) => () => old({ site, browser, check, what })),
  ], 3);
}

/** Handed in without network; three days later the phone opens another desk's page, and it is sent. */
async function outlives({ site, browser, check }) {
  const page = await openPage(browser, site.poster, PHONE, { quick: true });
  const context = page.context();
  await page.route(API, (route) => route.abort('internetdisconnected'));
  const { end } = await answerByTouch(page);
  const said = await page.locator('#late').textContent();
  check('offline: the words blame the network', end === 'late' && /Không có mạng/.test(said) && !/đang bận/.test(said), said);
  const other = await context.newPage();
  await page.close();
  await other.clock.install({ time: Date.now() + 3 * DAY });
  let body = '';
  await other.route(API, async (route) => {
    body = route.request().postData();
    await route.fallback();
  });
  const sent = other.waitForResponse((reply) => reply.url().endsWith('/submissions'));
  await other.goto(site.poster.replace(/[^/]+$/, 'TTHCC2025'));
  const reply = await sent;
  check('after three days: sent from another desk’s page', reply.status() === 201 && /"comment":"Phòng chờ/.test(body), `${reply.status()} ${body.slice(0, 80)}`);
  await other.waitForFunction(() => !localStorage.length);
  check('after three days: the other desk’s form is there', (await screen(other)).id === 'start');
  check('after three days: nothing waits any more', !(await other.locator('#waiting').isVisible()));
  await context.close();
}

/** The answers to a receipt wait for its link, in clear of the token, for longer than a day. */
async function outlivesWithReceipt({ browser, check, url }) {
  const page = await openPage(browser, url, PHONE, { quick: true });
  const context = page.context();
  await page.route(API, (route) => route.abort('internetdisconnected'));
  await answerByTouch(page);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  check('receipt: what waits has no token', !kept.includes(url.split('/').pop()));
  const later = await context.newPage();
  await page.close();
  await later.clock.install({ time: Date.now() + 2 * DAY });
  await later.goto(url);
  await later.locator('#done').waitFor();
  check('receipt: after two days its link hands it in', /[0-9A-Z]{4}-/.test(await later.locator('#acknowledgement').textContent()));
  check('receipt: then nothing is kept', (await later.evaluate(() => localStorage.length)) === 0);
  await context.close();
}

/** A draft that the version before kept is handed in too. */
async function earlier({ site, browser, check }) {
  const page = await openPage(browser, `${site.base}/r`, PHONE);
  const id = 'ab'.repeat(16);
  await page.evaluate(([id]) => {
    const body = JSON.stringify({ id, survey: 'one-stop-2024', source: { desk: 'TTHCC2025', unit: 'KH.STP2025' }, respondent: { kind: 'citizen' }, answers: { 'access.seats': 4 }, expectations: [], language: 'vi', seconds: 60 });
    localStorage.setItem('hailong/one-stop-2024/TTHCC2025', JSON.stringify({ id, body, fields: [], screen: 'late', kept: Date.now() - 50 * 3600_000 }));
  }, [id]);
  const sent = page.waitForResponse((reply) => reply.url().endsWith('/submissions'));
  await page.goto(site.poster);
  const reply = await sent;
  check('earlier version: its form is handed in', [200, 201, 422].includes(reply.status()) && reply.request().postData().includes(id), String(reply.status()));
  await page.context().close();
}

/** A busy system is called busy, no network is called that. */
async function words({ site, browser, check }) {
  const page = await openPage(browser, site.poster, PHONE, { quick: true });
  let answer = (route) => route.fulfill({ status: 503, body: '{}' });
  await page.route(API, (route) => answer(route));
  await answerByTouch(page);
  const said = () => page.locator('#late h2').textContent();
  check('503: says busy', /Hệ thống đang bận/.test(await said()), await said());
  answer = (route) => route.abort('connectionrefused');
  await settle(page);
  await tap(page, page.locator('#again'));
  await page.waitForFunction(() => /mạng/.test(document.querySelector('#late h2').textContent));
  check('then no network: says so', !/bận/.test(await said()), await said());
  await page.context().close();
}

async function refused({ site, browser, check, status, code }) {
  const where = `${status} ${code}`;
  const page = await openPage(browser, site.poster, PHONE, { quick: true });
  const refuse = (route) => route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify({ code, title: 'Thử', errors: [] }) });
  await page.context().route(API, refuse);
  // 400 is put right among the questions.
  if (status === 400) {
    const going = answerByTouch(page).catch(() => {});
    await page.locator('#words .sum').waitFor({ timeout: 120_000 });
    check(`${where}: is said among the answers`, (await page.locator('#comment').inputValue()) === 'Phòng chờ hơi nóng.');
    await page.context().close();
    return going;
  }
  const { end } = await answerByTouch(page);
  check(`${where}: is refused`, end === 'refused', end);
  const chosen = () => page.locator('#form input:checked').count();
  check(`${where}: nothing typed is gone`, (await chosen()) >= 22 && (await page.locator('#comment').inputValue()) === 'Phòng chờ hơi nóng.');
  check(`${where}: the phone keeps it`, (await letters(page)) === 1);
  check(`${where}: and says so`, /vẫn còn trên máy/.test(await page.locator('#refused').textContent()));
  await page.goto(site.poster);
  await page.locator('#refused').waitFor();
  check(`${where}: and after a reload`, (await chosen()) >= 22 && (await letters(page)) === 1, `${await chosen()} ${await letters(page)}`);
  await settle(page);
  await tap(page, page.locator('#refused .look'));
  check(`${where}: the answers can be seen`, await page.locator('#comment').isVisible() && (await page.locator('#comment').inputValue()) === 'Phòng chờ hơi nóng.');
  await settle(page);
  await tap(page, page.locator('#erase'));
  await settle(page);
  await tap(page, page.locator('#wipe .go'));
  check(`${where}: gone once the person erases it`, (await screen(page)).id === 'start' && (await page.evaluate(() => localStorage.length)) === 0);
  return page.context().close();
}

/** Interfaces that Safari 12 or Chrome 70 have not, each with what takes it away. */
const gone = (path) => `{ const way = '${path}'.split('.'), last = way.pop(); const of = way.reduce((o, k) => o && o[k], self); if (of) { delete of[last]; if (last in of) Object.defineProperty(of, last, { value: undefined, configurable: true }); } }`;
const NEWER = {
  dialog: ['showModal', 'show', 'close', 'open'].map((part) => gone(`HTMLDialogElement.prototype.${part}`)).join('') + gone('HTMLDialogElement'),
  pointers: gone('PointerEvent') + "addEventListener('pointerdown', (e) => e.stopImmediatePropagation(), true);",
  storage: "for (const one of ['localStorage', 'sessionStorage']) Object.defineProperty(self, one, { get() { throw new DOMException('no', 'SecurityError'); } });",
  strings: ['replaceAll', 'matchAll', 'at', 'isWellFormed', 'toWellFormed'].map((part) => gone(`String.prototype.${part}`)).join(''),
  arrays: ['at', 'findLast', 'findLastIndex', 'toSorted', 'toSpliced', 'with', 'toReversed', 'flat', 'flatMap'].map((part) => gone(`Array.prototype.${part}`)).join(''),
  objects: ['fromEntries', 'hasOwn', 'groupBy'].map((part) => gone(`Object.${part}`)).join('') + gone('structuredClone'),
  promises: ['any', 'allSettled', 'withResolvers', 'try'].map((part) => gone(`Promise.${part}`)).join('') + gone('queueMicrotask'),
  aborting: ['timeout', 'any'].map((part) => gone(`AbortSignal.${part}`)).join(''),
  random: gone('Crypto.prototype.randomUUID') + gone('Crypto.prototype.subtle'),
  elements: ['replaceChildren', 'checkVisibility', 'inert', 'computedStyleMap', 'ariaLabel'].map((part) => gone(`Element.prototype.${part}`)).join('') + gone('HTMLElement.prototype.inert') + gone('HTMLFormElement.prototype.requestSubmit'),
  observers: ['ResizeObserver', 'IntersectionObserver', 'requestIdleCallback', 'visualViewport', 'CSSStyleSheet.prototype.replaceSync'].map(gone).join(''),
  system: ['Navigator.prototype.locks', 'Navigator.prototype.storage', 'Navigator.prototype.userAgentData', 'WeakRef', 'BigInt', 'Intl.Segmenter', 'caches', 'indexedDB', 'Navigator.prototype.sendBeacon'].map(gone).join(''),
};

/** A form by touch from the start to the thanks, with "not applicable" used for its whole part. */
async function old({ site, browser, check, what }) {
  const script = what === 'everything' ? Object.values(NEWER).join('\n') : NEWER[what];
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, hasTouch: true });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.clock.install();
  await page.addInitScript(script);
  await page.goto(site.poster);
  const shown = () => page.evaluate(() => {
    const one = [...document.querySelectorAll('#start,#form [data-step],#form .s-end')].find((s) => s.getClientRects().length && getComputedStyle(s).visibility === 'visible');
    return one ? { id: one.id, step: one.dataset.step || '' } : { id: '', step: '' };
  });
  const pause = () => page.clock.fastForward(450);
  const touch = async (locator) => { await locator.scrollIntoViewIfNeeded(); await locator.tap(); };
  await touch(page.locator('#start #kind label').first());
  await pause();
  await touch(page.locator('#start button[type=submit]'));
  let whole = 0;
  for (let n = 0; n < 60; n += 1) {
    await pause();
    const at = await shown();
    if (!at.step) break;
    const here = page.locator(`[id="${at.id}"]`), na = here.locator('label.na, .na label, label:has(input[value=na])').first();
    if (at.step === 'expect') await touch(page.locator('#next'));
    else if (at.step === 'choice') await touch(page.locator('#onward'));
    else if (at.step === 'words') {
      await page.locator('#comment').fill('Máy cũ.');
      await touch(page.locator('#send'));
    } else if (at.step === 'item' && await na.count()) {
      await touch(na);
      await pause();
      const all = page.locator('#rest[open] button[value=all]');
      if (await all.count()) {
        whole += 1;
        await touch(all);
      }
    } else await touch(here.locator('label').first());
    await pause();
  }
  await page.locator('#done').waitFor({ timeout: 10_000 }).catch(() => {});
  const end = await shown();
  check(`without ${what}: "not applicable" served for a whole part`, whole > 0, String(whole));
  check(`without ${what}: gets to the thanks`, end.id === 'done', `${end.id} ${faults.join('; ')}`);
  check(`without ${what}: throws nothing`, !faults.length, faults.join('; '));
  await context.close();
}
