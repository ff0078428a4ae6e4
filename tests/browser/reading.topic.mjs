// Pages for readers who set text and colours to their own needs: text spacing, forced colours, order.
import { LANGUAGES, SCREENS, answerByTouch, inLanguage, mint, openPage, signIn, together } from './lib.mjs';

export const name = 'reading';
export const needs = 'text spacing (WCAG 1.4.12) clips nothing, forced colours keep all text and codes readable, and what is read first stands first';

const [COUNTER, STAND, PHONE] = SCREENS;
const SPACING = '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}';
const STAFF = {
  analyst: ['/staff/overview?from=2024-01&to=2024-12', '/staff/units/KH.STTTT?from=2024-01&to=2024-12', '/staff/export', '/staff/receipts'],
  oversight: ['/staff/comments'],
  administrator: ['/staff/users', '/staff/devices', '/staff/print'],
  auditor: ['/staff/log'],
};
const shots = process.env.HAILONG_SHOTS;
let seen = 0;

export default async function reading({ site, browser, check }) {
  await names({ site, browser, check });
  const { desks } = await (await fetch(`${site.base}/api/v1/units`)).json();
  const desk = site.kiosk.split('/').pop();
  const [receipt] = await mint(site, 1, desks.find(({ code }) => code === desk).units[0]);
  const open = ['/', '/accessibility', '/results?year=2024', '/results/receipts', '/r', '/q/NOWHERE', '/nowhere', '/staff/sign-in', new URL(receipt.url).pathname];
  await together([
    ...[COUNTER, PHONE].flatMap((size) => Object.entries(STAFF).map(([role, paths]) => async () => {
      const page = await signIn(browser, site, role, size);
      for (const path of paths) await judge({ page, check, url: site.base + path, where: `${path} ${size.join('x')}` });
      await page.context().close();
    })),
    ...[COUNTER, PHONE].map((size) => async () => {
      const page = await openPage(browser, 'about:blank', size);
      for (const path of size === COUNTER ? [...open, `/k/${desk}/quick`] : [...open, `/q/${desk}/quick`]) await judge({ page, check, url: site.base + path, where: `${path.slice(0, 24)} ${size.join('x')}` });
      await page.context().close();
    }),
    ...[[site.kiosk, COUNTER], [site.kiosk, STAND], [site.poster, PHONE]].map(([url, size]) => async () => {
      const page = await openPage(browser, url, size, { quick: true });
      await answerByTouch(page, async (page, at) => {
        if (/^(start|kind|q1|q22|choice|expect|words|done)$/.test(at.id) || at.step === 'expect') await look({ page, check, where: `${at.id} ${size.join('x')}` });
      });
      await page.context().close();
    }),
  ], 2);
  console.log(`  ${seen} screens`);
}

/** Where desks differ in the last words of their names, a kiosk's header shows all of them, also with wide spacing. */
async function names({ site, browser, check }) {
  const { desks, units } = await (await fetch(`${site.base}/api/v1/units`)).json();
  const open = desks.filter((desk) => !units.find(({ code }) => code === desk.units[0]).valid_to);
  const longest = open.sort((a, b) => b.name.length - a.name.length).slice(0, 10);
  check('there are ten desks', longest.length === 10, String(longest.length));
  for (const size of [COUNTER, STAND]) {
    const page = await openPage(browser, 'about:blank', size);
    for (const lang of LANGUAGES) {
      for (const { code, ...desk } of longest) {
        await page.goto(inLanguage(`${site.base}/k/${code}`, lang));
        for (const spacing of ['', SPACING]) {
          const shown = await page.evaluate(header, spacing);
          const name = lang === 'vi' ? desk.name : desk.name_en;
          check(`${code} ${lang} ${size.join('x')} ${spacing && 'spaced'}: the whole name`, shown.text === name && shown.inside && !shown.clipped, JSON.stringify(shown));
        }
      }
    }
    if (shots) await page.screenshot({ path: `${shots}/kiosk-name-${size.join('x')}.png` });
    const said = await page.locator('body').innerText();
    check(`${size.join('x')}: nothing is said of pairing`, !/ghép|paired/i.test(said), said);
    await page.context().close();
  }
}

