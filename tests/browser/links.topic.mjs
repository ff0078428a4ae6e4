// Links as they arrive, who only fetches them, and the pages for people who come without one or with a wrong one.
import { LANGUAGES, SCREENS, inLanguage, mint, openPage, overflow, signIn, together, violations } from './lib.mjs';

export const name = 'links';
export const needs = 'a mangled link leads where it means, a preview opens nothing, and home and errors say what next';

const PHONE = SCREENS[2];
const AGENTS = ['facebookexternalhit/1.1', 'Zalo/22.01', 'TelegramBot (like TwitterBot)', 'WhatsApp/2.24', 'Viber', 'Slackbot-LinkExpanding 1.0', 'Googlebot/2.1'];
const shots = process.env.HAILONG_SHOTS;

export default async function links({ site, browser, check }) {
  const desk = site.kiosk.split('/').pop();
  const { desks } = await (await fetch(`${site.base}/api/v1/units`)).json();
  const receipts = await mint(site, 12, desks.find(({ code }) => code === desk).units[0], 'received');
  await mangled({ browser, check, site, desk, url: receipts[0].url, code: receipts[1].short_code });
  await previews({ browser, check, site, receipts: receipts.slice(2) });
  await together(LANGUAGES.flatMap((lang) => [SCREENS[0], PHONE].map((size) => () => pages({ browser, check, site, lang, size }))));
  await staff({ browser, check, site });
}

async function mangled({ browser, check, site, desk, url, code }) {
  const page = await openPage(browser, 'about:blank', PHONE);
  const [token, host] = [url.split('/').pop(), new URL(site.base).host];
  const links = ['.', ',', ')', '"', '/', '%20', '\u200b', '…', '”', '）', '%3Ffbclid=1'].map((tail) => `/r/${token}${tail}`)
    .concat(`/R/(${token})`, `/r/${token.slice(0, 20)}%C2%AD${token.slice(20)}`, `//r/${token}`, `/r/${token}%20http://${host}/R/${token}`);
  for (const link of links) {
    const reply = await page.goto(site.base + link);
    check(`${link.replace(token, 'TOKEN')} opens the receipt`, reply.status() === 200 && new URL(page.url()).pathname === `/r/${token}` && (await page.locator('#start').count()) === 1, `${reply.status()} ${page.url()}`);
  }
  await page.goto(`${site.base}/r/${token}).?fbclid=IwAR&lang=en#x`);
  check('its query stays', new URL(page.url()).search === '?fbclid=IwAR&lang=en' && (await page.locator('html').getAttribute('lang')) === 'en', page.url());
  await page.goto(`${site.base}/r/${code}.`);
  check('a short code in its place is in its field', (await page.locator('#code').inputValue().catch(() => '')) === code, page.url());
  for (const [link, meant] of [[`/q/${desk}/`, `/q/${desk}`], [`/q/${desk.toLowerCase()}`, `/q/${desk}`], [`/Q/${desk.toLowerCase()}).`, `/q/${desk}`], ['/results/', '/results'], ['/Results.', '/results'], [`/k/${desk.toLowerCase()}`, `/k/${desk}`]]) {
    const reply = await page.goto(site.base + link);
    check(`${link} leads to ${meant}`, reply.status() === 200 && new URL(page.url()).pathname === meant, `${reply.status()} ${page.url()}`);
  }
  await page.context().close();
}

