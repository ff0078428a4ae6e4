// A citizen with a receipt: the link with and without JavaScript, answered, answered by another, kept for a day,
// and the short code that is typed.
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  LANGUAGES, SCREENS, answerByTouch, begin, inLanguage, mint, openPage, overflow, screen, settle, tap, together, violations,
} from './lib.mjs';
import { cutOff, measure } from './layout.mjs';

export const name = 'receipt';
export const needs = 'a receipt is answered once on any phone, says so to whoever comes later, and nothing of it stays on the phone';

const CODE = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/;
const [DESKTOP, , PHONE, SMALL] = SCREENS;
const ANSWERED = { vi: 'Giấy hẹn này đã được trả lời', en: 'This receipt has been answered' };
const NOTED = { vi: 'Đã ghi nhận', en: 'Noted' };
// The longest name and the longest event: what fits with them fits with all.
const LONGEST = ['KH.SNNMT', 'supplement'];

export default async function receipt({ site, browser, check }) {
  const cases = [PHONE, SMALL, DESKTOP].flatMap((size) => LANGUAGES.map((lang) => [size, lang]));
  const links = (await mint(site, 2 * cases.length, ...LONGEST)).map(({ url }) => url);
  const [shared, kept, lost] = await mint(site, 3);
  const typed = await mint(site, 2);
  const gone = await closed(site);
  const jobs = cases.map(([size, lang]) => {
    const where = `${lang} ${size.join('x')}`;
    const [touched, plain] = links.splice(0, 2).map((url) => inLanguage(url, lang));
    return async () => {
      const look = async (page, what) => judge({ check, page, where: `${where} ${what}` });
      await touch({ browser, check, look, where, url: touched, size, lang });
      await noScript({ browser, check, look, where, url: plain, size, lang });
      await states({ site, browser, look, check, where, size, lang });
      await over({ gone, browser, look, check, where, size, lang });
    };
  });
  await together([
    ...jobs,
    () => race({ browser, check, url: shared.url }),
    () => resume({ browser, check, url: kept.url, secret: kept.url.split('/').pop() }),
    () => resume({ browser, check, url: site.poster }),
    () => acknowledged({ browser, check, url: lost.url }),
    () => typing({ site, browser, check, receipts: typed }),
  ], 3);
}

/** Accessible, nothing outside, nothing cut off. */
async function judge({ check, page, where }) {
  const over = await overflow(page);
  check(`${where}: nothing sticks out`, over.length === 0, over.join('; '));
  const cut = await cutOff(page);
  check(`${where}: wide text spacing cuts nothing off`, cut.length === 0, cut.join('; '));
  const found = await violations(page);
  check(`${where}: axe finds nothing`, found.length === 0, found.join('; '));
}

const heading = (page) => page.locator('h1:visible, h2:visible').first().textContent();

async function touch({ browser, check, look, where, url, size, lang }) {
  const page = await openPage(browser, url, size, { quick: true });
  check(`${where}: in the language`, (await page.getAttribute('html', 'lang')) === lang);
  const told = await page.locator('.where').textContent();
  check(`${where}: says whose receipt it is`, /Sở Nông nghiệp/.test(told) && /(yêu cầu bổ sung|more papers)/.test(told), told);
  const facts = await page.locator('.facts').textContent();
  check(`${where}: says how long and that it is anonymous`, /22/.test(facts) && /14/.test(facts) && /(ẩn.danh|anonymous)/.test(facts), facts);
  const m = await measure(page);
  if (size === PHONE) check(`${where}: the first page does not scroll`, m.height === m.inner, `${m.height} in ${m.inner}`);
  check(`${where}: controls of 48`, Math.min(m.tile, m.control, m.language) >= 48, JSON.stringify(m));
  await look(page, 'start');
  await page.locator('summary').tap();
  const help = await page.locator('details p').textContent();
  check(`${where}: "not this place" says what to do`, /(đừng trả lời|do not answer)/.test(help), help);
  await look(page, 'start, unfolded');
  const { end, code } = await answerByTouch(page);
  check(`${where}: ends with the thanks and a code`, end === 'done' && CODE.test(code), `${end} ${code}`);
  const left = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  check(`${where}: nothing stays on the phone`, left === '[{},{}]', left);
  check(`${where}: no error in the console`, page.faults.length === 0, page.faults.join('; '));
  const again = await page.reload();
  check(`${where}: then it is answered`, again.status() === 409 && (await heading(page)) === ANSWERED[lang], await heading(page));
  await look(page, 'answered');
  await contest({ page, check, where, lang });
  await look(page, 'contested');
  console.log(`  ${where}: start ${m.height} of ${m.inner} px, code ${code}, then answered and contested`);
  await page.context().close();
}

async function contest({ page, check, where, lang }) {
  await Promise.all([page.waitForEvent('load'), page.locator('button[form=contest]:visible').click()]);
  check(`${where}: "it was not me" is noted`, (await heading(page)) === NOTED[lang], await heading(page));
}

const go = (page, value) => Promise.all([page.waitForEvent('load'), page.locator(`.pair button[value="${value}"]`).click()]);

