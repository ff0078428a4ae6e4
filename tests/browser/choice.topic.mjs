// After the rated statements: send, or go on. Each has its own count, both are judged by the same time, mistakes are
// said where one sent from, and a form that was begun before there was a choice opens where it was.
import { SCREENS, answerByTouch, leaves, openPage, screen, settle, tap, together, violations } from './lib.mjs';

export const name = 'choice';
export const needs = 'what was rated is sent alone, going on counts to its own end, and nothing is lost either way';

const PHONE = SCREENS[2];
const API = '**/api/v1/submissions';

export default async function choice({ site, browser, check }) {
  await together([
    () => alone({ site, browser, check }),
    () => onward({ site, browser, check }),
    () => organisations({ site, browser, check }),
    () => mistakes({ site, browser, check }),
    () => refused({ site, browser, check }),
    () => begunBefore({ site, browser, check }),
    () => languages({ site, browser, check }),
    () => changeOfKind({ site, browser, check }),
  ], 3);
}

/** Rates everything by touch, for oneself or for an organisation, and stops at the choice. */
async function rate(page, kind = 0, skip = false) {
  if (await page.locator('#start #kind').count()) await tap(page, page.locator('#start #kind label').nth(kind));
  await tap(page, page.locator('#start button[type=submit]'));
  await leaves(page, 'start');
  for (let n = 0; n < 40; n += 1) {
    await settle(page);
    const at = await screen(page);
    if (at.step === 'choice') return;
    const answers = page.locator(`[id="${at.id}"] .tiles label`);
    if (at.step === 'kind') await tap(page, answers.nth(kind));
    else if (skip && await page.locator('#skip').isVisible()) await tap(page, page.locator('#skip'));
    else if (skip) await tap(page, page.locator(`[id="${at.id}"] .na`));
    else await tap(page, answers.nth(1));
    await leaves(page, at.id);
    if (await page.locator('#rest').isVisible()) await page.locator('#rest [value=all]').tap();
  }
  throw new Error('no choice after the statements');
}

const posted = (page) => page.waitForRequest((request) => request.method() === 'POST' && /submissions$/.test(request.url()));
const counter = (page) => page.locator('.further:visible').textContent();

async function alone({ site, browser, check }) {
  const page = await openPage(browser, site.poster, PHONE, { quick: true });
  await rate(page);
  check('sending: the bar is full', await page.locator('#bar').evaluate((bar) => bar.value === bar.max && bar.max === 22));
  check('sending: the heading has the focus', await page.evaluate(() => document.activeElement.matches('#choice h2')));
  const [request] = await Promise.all([posted(page), tap(page, page.locator('#enough'))]);
  const body = request.postDataJSON();
  await page.locator('#done').waitFor();
  const keys = Object.keys(body.answers);
  check('sending: the 22 alone', keys.length === 22 && keys.every((key) => !key.startsWith('fact.')), keys.join());
  check('sending: nothing of the person, no wish, no text', Object.keys(body.respondent).join() === 'kind' && !body.expectations.length && !('comment' in body), request.postData());
  console.log(`  sent at the choice: ${keys.length} answers in ${body.seconds} s`);
  await page.context().close();
}

/** A person who goes on takes longer. The time for the rated statements is the same. */
async function onward({ site, browser, check }) {
  const taken = [];
  for (const goesOn of [false, true]) {
    const page = await openPage(browser, site.poster, PHONE, { quick: true });
    await rate(page);
    if (goesOn) {
      await tap(page, page.locator('#onward'));
      await settle(page);
      check('going on: its own bar begins', await page.locator('#bar').evaluate((bar) => bar.value === 0 && bar.max === 14));
      await page.clock.fastForward(300_000);
      await tap(page, page.locator('#back'));
      await settle(page);
      check('going on: the way back leads to the choice', (await screen(page)).id === 'choice', (await screen(page)).id);
    }
    const [request] = await Promise.all([posted(page), tap(page, page.locator('#enough'))]);
    taken.push(request.postDataJSON().seconds);
    await page.context().close();
  }
  check('going on: is as fast as who sends at once', taken[0] > 10 && Math.abs(taken[0] - taken[1]) < 5, taken.join());
}

async function organisations({ site, browser, check }) {
  const page = await openPage(browser, site.poster, PHONE, { quick: true });
  await rate(page, 1);
  const offer = await page.locator('#onward span:visible').allTextContents();
  check('organisation: is offered 13', offer.length === 1 && /thêm 13\scâu/.test(offer[0]), offer.join());
  await tap(page, page.locator('#onward'));
  const counted = [];
  for (let n = 0; n < 20; n += 1) {
    await settle(page);
    const at = await screen(page);
    counted.push((await counter(page)).match(/\d+/g).join('/'));
    if (at.step === 'words') break;
    if (at.step === 'expect') await tap(page, page.locator('#next'));
    else await tap(page, page.locator(`[id="${at.id}"] .tiles label`).first());
    await leaves(page, at.id);
  }
  check('organisation: counts from 1 to 13', counted.join() === Array.from({ length: 13 }, (_, n) => `${n + 1}/13`).join(), counted.join());
  await page.context().close();
}

