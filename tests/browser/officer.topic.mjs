// The officer's and the analyst's pages: printed, on a telephone, and their drawings without text over marks.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SCREENS, overflow, signIn, violations } from './lib.mjs';
import { haveReaders, paper, scratch } from './scan.mjs';

const run = promisify(execFile);

export const name = 'officer';
export const needs = 'printed pages are numbered and full, the verdict is in sight on a telephone, no text lies over marks';

const YEAR = '?from=2024-01&to=2024-12';
const PAGES = { overview: `/staff/overview${YEAR}`, unit: `/staff/units/KH.NT${YEAR}` };

export default async function officer(tools) {
  await filters(tools);
  await telephone(tools);
  await drawings(tools);
  await printed(tools);
}

/** Nobody keys in paper and nobody is invited yet, so no filter offers it; what is written into the address stays. */
async function filters({ site, browser, check }) {
  const page = await signIn(browser, site, 'analyst');
  for (const path of Object.values(PAGES)) {
    await page.goto(site.base + path);
    const offered = await page.locator('select[name=stratum] option').evaluateAll((all) => all.map((one) => one.value));
    check(`${path}: channels with answers are offered`, offered.includes('kiosk') && offered.includes('receipt'), offered.join());
    check(`${path}: channels without are not`, !offered.includes('paper') && !offered.includes('invited'), offered.join());
    await page.goto(`${site.base}${path}&stratum=paper`);
    const chosen = await page.locator('select[name=stratum]').inputValue();
    check(`${path}: what was asked for stays`, chosen === 'paper', chosen);
  }
  await page.context().close();
}

/** Figures and their verdicts lie in the first screen, and in each row of the table without scrolling sideways. */
async function telephone({ site, browser, check }) {
  const page = await signIn(browser, site, 'analyst', SCREENS[2]);
  for (const [what, path] of Object.entries(PAGES)) {
    await page.goto(site.base + path);
    const at = await page.locator('.cards .card').evaluateAll((cards) => cards.slice(0, 2).map((card) => {
      const box = card.querySelector('.figure').getBoundingClientRect();
      return { top: Math.round(box.top), bottom: Math.round(box.bottom), right: Math.round(box.right) };
    }));
    check(`${what}: index and verdict lie in the first screen`, at.length === 2 && at.every((box) => box.bottom <= 640 && box.right <= 360), JSON.stringify(at));
    console.log(`  360x640 ${what}: ${JSON.stringify(at)}`);
    const over = await overflow(page);
    check(`${what}: nothing sticks out`, over.length === 0, over.join('; '));
    const found = await violations(page);
    check(`${what}: axe finds nothing`, found.length === 0, found.join('; '));
  }
  await page.goto(`${site.base}/staff/overview?from=2024-03&to=2024-03`);
  const rows = await page.locator('.units tbody tr').count();
  const without = await page.locator('.without summary').allTextContents();
  const names = await page.locator('.without li').count();
  const told = without.map((text) => Number(text.split(' ')[0])).reduce((all, one) => all + one, 0);
  check('units without a figure are a line, with their names behind it', without.length > 0 && told === names && names > rows, `${rows} rows, ${without.join('; ')}, ${names} names`);
  check('and the names are out of sight until somebody asks', !await page.locator('.without li').first().isVisible());
  for (const query of ['', '&sort=verdict', '&sort=change&dir=desc']) {
    await page.goto(site.base + PAGES.overview + query);
    const rows = await page.locator('.units tbody tr').evaluateAll((all) => all.map((row) => {
      const said = row.querySelector('td .verdict:not(.at-hand) .i');
      const seen = [...row.querySelectorAll('.verdict, .at-hand')].filter((one) => one.checkVisibility());
      const right = Math.min(...seen.map((one) => one.getBoundingClientRect().right), 9999);
      return { judged: Boolean(said), right: Math.round(right) };
    }));
    const judged = rows.filter((row) => row.judged);
    const far = judged.filter((row) => row.right > 360).map((row) => row.right);
    check(`units${query}: each verdict is in sight`, judged.length > 5 && far.length === 0, `${judged.length} judged, out of sight at ${far.join()}`);
  }
  await page.context().close();
}

/** Each text that lies over a point, a whisker, a line or a bar that is not its own. */
function overMarks(page) {
  return page.evaluate(() => {
    const found = [];
    for (const svg of [...document.querySelectorAll('.draw>svg')].filter((one) => one.checkVisibility())) {
      const marks = [...svg.querySelectorAll('circle, path.whisker, path.line, path.band, path.reference, path.target, rect')];
      for (const text of svg.querySelectorAll('g text:not(.in)')) {
        const box = text.getBBox();
        const hit = marks.find((mark) => {
          const fill = mark.matches('circle, rect, path.band, path.reference');
          for (let x = box.x; x <= box.x + box.width; x += 2) {
            // Letters without the room above and below them.
            for (let y = box.y + 5; y <= box.y + box.height - 5; y += 1) {
              const point = new DOMPoint(x, y);
              if ((fill && mark.isPointInFill(point)) || mark.isPointInStroke(point)) return true;
            }
          }
          return false;
        });
        if (hit) found.push(`${svg.closest('figure').id}: “${text.textContent}” over ${hit.tagName}.${hit.getAttribute('class')}`);
      }
    }
    return found;
  });
}

