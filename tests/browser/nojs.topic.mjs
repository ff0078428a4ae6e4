// Without JavaScript: the form page by page to the receipt, a mistake that loses nothing, and the dashboard.
import { LANGUAGES, SCREENS, inLanguage, openPage, signIn, together } from './lib.mjs';

export const name = 'nojs';
export const needs = 'without JavaScript the form gets to its receipt, a mistake keeps everything, and staff pages work';

const OFF = { javaScriptEnabled: false };
const RECEIPT = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/;

export default async function nojs({ site, browser, check }) {
  const ways = [['poster', SCREENS[2]], ['kiosk', SCREENS[0]]];
  await together(ways.flatMap(([surface, size]) => LANGUAGES.map((lang) => async () => {
    await form({ browser, check, where: `${surface} ${lang}`, lang, size, url: inLanguage(site[surface], lang) });
  })));
  await dashboard({ site, browser, check });
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
  const thanks = await page.locator('.code').textContent();
  check(`${where}: shows a receipt`, RECEIPT.test(thanks), thanks);
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