async function noScript({ browser, check, look, where, url, size, lang }) {
  const page = await openPage(browser, url, size, { javaScriptEnabled: false });
  await page.locator('#start #kind label').first().click();
  await Promise.all([page.waitForEvent('load'), page.locator('#start button[type=submit]').click()]);
  check(`${where} without JavaScript: the pages follow`, /\/r\/\w+\/pages\?/.test(page.url()), page.url());
  check(`${where} without JavaScript: the kind is kept`, (await page.locator('input[type=hidden][name=kind]').count()) === 1);
  let pages = 0;
  while (!(await page.locator('#comment').count())) {
    if ((pages += 1) > 12) throw new Error(`${where}: no end of pages at ${page.url()}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(`${where} without JavaScript, page ${pages}: nothing sticks out`, wide <= 0, `${wide} px`);
    for (const set of await page.locator('fieldset').all()) await set.locator('label').first().click();
    await go(page, 'next');
  }
  await page.locator('#comment').fill('Nhanh, gọn.');
  await go(page, 'send');
  const thanks = await page.locator('.code').textContent();
  check(`${where} without JavaScript: shows a code`, CODE.test(thanks), thanks);
  await page.goto(url);
  check(`${where} without JavaScript: then it is answered`, (await heading(page)) === ANSWERED[lang]);
  await contest({ page, check, where: `${where} without JavaScript`, lang });
  await page.context().close();
}

async function states({ site, browser, look, check, where, size, lang }) {
  const page = await openPage(browser, inLanguage(`${site.base}/r/NOWHERE`, lang), size);
  check(`${where}: an unknown code is said`, /(chưa đúng|not the code)/.test(await heading(page)), await heading(page));
  await look(page, 'unknown');
  await Promise.all([page.waitForEvent('load'), page.locator('main a.btn').click()]);
  await page.goto(inLanguage(page.url(), lang));
  await look(page, 'typing');
  await page.locator('#code').fill('ABCD 1234');
  await Promise.all([page.waitForEvent('load'), page.locator('main form button').click()]);
  const title = await page.title();
  check(`${where}: a slip is a mistake of the field`, title.startsWith(lang === 'vi' ? 'Lỗi: ' : 'Error: '), title);
  check(`${where}: what was typed is kept`, (await page.locator('#code').inputValue()) === 'ABCD 1234');
  await look(page, 'typing, a slip');
  await page.context().close();
}

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Links that no longer count: { expired, revoked }. */
async function closed(site) {
  const [kept, back] = await mint(site, 2);
  const [old, revoked] = [await ofWeeksAgo(site, kept.url, 6), back.url];
  const serial = read(back.url).readUInt32BE(18).toString();
  await site.command('receipts', 'revoke', '--from', serial, '--to', serial);
  return { expired: old, revoked };
}

const read = (url) => {
  const bits = [...url.split('/').pop()].map((symbol) => SYMBOLS.indexOf(symbol).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.slice(0, 352).match(/.{8}/g).map((byte) => parseInt(byte, 2)));
};

/** The same receipt as if it had been minted some weeks earlier, under the site's own key. */
async function ofWeeksAgo(site, url, weeks) {
  const bytes = read(url);
  const key = Buffer.from((await readFile(`${site.folder}/keys/receipt-${String(bytes.readUInt16BE(1)).padStart(4, '0')}.key`, 'utf8')).trim(), 'hex');
  bytes.writeUInt16BE(bytes.readUInt16BE(14) - weeks, 14);
  createHmac('sha256', key).update('token\0').update(bytes.subarray(0, 32)).digest().copy(bytes, 32, 0, 12);
  const bits = `${[...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')}000`;
  const token = bits.match(/.{5}/g).map((five) => SYMBOLS[parseInt(five, 2)]).join('');
  return url.replace(/[^/]+$/, token);
}

/** An expired and a revoked receipt say so, and that is all that they do. */
async function over({ gone, browser, look, check, where, size, lang }) {
  const said = {
    expired: { vi: 'Mã đánh giá đã hết hạn', en: 'The receipt’s code has expired' },
    revoked: { vi: 'Mã đánh giá đã bị thu hồi', en: 'The receipt’s code was taken back' },
  };
  for (const javaScriptEnabled of [true, false]) {
    const page = await openPage(browser, 'about:blank', size, { javaScriptEnabled });
    for (const [what, url] of Object.entries(gone)) {
      const reply = await page.goto(inLanguage(url, lang));
      check(`${where}: ${what} is gone`, reply.status() === 410, String(reply.status()));
      check(`${where}: ${what} says so`, (await heading(page)) === said[what][lang], await heading(page));
      check(`${where}: ${what} asks nothing`, (await page.locator('input:visible, #start').count()) === 0);
      if (javaScriptEnabled) await look(page, what);
    }
    await page.context().close();
  }
}

/** Two phones have the form open; the second that sends hears that it was answered. */
async function race({ browser, check, url }) {
  const [first, second] = await Promise.all([0, 1].map(() => openPage(browser, url, PHONE, { quick: true })));
  const won = await answerByTouch(first);
  const other = await answerByTouch(second);
  check('second phone: is refused', won.end === 'done' && other.end === 'refused', `${won.end} ${other.end}`);
  const said = await second.locator('#refused h2').textContent();
  check('second phone: in words', said === ANSWERED.vi, said);
  await judge({ check, page: second, where: 'second phone, refused' });
  const left = await second.evaluate(() => localStorage.length);
  check('second phone: its answers are kept until erased', left > 0, String(left));
  check('second phone: is not told to send them again', !(await second.locator('#refused .again').isVisible()));
  await settle(second);
  await contest({ page: second, check, where: 'second phone', lang: 'vi' });
  await Promise.all([first, second].map((page) => page.context().close()));
}

/** Half a form is there again within a day, in a new tab, and not on the next; erasing leaves nothing. */
async function resume({ browser, check, url, secret }) {
  const page = await openPage(browser, url, PHONE, { quick: true });
  const context = page.context();
  await begin(page);
  for (const id of ['q1', 'q2']) {
    await settle(page);
    await tap(page, page.locator(`#${id} .tiles label`).nth(1));
    await page.clock.fastForward(360);
  }
  const stored = () => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  check('resume: the phone keeps the answers', /access/.test(await stored()), await stored());
  if (secret) check('resume: and nothing of the token', !(await stored()).toUpperCase().includes(secret.slice(0, 16)), await stored());
  const later = await context.newPage();
  await page.close();
  await later.clock.install();
  await later.goto(url);
  check('resume: goes on where it was', (await screen(later)).id === 'q3' && (await later.locator('#form input:checked').count()) === 2);
  const next = await context.newPage();
  await later.close();
  await next.clock.install({ time: Date.now() + 25 * 3600_000 });
  await next.goto(url);
  check('resume: not after a day', (await screen(next)).id === 'start' && (await next.locator('input:checked').count()) === 0);
  check('resume: what was kept is gone', (await next.evaluate(() => localStorage.length)) === 0);
  next.quick = true;
  await begin(next);
  await settle(next);
  await next.locator('#erase').tap();
  await settle(next);
  await next.locator('#wipe .go').tap();
  check('erase: begins again', (await screen(next)).id === 'start' && (await next.locator('input:checked').count()) === 0);
  check('erase: leaves nothing', (await next.evaluate(() => localStorage.length + sessionStorage.length)) === 0);
  await context.close();
}

/** The answers were stored, the reply was lost, the page was closed: the link shows the acknowledgement, not a stranger's. */
async function acknowledged({ browser, check, url }) {
  const page = await openPage(browser, url, PHONE, { quick: true });
  await page.route('**/api/v1/submissions', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  const { end } = await answerByTouch(page);
  check('lost reply: waits', end === 'late', end);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  check('lost reply: what waits has no token', !kept.includes(url.split('/').pop()), kept.slice(0, 200));
  const later = await page.context().newPage();
  await page.close();
  await later.goto(url);
  await later.locator('#own').waitFor();
  const code = await later.locator('#acknowledgement').textContent();
  check('lost reply: the link shows the code', CODE.test(code), code);
  check('lost reply: and offers no contest', (await later.locator('button[form=contest]:visible').count()) === 0);
  await judge({ check, page: later, where: 'lost reply' });
  const left = await later.evaluate(() => JSON.stringify({ ...localStorage }));
  check('lost reply: then nothing is kept', left === '{}', left.slice(0, 300));
  await later.context().close();
}

/** The code with the last symbol of its secret changed and its check symbols put right: what a guess looks like. */
function guess(code, by) {
  const symbols = [...code.replaceAll('-', '')].map((symbol) => SYMBOLS.indexOf(symbol));
  symbols[9] = (symbols[9] + by) % 32;
  const check = Number(symbols.slice(0, 10).reduce((value, symbol) => value * 32n + BigInt(symbol), 0n) % 1021n);
  return [...symbols.slice(0, 10), check >> 5, check % 32].map((symbol) => SYMBOLS[symbol]).join('');
}

async function typing({ site, browser, check, receipts: [good, closed] }) {
  const page = await openPage(browser, `${site.base}/r`, PHONE);
  const type = async (code) => {
    await page.goto(`${site.base}/r`);
    await page.locator('#code').fill(code);
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    return page.url();
  };
  const opened = await type(good.short_code.toLowerCase().replaceAll('-', ' '));
  check('typing: opens the receipt', opened.toUpperCase() === good.url.toUpperCase() && (await page.locator('#start').count()) === 1, opened);
  for (let n = 1; n <= 5; n += 1) {
    await type(guess(closed.short_code, n));
    const said = await page.locator('.sum').textContent();
    check('typing: a wrong code is said', /Không có giấy hẹn nào/.test(said), said);
  }
  await type(closed.short_code);
  const said = await page.locator('.sum').textContent();
  check('typing: after five wrong ones the number is closed for the day', /5 lần hôm nay/.test(said), said);
  await judge({ check, page, where: 'typing, closed' });
  await page.goto(closed.url);
  check('typing: its QR code goes on', (await page.locator('#start').count()) === 1, page.url());
  await page.context().close();
}
