// The whole form without a finger: Tab, arrows, Space and Enter, on kiosk and phone.
import { SCREENS, openPage, screen, settle, together } from './lib.mjs';

export const name = 'keyboard';
export const needs = 'the form is answered by keys alone, arrows never lead on, and focus is seen at every stop';

export default async function keyboard({ site, browser, check }) {
  await together([
    () => walk({ browser, check, where: 'kiosk', url: site.kiosk, size: SCREENS[0] }),
    () => walk({ browser, check, where: 'phone', url: site.poster, size: SCREENS[2] }),
  ]);
}

/** The part with the focus, and the mark that it is drawn: the ring of a tile is drawn on the tile, not on its input. */
const focus = (page) => page.evaluate(() => {
  const at = document.activeElement;
  const drawn = at.matches('.t input') ? at.nextElementSibling : at;
  const style = getComputedStyle(drawn);
  const box = drawn.getBoundingClientRect();
  return {
    id: at.id,
    tag: at.tagName,
    type: at.type ?? '',
    text: drawn.textContent.trim().slice(0, 24),
    heading: at.tabIndex === -1 && at.matches('legend, h1, h2'),
    inside: at.closest('.s')?.id ?? '',
    ring: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none',
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 1,
  };
});

async function walk({ browser, check, where, url, size }) {
  const page = await openPage(browser, url, size, { quick: true, hasTouch: false });
  let stops = 0;
  /** Presses Tab until `wanted` holds; every stop on the way must be seen. */
  const tabTo = async (what, wanted) => {
    for (let n = 0; n < 25; n += 1) {
      await page.keyboard.press('Tab');
      const at = await focus(page);
      if (at.tag === 'BODY') continue;
      stops += 1;
      check(`${where}: focus is seen on ${at.tag} ${at.id} "${at.text}"`, at.ring && at.seen, JSON.stringify(at));
      if (wanted(at)) return;
    }
    throw new Error(`${where}: Tab does not reach ${what}`);
  };
  const next = () => tabTo('Continue', (at) => at.id === 'next');
  if (await page.locator('#start #kind').count()) {
    await tabTo('the kind', (at) => at.type === 'radio');
    await page.keyboard.press('Space');
  }
  await tabTo('Start', (at) => at.type === 'submit');
  await page.keyboard.press('Enter');
  const screens = [];
  let stayed = 0;
  for (let n = 0; n < 80; n += 1) {
    await settle(page);
    const at = await screen(page);
    if (!at.step) break;
    const on = await focus(page);
    check(`${where} ${at.id}: focus is on its heading`, on.heading && on.inside === at.id, JSON.stringify(on));
    screens.push(at.id);
    if (at.step === 'words') {
      await tabTo('the text', (stop) => stop.tag === 'TEXTAREA');
      await page.keyboard.type('Tốt');
      await tabTo('Send', (stop) => stop.id === 'send');
      await page.keyboard.press('Enter');
      await page.locator('#done').waitFor();
      break;
    }
    if (at.step === 'choice') {
      await tabTo('Send now', (stop) => stop.id === 'enough');
      await tabTo('more questions', (stop) => stop.id === 'onward');
      await page.keyboard.press('Enter');
      continue;
    }
    await tabTo('an answer', (stop) => stop.inside === at.id && /radio|checkbox/.test(stop.type));
    await page.keyboard.press(at.step === 'expect' || n % 3 === 0 ? 'Space' : 'ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.clock.fastForward(2000);
    const still = await screen(page);
    if (check(`${where} ${at.id}: arrows and Space do not lead on`, still.id === at.id, still.id)) stayed += 1;
    // Enter on the answer goes on as the button does.
    if (n % 2) await next();
    await page.keyboard.press('Enter');
    await page.waitForFunction((id) => !document.getElementById(id).checkVisibility(), at.id);
  }
  const end = await screen(page);
  const on = await focus(page);
  check(`${where}: ends with the thanks`, end.id === 'done', end.id);
  check(`${where}: focus is on the thanks`, on.heading && on.inside === 'done', JSON.stringify(on));
  check(`${where}: no error in the console`, page.faults.length === 0, page.faults.join('; '));
  console.log(`  ${where}: ${screens.length} screens by keys, ${stops} stops of Tab all seen, ${stayed} screens stayed under arrows`);
  await page.context().close();
}