async function drawings({ site, browser, check }) {
  for (const size of [SCREENS[0], SCREENS[2]]) {
    const page = await signIn(browser, site, 'analyst', size);
    // One month, three months and a year: many responses and few; words of another length, and one question alone.
    for (const period of [YEAR, '?from=2024-03&to=2024-03', '?from=2024-10&to=2024-12', `${YEAR}&lang=en`, `${YEAR}&survey=quick-2024`]) {
      for (const path of ['/staff/overview', '/staff/units/KH.NT', '/staff/units/KH.STTTT']) {
        await page.goto(site.base + path + period);
        const over = await overMarks(page);
        check(`${path}${period} ${size[0]}: no text lies over marks`, over.length === 0, over.slice(0, 4).join('; '));
      }
    }
    if (size === SCREENS[0]) {
      await page.goto(site.base + PAGES.unit);
      await page.evaluate(() => { document.querySelector('.draw>svg.wide text.value').setAttribute('x', 500); document.querySelector('.draw>svg.wide text.value').setAttribute('y', document.querySelector('.draw>svg.wide circle.dot').getAttribute('cy')); document.querySelector('.draw>svg.wide circle.dot').setAttribute('cx', 490); });
      check('control: a text moved onto a point is found', (await overMarks(page)).length > 0);
    }
    await page.context().close();
  }
}

/** On A4: numbered, nothing that only leads elsewhere, no page that is nearly empty. */
async function printed({ site, browser, check }) {
  if (!await haveReaders()) {
    console.log('  SKIPPED: papers are not read, pdftotext or pdftoppm (poppler-utils) is not there');
    check('under CI papers are read', !process.env.CI, 'poppler-utils is missing');
    return;
  }
  const page = await signIn(browser, site, 'analyst');
  const folder = await scratch();
  try {
    for (const [what, path] of Object.entries(PAGES)) {
      await page.goto(site.base + path);
      const pdf = `${folder.path}/${what}.pdf`;
      const made = await paper(page, pdf);
      const { stdout } = await run('pdftotext', ['-layout', pdf, '-']);
      const pages = stdout.split('\f').slice(0, made.pages);
      check(`${what}: A4`, made.sizes.every(([width, height]) => Math.abs(width - 210) < 0.6 && Math.abs(height - 297) < 0.6), made.sizes.join(' '));
      const unnumbered = pages.filter((text, at) => !text.trimEnd().endsWith(`${at + 1}/${made.pages}`));
      check(`${what}: each page has its number`, unnumbered.length === 0, unnumbered.map((text) => text.trimEnd().slice(-40)).join(' | '));
      const { name: login } = site.logins.analyst;
      const unwanted = [login, 'Đăng xuất', 'Xem bảng số liệu', 'Tải CSV', 'English', 'Danh mục'].filter((word) => stdout.includes(word));
      check(`${what}: neither name of the reader nor words of links`, unwanted.length === 0, unwanted.join());
      if (what === 'unit') {
        const before = stdout.slice(0, stdout.indexOf('Nha Trang')).replace('Hài Lòng', '');
        check('unit: no way back stands over the heading', !before.includes('Tổng quan'), before);
      }
      check(`${what}: the filter and the time of computing are on paper`, /Kỳ: Năm 2024/.test(stdout) && /Tính lúc/i.test(stdout));
      const filled = await Promise.all(pages.map((_, at) => filledTo(pdf, at + 1)));
      const empty = filled.map((share, at) => [at + 1, Math.round(share * 100)]).filter(([at, share]) => share < (at === made.pages ? 12 : 55));
      check(`${what}: no page is nearly empty`, empty.length === 0, empty.map(([at, share]) => `page ${at} ends at ${share}%`).join(', '));
      // The demonstration reaches to the last month: each new one lays other units' answers open.
      check(`${what}: not more pages than it needs`, made.pages <= 10, String(made.pages));
      console.log(`  ${what}: ${made.pages} pages, filled to ${filled.map((share) => Math.round(share * 100)).join(', ')} %`);
    }
  } finally {
    await folder.remove();
  }
  await page.context().close();
}

/** Where the last line above the number of the page stands, as a share of the type area. */
async function filledTo(pdf, at) {
  const { stdout } = await run('pdftotext', ['-bbox', '-f', String(at), '-l', String(at), pdf, '-']);
  const bottoms = [...stdout.matchAll(/yMax="([\d.]+)"/g)].map((match) => Number(match[1]));
  const [top, bottom] = [57, 842 - 57];
  return (Math.max(0, ...bottoms.filter((y) => y <= bottom)) - top) / (bottom - top);
}
