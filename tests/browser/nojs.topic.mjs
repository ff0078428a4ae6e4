// Without JavaScript: the form page by page to the thanks, a mistake that loses nothing, and the dashboard.
import { LANGUAGES, SCREENS, inLanguage, mint, ofCentre, openPage, signIn, together } from './lib.mjs';

export const name = 'nojs';
export const needs = 'without JavaScript the form gets to its thanks, a mistake keeps everything, and staff pages work';

const OFF = { javaScriptEnabled: false };
const RECEIPT = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/;

export default async function nojs({ site, browser, check }) {
  const ways = [['poster', SCREENS[2]], ['kiosk', SCREENS[0]]];
  await together(ways.flatMap(([surface, size]) => LANGUAGES.map((lang) => async () => {
    await form({ browser, check, where: `${surface} ${lang}`, lang, size, url: inLanguage(site[surface], lang) });
  })));
  await together([
    () => backAndForth({ browser, check, where: 'back', url: site.poster }),
    () => backAndForth({ browser, check, where: 'back, centre', url: ofCentre(site.poster) }),
    async () => backAndForth({ browser, check, where: 'back, receipt', url: (await mint(site, 1))[0].url }),
    () => quickBack({ site, browser, check }),
    () => withoutCookies({ browser, check, url: site.poster }),
  ]);
  await dashboard({ site, browser, check });
}

/** Every page is the answer to a GET: reload and Back show it with what was chosen, and nobody is asked twice for whom. */
async function backAndForth({ browser, check, where, url }) {
  const page = await openPage(browser, url, SCREENS[2], OFF);
  const methods = [];
  page.on('response', (reply) => { if (reply.request().isNavigationRequest() && reply.status() < 300) methods.push(`${reply.request().method()} ${reply.url()}`); });
  await page.locator('#start #kind label').first().click();
  await Promise.all([page.waitForEvent('load'), page.locator('#start button[type=submit]').click()]);
  check(`${where}: is not asked again for whom`, (await page.locator('input[type=radio][name=kind]').count()) === 0);
  const chosen = () => page.locator('input:checked').evaluateAll((list) => list.map((i) => `${i.name}=${i.value}`).join());
  const seen = [];
  while (!(await page.locator('#comment').count())) {
    for (const set of await page.locator('fieldset').all()) await set.locator('label:visible').nth(seen.length % 2).click();
    seen.push(await chosen());
    if (seen.length > 12) throw new Error(`${where}: no end`);
    await go(page, 'next');
    const there = page.url();
    await page.reload();
    check(`${where} page ${seen.length}: reload stays`, page.url() === there && (await page.locator('form.list').count()) === 1);
  }
  check(`${where}: no answer is in an address`, !/access|citizen|officer|age/.test(page.url().split('?')[1].replace(/^page=\d+/, '')), page.url());
  for (let n = seen.length - 1; n >= 0; n -= 1) {
    await page.goBack();
    const now = await chosen();
    check(`${where}: Back shows page ${n + 1} with its answers`, now === seen[n], `${now} for ${seen[n]}`);
  }
  for (let n = 0; n < seen.length; n += 1) await page.goForward();
  await page.locator('#comment').fill(`${'Phòng chờ nóng, cần thêm quạt. '.repeat(25)}Hết.`);
  await go(page, 'send');
  const thanks = await page.locator('.code').textContent();
  check(`${where}: the thanks`, RECEIPT.test(thanks), thanks);
  await page.reload();
  check(`${where}: the thanks again`, (await page.locator('.code').textContent()) === thanks);
  check(`${where}: only GET shows pages`, methods.length > seen.length && methods.every((one) => one.startsWith('GET')), methods.filter((one) => !one.startsWith('GET')).join());
  await page.goto(url);
  if (!/\/r\//i.test(url)) {
    await page.locator('#start #kind label').first().click();
    await Promise.all([page.waitForEvent('load'), page.locator('#start button[type=submit]').click()]);
    check(`${where}: the next person begins at nothing`, (await page.locator('input:checked').count()) === 0);
  }
  await page.context().close();
}

async function quickBack({ site, browser, check }) {
  const page = await openPage(browser, `${site.poster}/quick`, SCREENS[2], OFF);
  await page.locator('#start label').first().click();
  await Promise.all([page.waitForEvent('load'), page.locator('#choose').click()]);
  check('quick: the second page is a GET', /page=1/.test(page.url()), page.url());
  await page.reload();
  await page.locator('fieldset label').first().click();
  await go(page, 'send');
  const thanks = await page.locator('.code').textContent();
  await page.goBack();
  check('quick: Back after the thanks shows them', (await page.locator('.code').textContent()) === thanks, page.url());
  await page.context().close();
}

