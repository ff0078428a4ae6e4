// Organisations that ended: their page says so and leads on; a kiosk whose desk ended asks nobody any more.
import { DESK } from './kiosk.mjs';

export const name = 'ended';
export const needs = 'a desk of before 1/7/2025 names its successors, and its kiosk stops by itself';

const SIZES = [[1280, 800], [800, 1280], [360, 640]];

export default async function ended({ site, browser, check }) {
  const page = await browser.newPage();
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    const answer = await page.goto(`${site.base}/q/MC.NT`);
    const text = await page.innerText('main');
    check(`${width}×${height}: 410, the last day and the successors`, answer.status() === 410
      && text.includes('đã kết thúc hoạt động') && text.includes('30/06/2025') && text.includes('phường Bắc Nha Trang'), text);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(`${width}×${height}: nothing is wider than the screen`, wide <= 0, String(wide));
    if (process.env.HAILONG_SHOTS) await page.screenshot({ path: `${process.env.HAILONG_SHOTS}/ended-${width}.png`, fullPage: true });
  }
  await page.goto(`${site.base}/q/MC.NT`);
  await page.click(`a[href="/q/${DESK}"]`);
  check('a link leads to the form of a desk of today', await page.isVisible('.start') && page.url().endsWith(`/q/${DESK}`), page.url());
  const centre = await (await page.request.get(`${site.base}/q/TTHCC`)).text();
  check('the centre of before leads to the one of today', centre.includes('href="/q/TTHCC2025"'), centre.slice(0, 400));
  await page.goto(`${site.base}/k/${DESK}`);
  const shown = () => page.evaluate(() => ['#ended', '.start'].map((part) => !document.querySelector(part).hidden));
  check('a kiosk of today asks', String(await shown()) === 'false,true', String(await shown()));
  await page.evaluate(() => { document.body.dataset.ends = '2025-06-30'; });
  // Whatever draws the footer anew looks at the day, here the other language.
  await page.click('nav.langs a');
  await page.waitForFunction(() => !document.querySelector('#ended').hidden, null, { timeout: 10_000 }).catch(() => {});
  check('after its last day it says so and asks nobody', String(await shown()) === 'true,false', String(await shown()));
  if (process.env.HAILONG_SHOTS) await page.screenshot({ path: `${process.env.HAILONG_SHOTS}/ended-kiosk.png` });
  await page.close();
}
