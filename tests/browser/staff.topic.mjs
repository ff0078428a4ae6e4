// Staff: signing in and out, the first password, numbers as Vietnam writes them, and every chart with its table.
import { SCREENS, openPage, overflow, signIn, violations } from './lib.mjs';

export const name = 'staff';
export const needs = 'accounts work from the one-time password on, numbers have decimal commas, charts have table and file';

/** Numbers as they are written in English, and as in Vietnamese: they look alike, and mean other things. */
const ENGLISH = /\d,\d{3}\b|\d\.\d{1,2}(?![\d.])/;
const VIETNAMESE = /\d\.\d{3}\b|\d,\d{1,2}\b/;
const YEAR = '?from=2024-01&to=2024-12';

export default async function staff({ site, browser, check }) {
  await mistake({ site, browser, check });
  await firstTime({ site, browser, check });
  await numbers({ site, browser, check });
  await devices({ site, browser, check });
  await charts({ site, browser, check });
}

const send = (page) => Promise.all([page.waitForEvent('load'), page.locator('main form button').first().click()]);
const path = (page) => new URL(page.url()).pathname;

async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name="${name}"]`, value);
  await send(page);
}

async function mistake({ site, browser, check }) {
  const page = await openPage(browser, `${site.base}/staff/overview`, SCREENS[0]);
  check('without signing in there is only the sign-in', path(page) === '/staff/sign-in', page.url());
  await fill(page, { name: 'phantich', password: 'sai mat khau' });
  const title = await page.title();
  check('a wrong password is said in the title', title.startsWith('Lỗi: '), title);
  check('and keeps the name', (await page.inputValue('[name=name]')) === 'phantich');
  check('and not the password', (await page.inputValue('[name=password]')) === '');
  await page.context().close();
}

/** From `hailong user add` to the sign-out. */
async function firstTime({ site, browser, check }) {
  const said = await site.command('user', 'add', '--name', 'lan.tran', '--role', 'analyst');
  const once = said.match(/(?:[a-z0-9]{5}-){3}[a-z0-9]{5}/)?.[0] ?? '';
  check('user add says a one-time password', once !== '', said);
  const page = await openPage(browser, `${site.base}/staff/sign-in`, SCREENS[2]);
  await fill(page, { name: 'lan.tran', password: once });
  check('it leads to a password of one’s own', path(page) === '/staff/password', page.url());
  await page.goto(`${site.base}/staff/overview`);
  check('and nowhere else', path(page) === '/staff/password', page.url());
  await fill(page, { current: once, new: 'ngắn', again: 'ngắn' });
  check('a short password is refused', (await page.locator('.summary a').count()) === 1, await page.locator('main').textContent());
  const own = 'một câu dài dễ nhớ của Lan';
  await fill(page, { current: once, new: own, again: own });
  await page.goto(`${site.base}/staff/overview`);
  check('then the dashboard opens', path(page) === '/staff/overview' && (await page.locator('.cards').count()) === 1, page.url());
  await Promise.all([page.waitForEvent('load'), page.locator('.top form button').click()]);
  check('signing out leads to the sign-in', path(page) === '/staff/sign-in', page.url());
  await page.goBack();
  await page.goto(`${site.base}/staff/overview`);
  check('and ends the session', path(page) === '/staff/sign-in', page.url());
  await fill(page, { name: 'lan.tran', password: once });
  check('the one-time password is over', path(page) === '/staff/sign-in' && (await page.locator('.summary').count()) === 1, page.url());
  await fill(page, { name: 'lan.tran', password: own });
  check('the own one works', path(page) === '/staff/overview', page.url());
  console.log(`  first sign-in: one-time password, forced change, sign-out, own password`);
  await page.context().close();
}

/** No English number stands on a Vietnamese page, nor the other way round. */
async function numbers({ site, browser, check }) {
  let read = 0;
  let found = 0;
  const lint = async (page, lang) => {
    await page.evaluate(() => { for (const fold of document.querySelectorAll('main details')) fold.open = true; });
    const text = await page.evaluate(() => (document.body.innerText + [...document.querySelectorAll('svg text, svg desc, svg title')].map((part) => `\n${part.textContent}`).join(''))
      // An address of the site, as the log has it, is no number.
      .replace(/\d+(\.\d+){3}(:\d+)?/g, ''));
    const wrong = text.match(new RegExp(lang === 'vi' ? ENGLISH : VIETNAMESE, 'g')) ?? [];
    const numbers = text.match(/\d+[.,]\d+/g) ?? [];
    read += numbers.length;
    found += wrong.length;
    check(`${path(page)} ${lang}: numbers are of the language`, wrong.length === 0, wrong.slice(0, 8).join(' '));
    return numbers.length;
  };
  for (const [role, paths] of [['analyst', ['/staff/overview', '/staff/units/KH.SNV', '/staff/export', '/staff/receipts']], ['oversight', ['/staff/comments']],
    ['auditor', ['/staff/log']], ['administrator', ['/staff/users', '/staff/devices']]]) {
    const page = await signIn(browser, site, role);
    for (const where of paths) {
      for (const lang of ['vi', 'en']) {
        await page.goto(`${site.base}${where}${YEAR}&lang=${lang}`);
        // People write in the language of the form, not of the page.
        if (where === '/staff/comments') await page.locator('tbody').evaluate((body) => body.remove());
        await lint(page, lang);
      }
    }
    await page.context().close();
  }
  const page = await openPage(browser, `${site.base}/results`, SCREENS[0]);
  check('results have numbers', (await lint(page, 'vi')) > 3);
  await page.context().close();
  const spoilt = await openPage(browser, `${site.base}/results`, SCREENS[0]);
  await spoilt.locator('h1').evaluate((element) => { element.textContent = '1,198'; });
  check('control: 1,198 is not Vietnamese', ENGLISH.test(await spoilt.locator('body').innerText()));
  await spoilt.context().close();
  check('there were numbers to read', read > 100, String(read));
  console.log(`  ${read} numbers with a mark read, ${found} wrong`);
}

/** A tablet's way in and out on the administrator's pages, without JavaScript, on every screen. */
async function devices({ site, browser, check }) {
  for (const size of SCREENS.slice(0, 3)) {
    const of = (what) => `devices ${size.join('x')}: ${what}`;
    const page = await signIn(browser, site, 'administrator', size, { javaScriptEnabled: false });
    const button = async (name) => {
      await page.getByRole('button', { name }).first().click();
      await page.waitForLoadState();
    };
    const look = async (what) => {
      await page.waitForLoadState();
      const over = await withScript(page, browser, size, async (copy) => [...await violations(copy), ...await overflow(copy)]);
      check(of(`${what}: axe finds nothing and nothing sticks out`), over.length === 0, over.join('; '));
    };
    await page.goto(`${site.base}/staff/devices`);
    const said = await page.locator('main').textContent();
    for (const word of ['im lặng từ', 'đã thu hồi', 'chờ ghép', 'báo động', 'bị từ chối']) {
      check(of(`the list says “${word}”`), said.includes(word), said.slice(0, 300));
    }
    const bare = await page.locator('.standing').evaluateAll((all) => all.filter((one) => !one.querySelector('svg') || !one.textContent.trim()).length);
    check(of('every state has an icon and a word'), bare === 0, String(bare));
    await page.selectOption('[name=desk]', { index: 6 });
    const name = `Máy ${size[0]}`;
    await page.fill('[name=name]', name);
    await button('Tạo mã ghép');
    const [code, pin] = await page.locator('.secret code').allTextContents();
    check(of('code and PIN are shown'), /^[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(code) && /^\d{6}$/.test(pin), `${code} ${pin}`);
    check(of('with steps and a QR code'), (await page.locator('.steps li').count()) === 4 && await page.locator('.steps .qr').isVisible());
    await look('pairing');
    await page.goto(`${site.base}/staff/devices`);
    check(of('and never again'), !(await page.locator('main').textContent()).includes(code));
    await page.selectOption('[name=desk]', { index: 6 });
    await page.fill('[name=name]', name);
    await button('Tạo mã ghép');
    check(of('a name that is taken is said and kept'), (await page.locator('.summary a').count()) === 1 && (await page.inputValue('[name=name]')) === name);
    await look('mistake');
    await page.goto(`${site.base}/staff/devices`);
    await page.getByRole('link', { name: 'Máy cửa 2' }).click();
    await look('one device');
    await page.getByRole('link', { name: 'Thu hồi máy này' }).click();
    check(of('the question names the answers that wait'), (await page.locator('main').textContent()).includes('214 phiếu'), page.url());
    await look('question before the end');
    await page.goto(`${site.base}/staff/devices/desks/HCC.NHATRANG`);
    await page.fill('[name=hours]', 'T2-T6 17:00-07:30');
    await button('Lưu giờ mở cửa');
    check(of('bad hours are said and kept'), (await page.locator('.summary a').count()) === 1 && (await page.inputValue('[name=hours]')) === 'T2-T6 17:00-07:30');
    await look('bad hours');
    await page.fill('[name=hours]', 'T2-T6 7h30-11h30 13h30-17h');
    await button('Lưu giờ mở cửa');
    check(of('an hour without minutes is not read'), (await page.locator('.summary a').count()) === 1, page.url());
    await page.fill('[name=hours]', 'T2-T6 7h30-11h30 13h30-17h00');
    await button('Lưu giờ mở cửa');
    check(of('good ones stand in the list'), path(page) === '/staff/devices' && (await page.content()).includes('T2-T6 07:30-11:30 13:30-17:00 (riêng của nơi này)'), page.url());
    await page.context().close();
  }
  console.log('  devices: code and PIN once, taken name, question before the end, hours, on three screens without JavaScript');
}

/** The same markup where scripts run: axe is one. */
async function withScript(page, browser, [width, height], what) {
  const context = await browser.newContext({ viewport: { width, height }, screen: { width, height }, storageState: await page.context().storageState() });
  const copy = await context.newPage();
  const html = await page.content();
  const url = page.url();
  await copy.route(url, (route) => route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }));
  await copy.goto(url);
  const found = await what(copy);
  await context.close();
  return found;
}

/** The unit with the most answers of the year; the demonstration gives each unit other ones in each new month. */
async function busiest(site) {
  const { groups } = await (await fetch(`${site.base}/api/v1/index${YEAR}&group_by=unit`)).json();
  const units = groups.filter(({ key, responses }) => responses > 0 && key !== 'KH' && !key.endsWith('+'));
  return units.sort((a, b) => b.responses - a.responses)[0].key;
}

/** Every figure: title, description, table with the same numbers, both files; drawn for its width. */
async function charts({ site, browser, check }) {
  for (const size of [SCREENS[0], SCREENS[2]]) {
    const page = await signIn(browser, site, 'analyst', size);
    let figures = 0;
    let least = 999;
    for (const where of ['/staff/overview', `/staff/units/${await busiest(site)}`]) {
      await page.goto(site.base + where + YEAR);
      for (const figure of await page.locator('figure').all()) {
        figures += 1;
        const found = await figure.evaluate((element, narrow) => {
          const drawn = [...element.querySelectorAll('.draw > svg')].filter((svg) => svg.checkVisibility());
          const svg = drawn[0];
          element.querySelector('details').open = true;
          const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
          const sizes = [...svg.querySelectorAll('text')].map((text) => parseFloat(getComputedStyle(text).fontSize) * scale);
          const cells = new Set([...element.querySelectorAll('td, th')].map((cell) => cell.textContent.trim()));
          const values = [...svg.querySelectorAll('.value')].map((text) => text.textContent.trim());
          return {
            id: element.id,
            variant: drawn.length === 1 && svg.classList.contains(narrow ? 'narrow' : 'wide'),
            title: svg.querySelector('title')?.textContent ?? '',
            desc: svg.querySelector('desc')?.textContent ?? '',
            text: Math.min(...sizes),
            rows: element.querySelectorAll('tbody tr').length,
            missing: values.filter((value) => /\d/.test(value) && ![...cells].some((cell) => cell.startsWith(value))),
            files: [...element.querySelectorAll('.files a')].map((link) => link.href),
          };
        }, size === SCREENS[2]);
        const of = `${where} ${found.id} ${size[0]}`;
        check(`${of}: one drawing of the right width`, found.variant);
        check(`${of}: title and description`, found.title.length > 5 && found.desc.length > 15, `${found.title} / ${found.desc}`);
        check(`${of}: text of 14 px`, found.text >= 14, String(found.text));
        check(`${of}: a table with the same numbers`, found.rows > 0 && found.missing.length === 0, found.missing.join(' '));
        least = Math.min(least, found.text);
        for (const href of size === SCREENS[0] ? found.files : []) {
          const reply = await page.request.get(href);
          const body = await reply.text();
          check(`${of}: file`, reply.ok() && body.trim().split('\n').length > found.rows / 2 && /attachment/.test(reply.headers()['content-disposition'] ?? ''), href);
        }
        check(`${of}: two files`, found.files.length === 2);
      }
    }
    check(`charts ${size[0]}: there are some`, figures >= 4, String(figures));
    console.log(`  ${size.join('x')}: ${figures} figures, smallest text ${least.toFixed(1)} px`);
    await page.context().close();
  }
}