/** A browser that keeps no cookies gets through all the same. */
async function withoutCookies({ browser, check, url }) {
  const page = await openPage(browser, url, SCREENS[2], OFF);
  const drop = () => page.context().clearCookies();
  await page.locator('#start #kind label').first().click();
  await Promise.all([page.waitForEvent('load'), page.locator('#start button[type=submit]').click()]);
  for (let n = 0; n < 12 && !(await page.locator('#comment').count()); n += 1) {
    await drop();
    for (const set of await page.locator('fieldset').all()) await set.locator('label:visible').first().click();
    await go(page, 'next');
  }
  await drop();
  await go(page, 'send');
  check('without cookies: the thanks', RECEIPT.test(await page.locator('.code').textContent()));
  await page.context().close();
}

const go = (page, value) => Promise.all([page.waitForEvent('load'), page.locator(`.pair button[value="${value}"]`).click()]);
const carried = (page) => page.locator('form.list input[type=hidden]').evaluateAll((list) => list.map((i) => `${i.name}=${i.value}`).sort());

async function form({ browser, check, where, lang, size, url }) {
  const page = await openPage(browser, url, size, OFF);
  const kind = page.locator('#start #kind label');
  if (await kind.count()) await kind.first().click();
  await Promise.all([page.waitForEvent('load'), page.locator('#start button[type=submit]').click()]);
  let pages = 0;
  let answered = 0;
  while (!(await page.locator('#comment').count())) {
    if ((pages += 1) > 12) throw new Error(`${where}: no end of pages at ${page.url()}`);
    const sets = page.locator('fieldset');
    for (let n = 0; n < await sets.count(); n += 1) {
      const labels = sets.nth(n).locator('label');
      await labels.nth(n % Math.min(2, await labels.count())).click();
      answered += 1;
    }
    check(`${where} page ${pages}: in the language`, (await page.getAttribute('html', 'lang')) === lang);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(`${where} page ${pages}: nothing sticks out`, wide <= 0, `${wide} px`);
    await go(page, 'next');
  }
  const before = await carried(page);
  const long = 'a'.repeat(1001);
  await page.locator('#comment').fill(long);
  await go(page, 'send');
  const title = await page.title();
  check(`${where}: 1,001 characters are a mistake`, title.startsWith(lang === 'vi' ? 'Lỗi: ' : 'Error: '), title);
  check(`${where}: the mistake is linked to its field`, await page.locator('.sum a[href="#comment"]').count() === 1);
  check(`${where}: the text is kept`, (await page.locator('#comment').inputValue()) === long);
  const after = await carried(page);
  check(`${where}: every answer is kept`, before.join() === after.join() && after.length > 30, `${before.length} then ${after.length}`);
  await page.locator('#comment').fill('Nhanh, gọn.');
  await go(page, 'send');
  // On a shared screen there is no code: nothing could be done with it there.
  const thanks = await page.locator('h1').first().textContent() + (await page.locator('.code').allTextContents()).join();
  check(`${where}: the thanks, with a code on a phone alone`, /(Cảm ơn|Thank you)/.test(thanks) && RECEIPT.test(thanks) === !url.includes('/k/'), thanks);
  console.log(`  ${where}: ${pages} pages, ${answered} questions, ${after.length} fields kept over the mistake, ${thanks.trim()}`);
  await page.context().close();
}

async function dashboard({ site, browser, check }) {
  const page = await signIn(browser, site, 'analyst', SCREENS[0], OFF);
  await page.goto(`${site.base}/staff/overview?from=2024-01&to=2024-12`);
  const cards = () => page.locator('.cards').textContent();
  const all = await cards();
  await page.locator('.filter select[name=stratum]').selectOption({ index: 1 });
  await Promise.all([page.waitForEvent('load'), page.locator('.filter form button').click()]);
  check('the filter works', /stratum=/.test(page.url()) && (await cards()) !== all, page.url());
  await page.goto(`${site.base}/staff/overview?from=2024-01&to=2024-12`);
  const order = () => page.locator('.units tbody th').allTextContents();
  const ranked = await order();
  await Promise.all([page.waitForEvent('load'), page.locator('.units thead a').nth(1).click()]);
  const named = await order();
  check('a column sorts', ranked.join() !== named.join() && ranked.length === named.length, page.url());
  check('and says so', (await page.locator('.units th[aria-sort]').count()) === 1);
  await page.locator('figure details summary').first().click();
  check('a table unfolds', await page.locator('figure details table').first().isVisible());
  await page.goto(`${site.base}/staff/export`);
  await page.locator('select[name=from]').selectOption('2024-06');
  await Promise.all([page.waitForEvent('load'), page.locator('.filter form button, form button').last().click()]);
  check('the export page filters', /from=2024-06/.test(page.url()), page.url());
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('td a').first().click()]);
  check('and a file comes', /\.csv$/.test(file.suggestedFilename()), file.suggestedFilename());
  console.log(`  dashboard: ${ranked.length} units sorted, filtered, ${file.suggestedFilename()} downloaded`);
  await page.context().close();
}
