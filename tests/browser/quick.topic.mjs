// Quick mode: from the first screen to the thanks in three touches, in both languages, with and without JavaScript.
import { LANGUAGES, SCREENS, inLanguage, leaves, ofCentre, openPage, overflow, screen, settle, tap, together, violations } from './lib.mjs';

export const name = 'quick';
export const needs = 'a quick rating takes at most 3 touches, fits kiosks without scrolling, and is sent also where somebody walks away';

const KIOSKS = SCREENS.slice(0, 2);
const PHONES = SCREENS.slice(2);
const CODE = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/;

export default async function quick({ site, browser, check }) {
  const found = { looks: 0, violations: 0 };
  const look = async (page, where, fits) => {
    const faults = await violations(page);
    found.looks += 1;
    found.violations += faults.length;
    check(`${where}: axe finds nothing`, faults.length === 0, faults.join('; '));
    const over = await overflow(page);
    check(`${where}: nothing sticks out`, over.length === 0, over.join('; '));
    if (!fits) return;
    const scroll = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    check(`${where}: nothing to scroll`, scroll <= 0, `${scroll} px`);
    await targets({ page, check, where });
  };
  const each = (sizes, what) => sizes.flatMap((size) => LANGUAGES.map((lang) => () => what({ site, browser, check, look, size, lang })));
  await together([...each(KIOSKS, kiosk), ...each(PHONES, phone)]);
  await together([...each(KIOSKS, bare), ...each([SCREENS[2]], bare)]);
  await centre({ site, browser, check });
  await walksAway({ site, browser, check });
  await keyboard({ site, browser, check });
  console.log(`  ${found.looks} screens looked at, ${found.violations} violations`);
}

/** Everything that a finger aims at on a kiosk: at least 80 px high, 16 px apart. */
async function targets({ page, check, where }) {
  const small = await page.evaluate(() => {
    const seen = [...document.querySelectorAll('main button, main a.btn, main a.quiet, main label.t')].filter((e) => e.checkVisibility());
    const boxes = seen.map((e) => [e.textContent.trim(), e.getBoundingClientRect()]);
    const low = boxes.filter(([, box]) => box.height < 80).map(([text, box]) => `${text} ${box.height}`);
    const apart = (a, b) => Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
    const near = boxes.flatMap(([a, one], n) => boxes.slice(n + 1).filter(([, other]) => apart(one, other) < 15.5).map(([b]) => `${a} by ${b}`));
    return low.concat(near);
  });
  check(`${where}: what is touched is large and apart`, small.length === 0, small.join('; '));
}

/** The attract screen's button, a face, send; then the screen goes back to where it waits, in Vietnamese. */
async function kiosk({ site, browser, check, look, size, lang }) {
  const where = `kiosk ${size.join('x')} ${lang}`;
  const page = await openPage(browser, inLanguage(site.kiosk, lang), size, { quick: true });
  const sent = [];
  page.on('request', (request) => { if (request.method() === 'POST') sent.push(JSON.parse(request.postData())); });
  let touches = 0;
  const touch = async (locator) => { touches += 1; await tap(page, locator); };
  await look(page, `${where}: start`, true);
  await settle(page);
  await touch(page.locator('#start a.across'));
  await page.waitForURL(/\/quick/);
  check(`${where}: the quick form is in the language`, (await page.getAttribute('html', 'lang')) === lang);
  await look(page, `${where}: faces`, true);
  await settle(page);
  await touch(page.locator('#q1 .tiles label').nth(3));
  await leaves(page, 'start');
  await look(page, `${where}: reasons`, true);
  await settle(page);
  const plain = touches + 1;
  await touch(page.locator('#expectations label').first());
  await touch(page.locator('#send'));
  await page.locator('#done').waitFor();
  await look(page, `${where}: thanks`, true);
  check(`${where}: at most 3 touches, one more for each reason`, plain <= 3 && touches === plain + 1, String(touches));
  const [body] = sent;
  check(`${where}: says what was touched and of nobody`, sent.length === 1 && body.survey === 'quick-2024'
    && body.answers['overall.service'] === 2 && body.expectations.join() === 'waiting'
    && !Object.keys(body.respondent).length && body.language === lang, JSON.stringify(sent));
  await page.clock.fastForward(8100);
  await page.waitForURL(site.kiosk);
  check(`${where}: then waits for the next at the full form`, (await screen(page)).id === 'start' && (await page.getAttribute('html', 'lang')) === 'vi');
  check(`${where}: no error`, page.faults.length === 0, page.faults.join('; '));
  await page.context().close();
}