/** The ledger is asked through the page that the public and staff read only after weeks: here it is the request that counts. */
async function previews({ browser, check, site, receipts }) {
  const told = [];
  const watch = (page) => page.on('request', (request) => { if (request.url().endsWith('/opened')) told.push(request.method()); });
  for (const agent of AGENTS) {
    const reply = await fetch(receipts[0].url, { headers: { 'user-agent': agent } });
    check(`${agent} gets the page`, reply.status === 200, String(reply.status));
  }
  const hidden = await openPage(browser, 'about:blank', PHONE);
  watch(hidden);
  await hidden.addInitScript(() => { Object.defineProperty(document, 'visibilityState', { get: () => globalThis.shown ?? 'hidden' }); });
  await hidden.goto(receipts[1].url);
  await hidden.waitForTimeout(1500);
  check('a page that nobody sees is not opened', told.length === 0, told.join());
  const said = hidden.waitForResponse((reply) => reply.url().endsWith('/opened'));
  await hidden.evaluate(() => { globalThis.shown = 'visible'; document.dispatchEvent(new Event('visibilitychange')); });
  check('once it is in sight it is', (await said).status() === 204 && told.join() === 'POST', told.join());
  await hidden.waitForTimeout(1500);
  await hidden.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await hidden.waitForTimeout(1200);
  check('and says so once', told.length === 1, String(told.length));
  check('without a fault', hidden.faults.length === 0, hidden.faults.join('; '));
  await hidden.context().close();
}

async function look({ page, check, where }) {
  const wrong = await violations(page);
  check(`${where}: axe finds nothing`, wrong.length === 0, wrong.join('; '));
  const over = await overflow(page);
  check(`${where}: nothing sticks out`, over.length === 0, over.join('; '));
  if (shots) await page.screenshot({ path: `${shots}/${where.replace(/[ /?=]+/g, '-')}.png`, fullPage: true });
}

/** Home, statement and errors of the public. */
async function pages({ browser, check, site, lang, size }) {
  const page = await openPage(browser, inLanguage(`${site.base}/`, lang), size);
  const where = (what) => `${what} ${lang} ${size.join('x')}`;
  const vi = lang === 'vi';
  check(where('home: is no staff page'), new URL(page.url()).pathname === '/' && (await page.locator('[name=password]').count()) === 0, page.url());
  await look({ page, check, where: where('home') });
  const targets = await page.locator('main a[href]').evaluateAll((all) => all.map((a) => new URL(a.href).pathname));
  check(where('home: leads to results, statement and staff'), ['/results', '/accessibility', '/staff'].every((path) => targets.includes(path)), targets.join());
  await page.locator('#code').fill('nothing');
  await Promise.all([page.waitForURL(/\/r\?lang=/), page.locator('main .go').click()]);
  check(where('home: a code is read, its mistake said'), (await page.locator('#code').inputValue()) === 'nothing' && (await page.locator('.sum').count()) === 1);
  await page.goto(inLanguage(`${site.base}/accessibility`, lang));
  const text = await page.locator('main').innerText();
  check(where('statement: standards and what does not hold'), /WCAG 2\.2/.test(text) && /26\/2020\/TT-BTTTT/.test(text) && text.includes(vi ? 'chưa đạt' : 'not to hold'), text);
  await look({ page, check, where: where('statement') });
  for (const path of ['/nowhere', '/assets/%FF', '/r/NOPE', '/q/NOWHERE']) {
    const reply = await page.goto(inLanguage(site.base + path, lang));
    check(where(`${path}: says what it is`), [400, 404, 429].includes(reply.status()), String(reply.status()));
    const shown = await page.evaluate(() => ({
      frame: !!document.querySelector('header nav'), why: [...document.querySelectorAll('main p')].filter((p) => p.textContent.trim()).length,
      ways: document.querySelectorAll('main a[href]').length, lang: document.documentElement.lang,
    }));
    check(where(`${path}: frame, why and what next`), shown.frame && shown.why >= 1 && shown.ways >= 1 && shown.lang === lang, JSON.stringify(shown));
    await look({ page, check, where: where(path) });
  }
  await page.context().close();
}

async function staff({ browser, check, site }) {
  const page = await signIn(browser, site, 'auditor');
  const reply = await page.goto(`${site.base}/staff/users`);
  check('403: is one', reply.status() === 403, String(reply.status()));
  const text = await page.locator('main').innerText();
  check('403: why and what next', /Vai trò/.test(text) && /hỏi quản trị/.test(text), text);
  await look({ page, check, where: '403' });
  await Promise.all([page.waitForURL(/\/staff\/log/), page.locator('main a').first().click()]);
  check('403: leads to where the role may go', (await page.locator('main h1').count()) === 1, page.url());
  await page.context().close();
}