/** A mistake is said where one sent from, and leads to the place where it is put right. */
async function mistakes({ site, browser, check }) {
  const page = await openPage(browser, site.poster, PHONE, { quick: true });
  await rate(page, 0, true);
  // "Not applicable" is an answer: here even that is taken back.
  await page.evaluate(() => { for (const one of document.querySelectorAll('#form input:checked')) one.checked = false; });
  await tap(page, page.locator('#enough'));
  const said = page.locator('#choice .sum');
  check('nothing answered: is said at the choice', await said.isVisible() && /ít nhất một câu/.test(await said.textContent()), (await screen(page)).id);
  const found = await violations(page);
  check('nothing answered: axe finds nothing', found.length === 0, found.join('; '));
  await page.context().close();

  const other = await openPage(browser, site.poster, PHONE, { quick: true });
  await rate(other);
  await other.route(API, (route) => route.fulfill({
    status: 422, contentType: 'application/problem+json',
    body: JSON.stringify({ code: 'invalid_submission', errors: [{ field: 'answers.access.seats', message: 'Thử' }] }),
  }));
  await tap(other, other.locator('#enough'));
  await other.locator('#choice .sum').waitFor();
  await settle(other);
  await other.locator('#choice .sum a').tap();
  check('422: its link leads to the question', (await screen(other)).id === 'q1', (await screen(other)).id);
  await other.context().close();
}

async function refused({ site, browser, check }) {
  const page = await openPage(browser, site.poster, PHONE, { quick: true });
  await rate(page);
  await page.route(API, (route) => route.fulfill({ status: 410, contentType: 'application/problem+json', body: JSON.stringify({ code: 'survey_closed' }) }));
  await tap(page, page.locator('#enough'));
  await page.locator('#refused').waitFor();
  await settle(page);
  await tap(page, page.locator('#refused .look'));
  check('refused: "see my answers" leads back to the choice', (await screen(page)).id === 'choice', (await screen(page)).id);
  await page.context().close();
}

/** Half a form as it was kept before there was a choice: screens by their names, places counted without it. */
async function begunBefore({ site, browser, check }) {
  for (const [last, far, shown, digit] of [['fact-fact.filing', 25, '4/14', 'a'], ['words', 35, '14/14', 'c'], ['q22', 21, '', 'd']]) {
    const page = await openPage(browser, site.poster, PHONE, { quick: true });
    await page.evaluate(([last, far, id]) => {
      const { survey, desk } = document.body.dataset;
      const items = [...new Set([...document.querySelectorAll('[data-step=item] input')].map((input) => input.name))];
      const fields = items.map((name) => [name, '4']).concat([['kind', 'citizen'], ['comment', 'Cũ']]);
      localStorage.setItem(`hailong/${survey}/${desk}`, JSON.stringify({
        id, tag: 'b'.repeat(32), at: Date.now() - 60_000, far, skips: [], body: '', fields, screen: last, kept: Date.now(),
      }));
    }, [last, far, digit.repeat(32)]);
    await page.reload();
    check(`begun before: opens at ${last}`, (await screen(page)).id === last, (await screen(page)).id);
    if (shown) check(`begun before: counts ${shown}`, (await counter(page)).endsWith(shown), await counter(page));
    for (let n = 0; n < 40 && !['choice', 'start'].includes((await screen(page)).id); n += 1) {
      await settle(page);
      if (last === 'q22') await tap(page, page.locator('#q22 .tiles label').first());
      else await tap(page, page.locator('#back'));
      if (last === 'q22') await leaves(page, 'q22');
    }
    check(`begun before: the choice is there from ${last}`, (await screen(page)).id === 'choice', (await screen(page)).id);
    await settle(page);
    const [request] = await Promise.all([posted(page), tap(page, page.locator('#enough'))]);
    check(`begun before: kept, from ${last}`, (await request.response()).status() === 201, String((await request.response()).status()));
    check(`begun before: everything from ${last} is sent`, Object.keys(request.postDataJSON().answers).length === 22 && request.postDataJSON().comment === 'Cũ', request.postData());
    check('begun before: nothing is thrown', page.faults.length === 0, page.faults.join('; '));
    await page.context().close();
  }
}

/** A kiosk's other language lies over the document: what the script has filled in is filled in again. */
async function languages({ site, browser, check }) {
  const page = await openPage(browser, site.kiosk, SCREENS[0], { quick: true });
  await rate(page, 1);
  const change = async (lang) => {
    await tap(page, page.locator('.langs a'));
    await page.waitForFunction((wanted) => document.documentElement.lang === wanted, lang);
  };
  await change('en');
  const offers = await page.locator('#onward span:visible').allTextContents();
  check('English: the offer', offers.length === 1 && /^Answer 13 more questions/.test(offers[0]), offers.join());
  await settle(page);
  await tap(page, page.locator('#onward'));
  await settle(page);
  check('English: the counter', (await counter(page)) === 'Further question 1 of 13', await counter(page));
  await change('vi');
  check('Vietnamese again: the counter', (await counter(page)) === 'Câu thêm 1/13', await counter(page));
  await page.context().close();
}

/** Somebody at the end goes back to say that it was for an organisation: there is less to come, and it can be sent. */
async function changeOfKind({ site, browser, check }) {
  const page = await openPage(browser, site.kiosk, SCREENS[0], { quick: true });
  let changed = false;
  const { end } = await answerByTouch(page, async (_, at) => {
    if (at.step !== 'words' || changed) return;
    changed = true;
    while ((await screen(page)).step !== 'kind') {
      await settle(page);
      await tap(page, page.locator('#back'));
    }
    await settle(page);
    await tap(page, page.locator('#kind label').last());
    await leaves(page, 'kind');
    for (let n = 0; n < 40; n += 1) {
      await settle(page);
      const now = await screen(page);
      if (now.step === 'words') break;
      await tap(page, now.step === 'expect' ? page.locator('#next') : page.locator(`[id="${now.id}"] .tiles label`).first());
      await leaves(page, now.id);
    }
  });
  check('another kind at the end: gets to the thanks', changed && end === 'done', end);
  check('another kind at the end: nothing is thrown', page.faults.length === 0, page.faults.join('; '));
  await page.context().close();
}