/** A poster's quick link: a face, a reason, send. */
async function phone({ site, browser, check, look, size, lang }) {
  const where = `phone ${size.join('x')} ${lang}`;
  const page = await openPage(browser, inLanguage(`${site.poster}/quick`, lang), size, { quick: true });
  await look(page, `${where}: faces`);
  const last = await page.locator('#q1 .tiles label').last().boundingBox();
  check(`${where}: all faces are seen at once`, last.y + last.height <= size[1], `${Math.round(last.y + last.height)} px`);
  await settle(page);
  await tap(page, page.locator('#q1 .tiles label').first());
  await leaves(page, 'start');
  await look(page, `${where}: reasons`);
  await settle(page);
  await tap(page, page.locator('#expectations label').nth(6));
  await page.locator('header nav a').tap();
  await page.waitForURL((url) => url.searchParams.get('lang') !== lang || !url.searchParams.has('lang'));
  await page.locator('#words').waitFor();
  const kept = await page.locator('input:checked').evaluateAll((list) => list.map((i) => i.value).join());
  check(`${where}: another language keeps what was chosen`, kept === '5,other', kept);
  await settle(page);
  await tap(page, page.locator('#back'));
  check(`${where}: the way back shows the face`, await page.locator('#q1 input').first().isChecked() && (await screen(page)).id === 'start');
  await settle(page);
  await tap(page, page.locator('#q1 .tiles label').nth(1));
  await leaves(page, 'start');
  await settle(page);
  await tap(page, page.locator('#send'));
  await page.locator('#done').waitFor();
  check(`${where}: an acknowledgement code`, CODE.test(await page.locator('#acknowledgement').textContent()));
  check(`${where}: no error`, page.faults.length === 0, page.faults.join('; '));
  await page.context().close();
}

/** Without JavaScript: a face, on, send. */
async function bare({ site, browser, check, size, lang }) {
  const surface = size[0] < 800 ? 'poster' : 'kiosk';
  const where = `without JavaScript ${surface} ${size.join('x')} ${lang}`;
  const page = await openPage(browser, inLanguage(`${site[surface]}/quick`, lang), size, { javaScriptEnabled: false });
  await page.locator('#q1 .tiles label').nth(2).tap();
  await Promise.all([page.waitForEvent('load'), page.locator('#choose').tap()]);
  check(`${where}: the next page is in the language`, (await page.getAttribute('html', 'lang')) === lang);
  const wide = await overflow(page);
  check(`${where}: nothing sticks out`, wide.length === 0, wide.join('; '));
  await Promise.all([page.waitForEvent('load'), page.locator('.pair button[value=send]').tap()]);
  // On a shared screen there is no code: nothing could be done with it there.
  const thanks = await page.locator('h1').first().textContent() + (await page.locator('.code').allTextContents()).join();
  check(`${where}: 3 touches to the thanks, with a code on a phone alone`, /(Cảm ơn|Thank you)/.test(thanks) && CODE.test(thanks) === (surface === 'poster'), thanks);
  await page.context().close();
}

/** A desk that receives for several asks once more: whose procedure it was. */
async function centre({ site, browser, check }) {
  const page = await openPage(browser, `${ofCentre(site.poster)}/quick`, SCREENS[2], { quick: true });
  await settle(page);
  await tap(page, page.locator('#q1 .tiles label').first());
  await leaves(page, 'start');
  await settle(page);
  check('the centre asks for the organisation after the face', (await screen(page)).id === 'unit', (await screen(page)).id);
  await tap(page, page.locator('#unit .units label:visible').first());
  await leaves(page, 'unit');
  await settle(page);
  await tap(page, page.locator('#send'));
  await page.locator('#done').waitFor();
  check('and takes the rating', CODE.test(await page.locator('#acknowledgement').textContent()));
  await page.context().close();
}

/** A face is an answer also of who then walks away; who touched nothing has said nothing. */
async function walksAway({ site, browser, check }) {
  const page = await openPage(browser, `${site.kiosk}/quick?lang=en`, SCREENS[0], { quick: true });
  const sent = [];
  page.on('request', (request) => { if (request.method() === 'POST') sent.push(request.postData()); });
  await settle(page);
  await tap(page, page.locator('#q1 .tiles label').nth(4));
  await leaves(page, 'start');
  await page.clock.fastForward(65_000);
  await page.locator('#idle').waitFor();
  const told = await page.locator('#idle-count').textContent();
  check('the screen says that it will send', /is sent in \d+ seconds/.test(told), told);
  const found = await violations(page);
  check('the dialog: axe finds nothing', found.length === 0, found.join('; '));
  await page.clock.fastForward(30_000);
  await page.locator('#done').waitFor();
  check('and sends once', sent.length === 1 && JSON.parse(sent[0]).answers['overall.service'] === 1, sent.join());
  await page.clock.fastForward(8100);
  await page.waitForURL(site.kiosk);
  await page.goto(`${site.kiosk}/quick`);
  await page.clock.fastForward(62_000);
  check('with nothing chosen it asks nothing', !(await page.locator('#idle').isVisible()));
  await page.clock.fastForward(30_000);
  await page.waitForURL(site.kiosk);
  check('and goes home without sending', sent.length === 1, sent.join());
  await page.context().close();
}

/** Keys choose without leading on; the button does. */
async function keyboard({ site, browser, check }) {
  const page = await openPage(browser, `${site.poster}/quick`, SCREENS[0]);
  await page.locator('#q1 input').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.waitForTimeout(900);
  check('arrows choose and stay', (await screen(page)).id === 'start' && await page.locator('#q1 input').nth(1).isChecked());
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await leaves(page, 'start');
  check('the button leads on', (await screen(page)).id === 'words', (await screen(page)).id);
  await page.context().close();
}
