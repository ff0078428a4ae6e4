// A server that is busy, a network that is cut, a form that was sent before, a person who has left.
import { SCREENS, answerByTouch, begin, openPage, screen, settle, tap, together } from './lib.mjs';

export const name = 'errors';
export const needs = 'no fault while sending loses or doubles a form, and a kiosk that was left forgets';

export default async function errors({ site, browser, check }) {
  const [kiosk, , phone] = SCREENS;
  const busy = (route) => route.fulfill({ status: 503, body: '{}', headers: { 'retry-after': '2' } });
  const cut = (route) => route.abort('connectionreset');
  const lost = async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  };
  await together([
    () => fault({ browser, check, where: 'busy (503), phone', url: site.poster, size: phone, answer: busy }),
    () => fault({ browser, check, where: 'network cut, kiosk', url: site.kiosk, size: kiosk, answer: cut }),
    () => fault({ browser, check, where: 'answer lost after it was stored, phone', url: site.poster, size: phone, answer: lost }),
    () => conflict({ site, browser, check, size: phone }),
    () => idle({ site, browser, check, size: kiosk }),
    () => idleAtWords({ site, browser, check, size: kiosk }),
  ]);
}

/** The first attempts fail: the form says so, keeps everything, sends the same bytes again, and gets its acknowledgement. */
async function fault({ browser, check, where, url, size, answer }) {
  const page = await openPage(browser, url, size, { quick: true });
  const sent = [];
  let failing = true;
  await page.route('**/api/v1/submissions', async (route) => {
    sent.push(route.request().postData());
    await (failing ? answer(route) : route.continue());
  });
  const result = await answerByTouch(page);
  check(`${where}: says that it waits`, result.end === 'late', result.end);
  const said = await page.locator('#late h2').textContent();
  check(`${where}: in words`, /vẫn còn trên máy/.test(said), said);
  await settle(page);
  await tap(page, page.locator('#again'));
  await page.waitForTimeout(300);
  check(`${where}: still waits after another failure`, (await screen(page)).id === 'late');
  check(`${where}: the answers are kept`, (await page.locator('#form input[type=radio]:checked').count()) >= 22);
  failing = false;
  await settle(page);
  await tap(page, page.locator('#again'));
  await page.locator('#done').waitFor();
  const code = await page.locator('#acknowledgement').textContent();
  check(`${where}: then a code`, /^[0-9A-Z-]{12}$/.test(code), code);
  check(`${where}: every attempt had the same bytes`, sent.length >= 3 && new Set(sent).size === 1, `${sent.length} sent, ${new Set(sent).size} different`);
  console.log(`  ${where}: ${sent.length} attempts of one id, code ${code}`);
  await page.context().close();
}

/** Somebody has sent other answers under the same id. */
async function conflict({ site, browser, check, size }) {
  const page = await openPage(browser, site.poster, size, { quick: true });
  await page.route('**/api/v1/submissions', async (route) => {
    const body = JSON.parse(route.request().postData());
    await route.fetch({ postData: JSON.stringify({ ...body, comment: 'Khác.' }) });
    await route.continue();
  });
  const result = await answerByTouch(page);
  const said = await page.locator('#refused h2').textContent();
  check('409: says that it was sent with other answers', result.end === 'refused' && /nội dung khác/.test(said), `${result.end} ${said}`);
  await settle(page);
  await tap(page, page.locator('#erase'));
  await settle(page);
  await tap(page, page.locator('#wipe .go'));
  check('409: once erased begins again with nothing chosen', (await screen(page)).id === 'start' && (await page.locator('input:checked').count()) === 0);
  console.log(`  409: "${said}"`);
  await page.context().close();
}

const open = (page) => page.locator('#idle').evaluate((dialog) => dialog.open);

async function idle({ site, browser, check, size }) {
  const page = await openPage(browser, site.kiosk, size, { quick: true });
  await page.clock.fastForward(600_000);
  await page.waitForTimeout(50);
  check('idle: the start screen waits for ever', !(await open(page)));
  await begin(page);
  await settle(page);
  await tap(page, page.locator('#kind label').first());
  await page.clock.fastForward(360);
  await settle(page);
  await tap(page, page.locator('#q1 .tiles label').first());
  await page.clock.fastForward(360);
  let extended = 0;
  for (let n = 0; n < 11; n += 1) {
    await page.clock.fastForward(57_000);
    check('idle: nothing before 60 s', !(await open(page)));
    await page.clock.fastForward(4000);
    check('idle: a warning after 60 s', await open(page));
    if (n === 5) {
      // 28 s later it is still time to stay.
      await page.clock.fastForward(27_000);
      check('idle: still time after 27 s', await open(page));
    }
    const left = await page.locator('#idle-count').textContent();
    if (n === 0) check('idle: says how long', /(2\d|30) giây/.test(left), left);
    await settle(page);
    await tap(page, page.locator('#idle .go'));
    if (check('idle: a touch stays', !(await open(page)) && (await screen(page)).id === 'q2')) extended += 1;
  }
  const box = await page.locator('#q2 .tiles label').first().boundingBox();
  await page.clock.fastForward(61_000);
  await page.touchscreen.tap(box.x + 30, box.y + 30);
  await page.waitForTimeout(30);
  check('idle: a touch anywhere stays and chooses nothing', !(await open(page)) && (await page.locator('#q2 input:checked').count()) === 0);
  await page.clock.fastForward(61_000);
  await page.clock.fastForward(31_000);
  await page.waitForTimeout(50);
  const after = async () => [(await screen(page)).id, await page.locator('input:checked').count()].join();
  check('idle: then all is wiped', (await after()) === 'start,0', await after());
  await page.goBack().catch(() => {});
  await page.goForward().catch(() => {});
  check('idle: Back shows nothing', page.url() === 'about:blank' || (await after()) === 'start,0', page.url());
  const kept = await page.evaluate(() => (location.protocol === 'about:' ? 0 : sessionStorage.length + localStorage.length));
  check('idle: nothing is stored', kept === 0, String(kept));
  console.log(`  idle: warning between 57 and 61 s, extended ${extended} times, wiped after 30 s more`);
  await page.context().close();
}

/** With text there is more time, and typing is being there. */
async function idleAtWords({ site, browser, check, size }) {
  const page = await openPage(browser, site.kiosk, size, { quick: true });
  let looked = 0;
  await answerByTouch(page, async (page, at) => {
    if (at.step !== 'words') return;
    looked += 1;
    for (let n = 0; n < 3; n += 1) {
      await page.clock.fastForward(80_000);
      check('idle: no warning in 80 s at the text', !(await open(page)));
      await page.locator('#comment').pressSequentially('a');
    }
    await page.clock.fastForward(92_000);
    check('idle: a warning after 90 s at the text', await open(page));
    check('idle: what was typed is there', (await page.locator('#comment').inputValue()) === 'aaa');
    await settle(page);
    await tap(page, page.locator('#idle .go'));
    await settle(page);
  });
  await page.clock.fastForward(9000);
  await page.waitForTimeout(50);
  check('idle: the thanks go back to the start by themselves', (await screen(page)).id === 'start', (await screen(page)).id);
  check('idle: came to the text', looked === 1);
  await page.context().close();
}
