// Every screen of the form on kiosk and phone, in both languages: fits, is large enough, is accessible,
// and is answered by touch to its end.
import { LANGUAGES, SCREENS, answerByTouch, inLanguage, ofCentre, openPage, overflow, together, violations } from './lib.mjs';
import { cutOff, measure } from './layout.mjs';

export const name = 'form';
export const needs = 'every screen fits its device, has large targets, no axe violation, and a finger gets to the acknowledgement';

const CODE = /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/;
const [KIOSK, UPRIGHT, PHONE, SMALL] = SCREENS;
const DEVICES = [['kiosk', KIOSK], ['kiosk', UPRIGHT], ['poster', PHONE], ['poster', SMALL]];

export default async function form({ site, browser, check }) {
  const codes = [];
  const jobs = DEVICES.flatMap(([surface, size]) => LANGUAGES.map((lang) => async () => {
    const where = `${surface} ${lang} ${size.join('x')}`;
    const url = lang === 'vi' ? ofCentre(site[surface]) : site[surface];
    codes.push(await walk({ browser, check, where, surface, size, lang, url: inLanguage(url, lang) }));
  }));
  await together(jobs, 4);
  check('every form got a code of its own', new Set(codes).size === jobs.length, codes.join(' '));
  console.log(`  ${codes.length} forms answered by touch`);
  await controls({ site, browser, check });
}

async function walk({ browser, check, where, surface, size, lang, url }) {
  const page = await openPage(browser, url, size, { quick: true });
  check(`${where}: the page is in the language`, (await page.getAttribute('html', 'lang')) === lang);
  const seen = new Set();
  const least = { tile: 9999, control: 9999, gap: 9999, language: 9999, low: 0 };
  const counted = [];
  const result = await answerByTouch(page, async (page, at) => {
    const over = await overflow(page);
    check(`${where} ${at.id}: nothing sticks out`, over.length === 0, over.join('; '));
    const m = await measure(page);
    for (const what of ['tile', 'control', 'gap', 'language']) least[what] = Math.min(least[what], m[what]);
    const counter = await page.locator(`[id="${at.id}"] .further`).allTextContents();
    if (counter.length) counted.push(counter[0].match(/\d+/g).join('/'));
    if (at.step === 'choice' && surface === 'kiosk') check(`${where}: at the choice buttons of 120`, Math.min(...await heights(page)) >= 120, String(await heights(page)));
    if (at.step === 'item') least.low = Math.max(least.low, m.low);
    if (surface === 'kiosk') sizes(check, `${where} ${at.id}`, m);
    else if (size === PHONE) phone(check, `${where} ${at.id}`, at, m);
    // One screen of a kind is like the others; axe takes its time.
    const kind = at.step || at.id;
    if (seen.has(kind)) return;
    seen.add(kind);
    const cut = await cutOff(page);
    check(`${where} ${at.id}: wide text spacing cuts nothing off`, cut.length === 0, cut.join('; '));
    if (size === SMALL) return;
    const found = await violations(page);
    check(`${where} ${at.id}: axe finds nothing`, found.length === 0, found.join('; '));
  });
  check(`${where}: ends with the thanks`, result.end === 'done', result.end);
  check(`${where}: shows a code`, CODE.test(result.code), result.code);
  check(`${where}: asked all 22 items`, result.screens.filter((id) => /^q\d+$/.test(id)).length === 22);
  check(`${where}: counts 14 more from 1 to 14`, counted.join() === Array.from({ length: 14 }, (_, n) => `${n + 1}/14`).join(), counted.join());
  check(`${where}: no error in the console`, page.faults.length === 0, page.faults.join('; '));
  console.log(`  ${where}: ${result.screens.length} screens, ${seen.size} kinds; tiles >= ${least.tile}, controls >= ${least.control},`
    + ` language ${least.language}, gaps >= ${least.gap}, items end at ${least.low}`);
  await page.context().close();
  return result.code;
}

const heights = (page) => page.locator('#choice button').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));

function sizes(check, where, m) {
  check(`${where}: does not scroll`, m.height === m.inner, `${m.height} in ${m.inner}`);
  check(`${where}: tiles of 120`, m.tile >= 120, String(m.tile));
  check(`${where}: controls of 80`, m.control >= 80, String(m.control));
  check(`${where}: language button of 56`, m.language >= 56, String(m.language));
  check(`${where}: gaps of 16`, m.gap >= 16, String(m.gap));
}

function phone(check, where, at, m) {
  if (at.step === 'item') check(`${where}: ends inside the screen`, m.low <= m.inner, `${m.low} in ${m.inner}`);
  if (at.id === 'start') check(`${where}: does not scroll`, m.height === m.inner, `${m.height} in ${m.inner}`);
  check(`${where}: controls of 48`, Math.min(m.tile, m.control, m.language) >= 48, JSON.stringify(m));
}

/** The same checks on pages that are spoilt on purpose must fail. */
async function controls({ site, browser, check }) {
  const page = await openPage(browser, site.poster, PHONE);
  await page.evaluate(() => {
    document.querySelector('h1').style.width = '900px';
    document.querySelector('.start').style.height = '20px';
    document.querySelector('.start').style.minHeight = '0';
    document.querySelector('.start').style.overflow = 'hidden';
    document.documentElement.removeAttribute('lang');
  });
  check('control: a heading of 900 px sticks out of 360', (await overflow(page)).length > 0);
  check('control: a button of 20 px is too small', (await measure(page)).control < 48);
  check('control: a button of 20 px cuts its text off', (await cutOff(page)).some((what) => what.startsWith('button')));
  check('control: axe misses the language', (await violations(page)).some((rule) => rule.startsWith('html-has-lang')));
  await page.context().close();
}