function header(spacing) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(spacing);
  document.adoptedStyleSheets = [sheet];
  const place = document.querySelector('.place'), name = place.querySelector('span'), bar = place.closest('header').getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(name);
  const lines = [...range.getClientRects()];
  const shown = {
    text: name.textContent,
    inside: lines.length > 0 && lines.every((line) => line.top >= bar.top - 1 && line.bottom <= bar.bottom + 1 && line.right <= innerWidth),
    clipped: place.scrollWidth > place.clientWidth + 1 || getComputedStyle(place).overflow === 'hidden' && place.scrollHeight > place.clientHeight + 1,
  };
  document.adoptedStyleSheets = [];
  return shown;
}

async function judge({ page, check, url, where }) {
  await page.goto(url);
  await look({ page, check, where });
}

async function look({ page, check, where }) {
  seen += 1;
  const order = await page.evaluate(disorder);
  check(`${where}: read in the order of sight`, order.length === 0, order.join('; '));
  const cut = await page.evaluate(clipped, SPACING);
  check(`${where}: wide text spacing clips nothing`, cut.length === 0, cut.slice(0, 6).join('; '));
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    const faint = await page.evaluate(unreadable);
    check(`${where}: forced colours, ${colorScheme}: text is readable`, faint.length === 0, faint.slice(0, 6).join('; '));
    if (shots) await page.screenshot({ path: `${shots}/forced-${colorScheme}-${where.replace(/[^\w.-]+/g, '-')}.png` });
  }
  await page.emulateMedia({ forcedColors: 'none', colorScheme: null });
}

/** Blocks of text that stand above what is read before them, in one column, and text whose direction is not said right. */
function disorder() {
  const wrong = [];
  if (getComputedStyle(document.documentElement).direction !== 'ltr' || !document.documentElement.lang) wrong.push('no language or direction');
  for (const e of document.querySelectorAll('body *')) if (e.checkVisibility() && getComputedStyle(e).order !== '0') wrong.push(`${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''} is moved from its place`);
  const blocks = [...document.querySelectorAll('main h1, main h2, main h3, main p, main li, main button, main label, main legend')]
    .filter((e) => e.checkVisibility() && !e.closest('.hide, .quiet, dialog, svg, table, .foot, .full') && e.getBoundingClientRect().height > 1);
  for (const [n, one] of blocks.entries()) {
    const next = blocks[n + 1];
    if (!next || one.contains(next)) continue;
    const [a, b] = [one, next].map((e) => e.getBoundingClientRect());
    // Below, or beside it to the right, or in a column further right.
    if (b.bottom <= a.top + 1 && b.left < a.right - 1) wrong.push(`“${next.textContent.trim().slice(0, 20)}” stands above “${one.textContent.trim().slice(0, 20)}”`);
  }
  return wrong;
}

