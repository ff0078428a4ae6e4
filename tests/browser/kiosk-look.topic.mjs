// Every screen that only a kiosk has: fits without scrolling, is large enough, is accessible.
import { DESK, openSite, pair, sleep } from './kiosk.mjs';
import { LANGUAGES, openPage, overflow, together, violations } from './lib.mjs';
import { cutOff } from './layout.mjs';

export const name = 'kiosk-look';
export const needs = 'the kiosk’s own screens fit both orientations in both languages, with large targets and no axe violation';

const SIZES = [[1280, 800], [800, 1280]];
const DIALOGS = ['receipt-ask', 'slip', 'pairing', 'pin', 'menu', 'unpair-ask'];
const shots = process.env.HAILONG_SHOTS;

export default async function look({ browser, check }) {
  const site = await openSite();
  let seen = 0;
  try {
    const context = await browser.newContext();
    const first = await context.newPage();
    await first.goto(`${site.base}/k/${DESK}`);
    await pair(first, await site.offer());
    await together(SIZES.flatMap((size) => LANGUAGES.flatMap((lang) => [DESK, 'TTHCC2025'].map((desk) => async () => {
      const page = await openPage(browser, `${site.base}/k/${desk}?lang=${lang}`, size);
      const where = `${desk} ${lang} ${size.join('x')}`;
      const screens = {
        attract: () => { document.querySelector('#have-receipt').hidden = false; document.querySelector('#hours').hidden = false; },
        updating: () => { for (const [id, hidden] of [['.start', true], ['#hours', true], ['#updating', false], ['#have-receipt', true]]) document.querySelector(id).hidden = hidden; },
        stopped: () => { for (const [id, hidden] of [['#updating', true], ['#stopped', false]]) document.querySelector(id).hidden = hidden; },
        unsaved: () => { for (const s of document.querySelectorAll('#start, #form > .s')) s.hidden = s.id !== 'unsaved'; document.querySelector('#form').hidden = false; document.querySelector('#foot').hidden = true; },
      };
      for (const [what, make] of Object.entries(screens)) {
        await page.evaluate(make);
        await judge({ page, check, where: `${where} ${what}` });
        seen += 1;
      }
      for (const id of desk === DESK ? DIALOGS : []) {
        await page.evaluate((id) => {
          document.querySelectorAll('dialog[open]').forEach((dialog) => dialog.close());
          const dialog = document.getElementById(id);
          // The longest that may stand in it.
          for (const line of dialog.querySelectorAll('.fault, #m-said')) line.textContent = Object.values(line.dataset).sort((a, b) => b.length - a.length)[0];
          for (const value of dialog.querySelectorAll('dd:not(:has(*))')) value.textContent = Object.values(value.dataset).sort((a, b) => b.length - a.length)[0] ?? '200';
          const image = dialog.querySelector('img');
          if (image) { image.src = document.querySelector('.aside img').src; image.hidden = false; }
          dialog.showModal();
        }, id);
        await sleep(100);
        await judge({ page, check, where: `${where} ${id}` });
        seen += 1;
      }
      await page.context().close();
    }))), 2);
    await context.close();
  } finally {
    await site.end();
  }
  console.log(`  ${seen} screens`);
}

async function judge({ page, check, where }) {
  const found = await page.evaluate(() => {
    const dialog = document.querySelector('dialog[open]');
    const shown = [...(dialog ?? document).querySelectorAll(dialog ? 'button' : 'main button, .langs a')].filter((e) => e.checkVisibility()).map((e) => [e, e.getBoundingClientRect()]);
    const gaps = shown.flatMap(([, one], n) => shown.slice(n + 1).map(([, two]) => Math.max(two.left - one.right, one.left - two.right, two.top - one.bottom, one.top - two.bottom)));
    const page = document.documentElement;
    return {
      scrolls: dialog ? dialog.scrollHeight > dialog.clientHeight + 1 || dialog.getBoundingClientRect().bottom > innerHeight : page.scrollHeight > innerHeight,
      small: Math.round(Math.min(...shown.map(([e, box]) => Math.min(box.width, box.height) - (e.matches('.langs a') ? -24 : e.matches('.key') ? 16 : 0)))),
      gap: Math.round(Math.min(...gaps, 99)),
      code: [...document.querySelectorAll('img.code')].filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect()).every((box) => box.width === 240 && box.height === 240),
    };
  });
  check(`${where}: nothing scrolls`, !found.scrolls);
  check(`${where}: controls of 80, keys of 96`, found.small >= 80, String(found.small));
  check(`${where}: gaps of 16`, found.gap >= 16, String(found.gap));
  check(`${where}: codes of 240`, found.code);
  const over = await overflow(page);
  check(`${where}: nothing sticks out`, over.length === 0, over.join('; '));
  if (shots) await page.screenshot({ path: `${shots}/${where.replace(/ /g, '-')}.png` });
  const wrong = await violations(page);
  check(`${where}: axe finds nothing`, wrong.length === 0, wrong.join('; '));
  const cut = await cutOff(page);
  check(`${where}: wide text spacing cuts nothing off`, cut.filter((what) => !what.startsWith('page')).length === 0, cut.join('; '));
}
