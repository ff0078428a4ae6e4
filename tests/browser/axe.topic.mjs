// Pages of staff and of the public, and the states of the form that a straight way does not meet.
import { LANGUAGES, SCREENS, begin, inLanguage, openPage, overflow, settle, signIn, together, violations } from './lib.mjs';

export const name = 'axe';
export const needs = 'no accessibility violation on any page of staff and public, in errors and dialogs';

const SIZES = [SCREENS[0], SCREENS[2]];
const PAGES = {
  analyst: ['/staff/overview?from=2024-01&to=2024-12', '/staff/units/KH.STTTT?from=2024-01&to=2024-12', '/staff/export', '/staff/receipts', '/staff/password'],
  oversight: ['/staff/comments'],
  administrator: ['/staff/users', '/staff/print', '/staff/devices', '/staff/devices/desks/HCC.NHATRANG', '/staff/sessions'],
  auditor: ['/staff/log'],
};

export default async function axe({ site, browser, check }) {
  const counted = { pages: 0, found: 0 };
  const look = async (page, where) => {
    await page.evaluate(() => { for (const fold of document.querySelectorAll('main details')) fold.open = true; });
    const found = await violations(page);
    const over = await overflow(page);
    counted.pages += 1;
    counted.found += found.length;
    check(`${where}: axe finds nothing`, found.length === 0, found.join('; '));
    check(`${where}: nothing sticks out`, over.length === 0, over.join('; '));
    check(`${where}: no error in the console`, page.faults.every((fault) => /status of 4\d\d/.test(fault)), page.faults.join('; '));
  };
  const jobs = SIZES.flatMap((size) => [
    ...Object.entries(PAGES).map(([role, paths]) => async () => {
      const page = await signIn(browser, site, role, size);
      for (const path of paths) {
        for (const lang of LANGUAGES) {
          const reply = await page.goto(inLanguage(site.base + path, lang));
          check(`${path} is there`, reply.status() === 200, String(reply.status()));
          await look(page, `${path} ${lang} ${size.join('x')}`);
        }
      }
      if (role === 'administrator') {
        for (const lang of LANGUAGES) {
          await page.goto(inLanguage(`${site.base}/staff/users`, lang));
          await page.locator('td a').first().click();
          await page.locator('#disable').waitFor();
          await look(page, `the page of an account ${lang} ${size.join('x')}`);
        }
      }
      await page.context().close();
    }),
    ...LANGUAGES.map((lang) => () => open({ site, browser, look, lang, size })),
  ]);
  await together(jobs, 3);
  console.log(`  ${counted.pages} pages and states, ${counted.found} violations`);
}

/** The pages without an account. */
async function open({ site, browser, look, lang, size }) {
  const of = (what) => `${what} ${lang} ${size.join('x')}`;
  const page = await openPage(browser, inLanguage(`${site.base}/staff/sign-in`, lang), size);
  await look(page, of('sign-in'));
  await page.fill('[name=name]', `nobody.${lang}${size[0]}`);
  await page.fill('[name=password]', 'not a password');
  await page.locator('main form button').click();
  await page.locator('.summary').waitFor();
  await look(page, of('sign-in with a mistake'));
  for (const path of ['/', '/accessibility', '/api', '/nowhere', '/results', '/results/receipts', '/q/NOWHERE']) {
    await page.goto(inLanguage(site.base + path, lang));
    await look(page, of(path));
  }
  await page.context().close();
  await states({ site, browser, look, lang, size, of });
}

/** The form: nothing chosen, nothing answered, erase or idle. */
async function states({ site, browser, look, lang, size, of }) {
  const kiosk = size === SIZES[0];
  const page = await openPage(browser, inLanguage(kiosk ? site.kiosk : site.poster, lang), size, { quick: true });
  if (!kiosk) {
    await page.locator('#start button[type=submit]').tap();
    await look(page, of('start without a kind'));
  }
  await begin(page);
  await settle(page);
  if (kiosk) {
    await page.clock.fastForward(62_000);
    await page.locator('#idle').waitFor();
    await look(page, of('idle dialog'));
  } else {
    await page.locator('#erase').tap();
    await page.locator('#wipe').waitFor();
    await look(page, of('erase dialog'));
  }
  await page.context().close();
}
