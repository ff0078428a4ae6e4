// A session that ends while a form is open: by keyboard alone, without JavaScript, on a counter's screen and a telephone.
import { SCREENS, openPage, overflow, signIn, violations } from './lib.mjs';

export const name = 'session';
export const needs = 'a session that ends in mid-form says so, keeps what was typed for its account alone, and sends nothing by itself';

const path = (page) => new URL(page.url()).pathname;

export default async function session(tools) {
  for (const size of [SCREENS[0], SCREENS[2]]) await typed(tools, size);
  await anotherAccount(tools);
  await filtered(tools);
}

/** Presses Tab until the element has the focus. */
async function tabTo(page, selector) {
  for (let n = 0; n < 250; n += 1) {
    if (await page.locator(selector).first().evaluate((element) => element === document.activeElement)) return true;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${selector} on ${page.url()}`);
}

async function press(page) {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

async function signOutElsewhere(page, site) {
  const other = await page.context().newPage();
  await other.goto(`${site.base}/staff/password`);
  await Promise.all([other.waitForEvent('load'), other.locator('.top form button').click()]);
  await other.close();
}

async function signInByKeys(page, { name: user, password }) {
  await tabTo(page, '[name=name]');
  await page.keyboard.type(user);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await press(page);
}

/** The form of a new account, whose session was ended in another tab. */
async function typed({ site, browser, check }, size) {
  const of = (what) => `${size.join('x')}: ${what}`;
  const name = `minh.khai.${size[0]}`;
  const page = await signIn(browser, site, 'administrator', size, { javaScriptEnabled: false });
  await page.goto(`${site.base}/staff/users`);
  await tabTo(page, '[name=name]');
  await page.keyboard.type(name);
  await tabTo(page, '[name=role]');
  await page.keyboard.press('ArrowDown');
  const role = await page.inputValue('[name=role]');
  await signOutElsewhere(page, site);
  await tabTo(page, 'section.card form.form button');
  await press(page);
  check(of('the form leads to the sign-in'), path(page) === '/staff/sign-in', page.url());
  const notice = page.locator('main .notice');
  check(of('it says that the session has ended'), (await notice.textContent()).includes('Phiên làm việc đã hết, chưa có gì được lưu'), await notice.textContent());
  check(of('and shows nothing of what was typed'), !(await page.content()).includes(name));
  check(of('nor does a cookie or the address'), !JSON.stringify(await page.context().cookies()).includes(name) && !page.url().includes(name));
  await page.goBack();
  await page.goForward();
  check(of('Back and Forward lose nothing'), path(page) === '/staff/sign-in' && (await notice.count()) === 1, page.url());
  await page.getByRole('link', { name: 'English' }).click();
  await page.waitForLoadState();
  check(of('it is said in English too'), (await notice.textContent()).includes('Your session has ended, and nothing was saved'), await notice.textContent());
  await page.getByRole('link', { name: 'Tiếng Việt' }).click();
  await page.waitForLoadState();

  await signInByKeys(page, site.logins.administrator);
  check(of('the sign-in leads back to the page'), path(page) === '/staff/users', page.url());
  const focused = await page.evaluate(() => document.activeElement.className);
  check(of('the notice has the focus'), focused === 'notice', focused);
  const there = [await page.inputValue('[name=name]'), await page.inputValue('[name=role]')];
  check(of('what was typed is there'), there[0] === name && there[1] === role && role === 'manager', there.join());
  check(of('and nothing was done'), (await page.locator('tbody').textContent()).includes(name) === false);
  await page.reload();
  check(of('a reload loses nothing'), (await page.inputValue('[name=name]')) === name);
  const found = await looked(page, browser, size);
  check(of('axe finds nothing and nothing sticks out'), found.length === 0, found.join('; '));
  await tabTo(page, 'main .notice a');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const at = await page.evaluate(() => document.activeElement.name || document.activeElement.closest('form')?.className);
  check(of('its link leads to the form'), ['name', 'role'].includes(at), at);
  await tabTo(page, '[name=unit]');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, 'section.card form.form button');
  await press(page);
  check(of('its button does it'), (await page.locator('.secret h2').textContent()).includes(name), await page.locator('main').textContent());
  await page.goto(`${site.base}/staff/users`);
  check(of('then it is over'), (await page.locator('main .notice').count()) === 0 && (await page.inputValue('[name=name]')) === '');
  await page.context().close();
}

/** A computer that two share: the other one neither reads nor sends it. */
async function anotherAccount({ site, browser, check }) {
  const page = await signIn(browser, site, 'administrator');
  await page.goto(`${site.base}/staff/devices`);
  await page.getByRole('link', { name: 'Máy cửa 2' }).click();
  await page.waitForLoadState();
  const device = page.url();
  await page.fill('[name=name]', 'Tên riêng của tôi');
  await signOutElsewhere(page, site);
  await Promise.all([page.waitForEvent('load'), page.locator('main form button').first().click()]);
  await page.fill('[name=name]', site.logins.auditor.name);
  await page.fill('[name=password]', site.logins.auditor.password);
  await Promise.all([page.waitForEvent('load'), page.click('main form button')]);
  check('another account comes to its own first page', path(page) === '/staff/log', page.url());
  await page.goto(device);
  check('and reads nothing of it', !(await page.content()).includes('Tên riêng của tôi'));
  await Promise.all([page.waitForEvent('load'), page.goto(`${site.base}/staff/sign-in`)]);
  await page.fill('[name=name]', site.logins.administrator.name);
  await page.fill('[name=password]', site.logins.administrator.password);
  await Promise.all([page.waitForEvent('load'), page.click('main form button')]);
  await page.goto(device);
  check('the account that typed it has it again', (await page.inputValue('[name=name]')) === 'Tên riêng của tôi');
  check('and the device has its old name', (await page.locator('h1').textContent()) === 'Máy cửa 2');
  await page.context().close();
}

/** A filtered page is where the sign-in leads. */
async function filtered({ site, browser, check }) {
  const query = '?from=2024-01&to=2024-06&lang=vi';
  const page = await openPage(browser, `${site.base}/staff/overview${query}`, SCREENS[2]);
  check('a page without a session leads to the sign-in', path(page) === '/staff/sign-in', page.url());
  check('nothing has ended, so nothing is said to have', (await page.locator('main .notice').count()) === 0);
  await page.fill('[name=name]', site.logins.analyst.name);
  await page.fill('[name=password]', site.logins.analyst.password);
  await Promise.all([page.waitForEvent('load'), page.click('main form button')]);
  check('and that back to the page with its filter', page.url() === `${site.base}/staff/overview${query}`, page.url());
  await page.context().close();
}

/** The same markup where scripts run: axe is one. */
async function looked(page, browser, [width, height]) {
  const context = await browser.newContext({ viewport: { width, height }, screen: { width, height }, storageState: await page.context().storageState() });
  const copy = await context.newPage();
  await copy.goto(page.url());
  const found = [...await violations(copy), ...await overflow(copy)];
  await context.close();
  return found;
}
