// Somebody between the tablet and the server who answers in its place.
import { DESK, answer, becomes, forged, openSite, pair, sleep, stored } from './kiosk.mjs';
import { openPage } from './lib.mjs';

export const name = 'kiosk-portal';
export const needs = 'nothing leaves the queue but on an answer that the server signed for this request, this item, this content';

const html = { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Wi-Fi</h1>' };
const CASES = {
  'a log-in page with 200': () => html,
  'a redirect': () => ({ status: 302, headers: { location: '/login' }, body: '' }),
  'a forged 201': (site, request, body) => ({ status: 201, headers: { 'content-type': 'application/json' }, body }),
  'right tags and digests, signed with another key': (site, request, body) => forged(site, request, body, { digest: true }),
  'the right key over another nonce': (site, request, body) => forged(site, request, body, { right: true, nonce: false }),
  'the right key with wrong digests': (site, request, body) => forged(site, request, body, { right: true, digest: false }),
};

export default async function portal({ browser, check }) {
  const site = await openSite();
  try {
    const page = await openPage(browser, `${site.base}/k/${DESK}`, [1280, 800]);
    await pair(page, await site.offer());
    site.net.cut();
    const n = 25;
    await answer(page, Array.from({ length: n }, (_, at) => `Số ${at}`));
    site.net.join();
    for (const [what, reply] of Object.entries(CASES)) {
      const before = site.net.seen.length;
      site.net.mode = (request, body) => (request.url.endsWith('/sync') ? reply(site, request, body) : what.includes('page') || what.includes('redirect') ? reply(site) : null);
      for (let tried = 0; tried < 3; tried += 1) {
        await page.evaluate(() => dispatchEvent(new Event('online')));
        await sleep(400);
      }
      const asked = site.net.seen.slice(before).filter((line) => line.endsWith('/sync')).length;
      const [held, dead] = await stored(page);
      check(`${what}: the queue keeps everything`, asked > 0 && held === n && dead === 0, `${held} held, ${dead} dead, ${asked} tries`);
      console.log(`  ${what}: goal ${n} kept; measured ${held} after ${asked} tries`);
    }
    // While the portal answers everything, the app itself comes from the worker.
    site.net.mode = () => html;
    await page.reload();
    check('behind a portal the app still starts', await page.locator('.start').isVisible());
    site.net.mode = (request, body) => (request.url.endsWith('/sync') ? forged(site, request, body, { right: true }) : null);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    const gone = await becomes(async () => (await stored(page))[0] === 0, 10_000);
    check('control: the same forgery with everything right is believed', gone);
    await page.context().close();
  } finally {
    await site.end();
  }
}
