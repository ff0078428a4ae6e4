// The form on kiosk and phone: fits every screen, is accessible, and is answered by touch to its end.
import { LANGUAGES, SCREENS, answerByTouch, inLanguage, openPage, overflow, violations } from './lib.mjs';

export const name = 'form';
export const needs = 'no screen of the form overflows or has an axe violation, and a finger gets to the receipt';

const RECEIPT = /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/;

// A kiosk is a tablet on its stand, lying or upright; everything else comes over the poster.
const TABLETS = SCREENS.slice(0, 2);

export default async function form({ site, browser, check }) {
  const receipts = [];
  for (const [surface, sizes] of [['poster', SCREENS], ['kiosk', TABLETS]]) {
    // Side by side: a person's pauses are most of the time.
    const ways = LANGUAGES.flatMap((lang) => sizes.map((size) => answer({ site, browser, check }, surface, lang, size)));
    receipts.push(...await Promise.all(ways));
  }
  check('every form got a receipt of its own', new Set(receipts).size === receipts.length, receipts.join(' '));
  console.log(`  ${receipts.length} forms answered by touch`);
  await controls({ site, browser, check });
}

async function answer({ site, browser, check }, surface, lang, size) {
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
  const asked = result.screens.filter((id) => /^q\d+$/.test(id)).length;
  check(`${where}: asked all 22 items`, asked === 22, String(asked));
  check(`${where}: no error in the console`, page.faults.length === 0, page.faults.join('; '));
  await page.context().close();
  return result.receipt;
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