/** Text that is cut off, or lies over other text, once the spacing of all text is wider. */
function clipped(spacing) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(spacing);
  document.adoptedStyleSheets = [sheet];
  const cut = [], name = (e) => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''} “${e.textContent.trim().slice(0, 24)}”`;
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.hide, .quiet, .jump, .skip');
  for (const e of document.querySelectorAll('body *:not(svg *)')) {
    if (!shown(e) || e.matches('textarea, select, input, svg, .scroll') || e.closest('.scroll table')) continue;
    const style = getComputedStyle(e);
    const hides = /hidden|clip/.test(style.overflowX + style.overflowY);
    if (hides && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1)) cut.push(`${name(e)} is clipped`);
    if (e.matches('.b, .btn, button, header, .card') && (e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2)) cut.push(`${name(e)} overflows`);
  }
  // The lines of one text lie over those of another.
  const texts = [...document.querySelectorAll('header b, header span, header a, main h1, main h2, main p, main li, main label, main legend, footer p, footer button')]
    .filter((e) => shown(e) && !e.closest('dialog, svg, table, .t') && ![...e.children].some((child) => child.matches('h1,h2,p,li,label,a,span')))
    .map((e) => { const range = document.createRange(); range.selectNodeContents(e); return [e, [...range.getClientRects()].filter((line) => line.width > 1)]; });
  for (const [n, [one, lines]] of texts.entries()) {
    for (const [two, others] of texts.slice(n + 1)) {
      if (one.contains(two) || two.contains(one)) continue;
      const over = lines.some((a) => others.some((b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6));
      if (over && getComputedStyle(two.closest('footer p') ?? two).position !== 'fixed') cut.push(`${name(two)} lies over ${name(one)}`);
    }
  }
  // Charts: their words have to stay in their drawing.
  for (const text of document.querySelectorAll('.plot svg text')) {
    if (!text.checkVisibility()) continue;
    const [a, b] = [text.getBoundingClientRect(), text.closest('figure, .plot').getBoundingClientRect()];
    if (a.left < b.left - 24 || a.right > b.right + 24) cut.push(`${name(text)} leaves its chart`);
  }
  document.adoptedStyleSheets = [];
  return cut;
}

/** Words and marks too faint against what lies behind them, and codes that are not dark on white. */
function unreadable() {
  const rgb = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => { const c = v / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; }).reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const behind = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const c = rgb(getComputedStyle(at).backgroundColor);
      if (c.length === 3 || c[3] > 0.5) return c;
    }
    const probe = document.createElement('i');
    probe.style.color = 'Canvas';
    document.body.append(probe);
    const canvas = rgb(getComputedStyle(probe).color);
    probe.remove();
    return canvas;
  };
  const faint = [];
  const judge = (e, colour, back, least, what) => {
    const found = contrast(rgb(colour), back);
    if (found < least) faint.push(`${what} ${found.toFixed(1)}`);
  };
  for (const svg of document.querySelectorAll('svg')) {
    if (!svg.checkVisibility() || svg.matches('.qr, .mark')) continue;
    const back = behind(svg.parentElement);
    const bars = [...svg.querySelectorAll('rect')].map((rect) => [rect.getBoundingClientRect(), getComputedStyle(rect).fill]);
    for (const text of svg.querySelectorAll('text')) {
      const box = text.getBoundingClientRect(), [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      const bar = bars.findLast(([r, fill]) => fill !== 'none' && r.left <= x && r.right >= x && r.top <= y && r.bottom >= y);
      judge(text, getComputedStyle(text).fill, bar ? rgb(bar[1]) : back, 4.5, `text “${text.textContent.slice(0, 16)}”`);
    }
    for (const mark of svg.querySelectorAll('.dot, .line, .whisker, .target, .before, .up, .down, .flat, .sort, .i path, .f path, .met path, .missed path')) {
      const style = getComputedStyle(mark), seen = [style.fill, style.stroke].filter((colour) => /^rgb/.test(colour));
      if (seen.length && Math.max(...seen.map((colour) => contrast(rgb(colour), back))) < 3) faint.push(`mark ${mark.getAttribute('class') ?? mark.tagName} ${seen.join('/')}`);
    }
  }
  for (const e of document.querySelectorAll('body *:not(svg):not(svg *)')) {
    if (!e.checkVisibility() || ![...e.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())) continue;
    if (e.closest('.hide, .quiet, .jump, .skip, :disabled, option')) continue;
    judge(e, getComputedStyle(e).color, behind(e), 4.5, `“${e.textContent.trim().slice(0, 16)}”`);
  }
  for (const code of document.querySelectorAll('img.code, .qr')) {
    if (code.checkVisibility() && rgb(getComputedStyle(code).backgroundColor).slice(0, 3).join() !== '255,255,255') faint.push('a code that is not on white');
  }
  return faint;
}
