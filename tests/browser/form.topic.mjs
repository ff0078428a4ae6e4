// The form on kiosk and phone: fits every screen, is accessible, and is answered by touch to its end.
import { LANGUAGES, SCREENS, answerByTouch, inLanguage, openPage, overflow, violations } from './lib.mjs';

export const name = 'form';
export const needs = 'no screen of the form overflows or has an axe violation, and a finger gets to the receipt';

const RECEIPT = /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/;

export default async function form({ site, browser, check }) {
  const receipts = new Set();
  let answered = 0;
  for (const surface of ['poster', 'kiosk']) {
    for (const lang of LANGUAGES) {
      for (const size of SCREENS) {
        const where = `${surface} ${lang} ${size.join('x')}`;
        const page = await openPage(browser, inLanguage(site[surface], lang), size);
        check(`${where}: the page is in the language`, (await page.getAttribute('html', 'lang')) === lang);
        const seen = new Set();
        const result = await answerByTouch(page, async (page, at) => {
          const over = await overflow(page);
          check(`${where} ${at.id}: nothing sticks out`, over.length === 0, over.join('; '));
          // One screen of a kind is like the others; axe takes its time.
          if (seen.has(at.step || at.id)) return;
          seen.add(at.step || at.id);
          const found = await violations(page);
          check(`${where} ${at.id}: axe finds nothing`, found.length === 0, found.join('; '));
        });
        check(`${where}: ends with the thanks`, result.end === 'done', result.end);
        check(`${where}: shows a receipt`, RECEIPT.test(result.receipt), result.receipt);
        check(`${where}: asked all 22 items`, result.screens.filter((id) => /^q\d+$/.test(id)).length === 22);
        check(`${where}: no error in the console`, page.faults.length === 0, page.faults.join('; '));
        receipts.add(result.receipt);
        answered += 1;
        await page.context().close();
      }
    }
  }
  check('every form got a receipt of its own', receipts.size === answered, `${receipts.size} of ${answered}`);
  console.log(`  ${answered} forms answered by touch`);
  await controls({ site, browser, check });
}

/** The same checks on pages that are spoilt on purpose must fail. */
async function controls({ site, browser, check }) {
  const page = await openPage(browser, site.poster, SCREENS[2]);
  await page.evaluate(() => {
    document.querySelector('h1').style.width = '900px';
    document.querySelector('.langs a').removeAttribute('href');
    document.querySelector('.langs a').textContent = '';
    document.documentElement.removeAttribute('lang');
  });
  check('control: a heading of 900 px sticks out of 360', (await overflow(page)).length > 0);
  check('control: axe misses the language', (await violations(page)).some((rule) => rule.startsWith('html-has-lang')));
  await page.context().close();
}
