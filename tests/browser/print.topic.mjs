// The paper: posters, strips and sheets on their paper, and every code on them read back.
import { LANGUAGES, SCREENS, inLanguage, openPage, overflow, signIn, together, violations } from './lib.mjs';
import { cutOnPaper, damaged, download, haveReaders, paper, photographed, picture, read, scratch } from './scan.mjs';

export const name = 'print';
export const needs = 'papers have their size, nothing on them is cut, and every code leads where it should, from a photo too';

const RECEIPTS = '/staff/print/receipts';
const COUNT = 12;

export default async function print(tools) {
  await forms(tools);
  const page = await mint(tools);
  await look({ ...tools, page });
  if (!await haveReaders()) {
    // On a developer's machine the rest of the topic is still worth its time.
    console.log('  SKIPPED: the codes are not read, zbarimg (zbar-tools) or pdftoppm (poppler-utils) is not there');
    tools.check('under CI the codes are read', !process.env.CI, 'zbarimg or pdftoppm is missing');
    return;
  }
  const folder = await scratch();
  try {
    await receipts({ ...tools, page, folder: folder.path });
    await posters({ ...tools, page, folder: folder.path });
    await controls({ ...tools, page, folder: folder.path });
    await speed({ ...tools, page });
  } finally {
    await folder.remove();
  }
  await page.context().close();
}

/** The forms and their mistakes. */
async function forms({ site, browser, check }) {
  for (const size of [SCREENS[0], SCREENS[2]]) {
    const page = await signIn(browser, site, 'administrator', size);
    for (const lang of LANGUAGES) {
      await page.goto(inLanguage(`${site.base}/staff/print`, lang));
      await fine({ page, check, of: `forms ${lang} ${size[0]}` });
      await page.fill('#amount', '501');
      await Promise.all([page.waitForEvent('load'), page.click('main form[method=post] button')]);
      const links = await page.locator('.summary a').evaluateAll((all) => all.map((link) => link.hash));
      check(`mistakes ${lang} lead to their fields`, links.join() === '#unit,#amount', links.join());
      check(`mistakes ${lang} keep what was typed`, (await page.inputValue('#amount')) === '501');
      await fine({ page, check, of: `mistakes ${lang} ${size[0]}` });
    }
    await page.context().close();
  }
}

/** Mints without JavaScript, and signs in once more with it for what follows. */
async function mint({ site, browser, check }) {
  const plain = await signIn(browser, site, 'administrator', SCREENS[0], { javaScriptEnabled: false });
  await plain.goto(`${site.base}/staff/print`);
  await plain.selectOption('#unit', 'KH.NHATRANG');
  await plain.selectOption('#event', 'returned');
  await plain.fill('#amount', String(COUNT));
  await Promise.all([plain.waitForURL(/receipts\?first=/), plain.click('main form[method=post] button')]);
  const place = new URL(plain.url());
  const first = Number(place.searchParams.get('first'));
  check('minting leads to the sheet', first > 0 && place.searchParams.get('layout') === 'sheet', place.href);
  await plain.reload();
  await plain.goto(`${site.base}/staff/print`);
  const hint = await plain.locator('#first-hint').textContent();
  check('loading the sheet again mints nothing', hint.replace(/(\d)\.(?=\d)/g, '$1').includes(` ${first + COUNT - 1}.`), hint);
  await plain.context().close();
  return signIn(browser, site, 'administrator');
}

/** Papers on screens and as printed: nothing is cut, the longest names included. */
async function look({ site, page, check }) {
  for (const [path, size] of Object.entries(papers)) {
    for (const lang of LANGUAGES) {
      await page.goto(inLanguage(site.base + path, lang));
      await fine({ page, check, of: `${path} ${lang}` });
    }
    await page.setViewportSize({ width: 360, height: 640 });
    await fine({ page, check, of: `${path} 360` });
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ media: 'print' });
    const plain = await cutOnPaper(page);
    check(`${path}: nothing is cut on paper`, plain.length === 0, plain.join('; '));
    const long = await cutOnPaper(page, true);
    check(`${path}: names of 200 characters are not cut`, long.length === 0, long.join('; '));
    check(`${path}: of the screen's frame nothing is printed`, !(await page.locator('.bar').isVisible()));
    const width = await page.locator('.paper .qr').first().evaluate((qr) => {
      const [, , side] = qr.getAttribute('viewBox').split(' ').map(Number);
      return (qr.getBoundingClientRect().width / 96) * 25.4 * ((side - 8) / side);
    });
    check(`${path}: a code is at least ${size.code} mm wide`, width >= size.code, width.toFixed(1));
    await page.emulateMedia({ media: null });
    console.log(`  ${path}: code ${width.toFixed(1)} mm`);
  }
}

const range = (layout) => `${RECEIPTS}?first=1&count=${COUNT}&layout=${layout}`;
const poster = (desk, size) => `/staff/print/poster?desk=${encodeURIComponent(desk)}&size=${size}`;
/** Each kind of paper, and the least width of its codes in millimetres, without the quiet zone. */
const papers = {
  [range('sheet')]: { code: 25 },
  [range('strips')]: { code: 25 },
  [poster('HCC.NHATRANG', 'a5')]: { code: 50 },
  [poster('TTHCC2025', 'a4')]: { code: 75 },
};

async function fine({ page, check, of }) {
  const found = await violations(page);
  check(`${of}: axe finds nothing`, found.length === 0, found.join('; '));
  const over = await overflow(page);
  check(`${of}: nothing sticks out`, over.length === 0, over.join('; '));
  check(`${of}: no error in the console`, page.faults.every((fault) => /status of 4\d\d/.test(fault)), page.faults.join('; '));
}

/** All receipts of the file are on the strips and on the sheets, and on no photo is one missing. */
async function receipts({ site, page, check, folder }) {
  const csv = await download(page, `${site.base}${range('csv')}`);
  const expected = csv.toString().trim().split('\n').slice(1).map((line) => line.split(',')[1]);
  check('the file has all receipts', expected.length === COUNT && expected.every((url) => /^HTTP:\/\/[\d.:]+\/R\/[0-9A-Z]{71}$/.test(url)), expected[0]);
  const layouts = [['sheet', 2, [210, 297]], ['strips', COUNT, [80, 138]]];
  for (const [layout, count, size] of layouts) {
    await page.goto(site.base + range(layout));
    await compare({ page, check, folder, name: layout, count, size, expected });
  }
}

/** The posters of every desk, on both papers; the pictures of one. */
async function posters({ site, page, check, folder }) {
  const { desks } = await (await page.request.get(`${site.base}/api/v1/units`)).json();
  const expected = desks.map((desk) => `${site.base}/q/${desk.code}`);
  check('there are desks', expected.length > 3, String(expected.length));
  for (const [size, width, height] of [['a4', 210, 297], ['a5', 148, 210]]) {
    await page.goto(site.base + poster('*', size));
    await compare({ page, check, folder, name: size, count: desks.length, size: [width, height], expected });
  }
}

async function compare({ page, check, folder, name: kind, count, size, expected }) {
  const made = await paper(page, `${folder}/${kind}.pdf`);
  check(`${kind}: ${count} pages of ${size.join(' × ')} mm`, made.pages === count && made.sizes.every((one) => one.every((side, at) => Math.abs(side - size[at]) < 0.6)),
    `${made.pages} pages of ${made.sizes.join(', ')}`);
  const same = (found) => [...found].sort().join('\n') === [...expected].sort().join('\n');
  const lost = (found) => `${found.length} read, missing ${expected.filter((url) => !found.includes(url)).slice(0, 3).join(' ')}`;
  const flat = [];
  const photo = [];
  await together(Array.from({ length: made.pages }, (_, at) => async () => {
    const scanned = await picture(`${folder}/${kind}.pdf`, at + 1, 300);
    flat.push(...await read(scanned));
    photo.push(...await read(await photographed(page, scanned, { turn: [-5, 4, 7][at % 3] })));
  }), 2);
  check(`${kind}: every code is read at 300 dpi`, same(flat), lost(flat));
  check(`${kind}: every code is read from a photo`, same(photo), lost(photo));
  console.log(`  ${kind}: ${flat.length} of ${expected.length} codes read at 300 dpi, ${photo.length} from photos of 40 %`);
}

/** The pictures of a desk are read; without their quiet zone, or with a hole beyond what M mends, they are not. */
async function controls({ site, page, check, folder }) {
  const expected = `${site.base}/q/HCC.NHATRANG`;
  const png = `${folder}/qr.png`;
  await download(page, `${site.base}/staff/print/codes/HCC.NHATRANG.png`, png);
  check('the PNG is read', (await read(png)).join() === expected, (await read(png)).join());
  const svg = await download(page, `${site.base}/staff/print/codes/HCC.NHATRANG.svg`);
  const alone = await openPage(page.context().browser(), 'about:blank', [600, 600]);
  await alone.setContent(`<style>body{margin:0}svg{width:600px}</style>${svg}`);
  await alone.screenshot({ path: `${folder}/svg.png` });
  await alone.context().close();
  check('the SVG is read', (await read(`${folder}/svg.png`)).join() === expected);
  const holes = {};
  for (const [what, how] of [['a small hole', { hole: 0.15 }], ['a large hole', { hole: 0.6 }], ['no quiet zone', { frame: true }]]) {
    holes[what] = (await read(await damaged(page, png, how))).join();
  }
  check('level M mends a small hole', holes['a small hole'] === expected, holes['a small hole']);
  check('control: a large hole is not mended', holes['a large hole'] === '', holes['a large hole']);
  check('control: without its quiet zone a code is not read', holes['no quiet zone'] === '', holes['no quiet zone']);
}

/** The time of a page with a code. It is printed, not judged: other work on the machine decides timings. */
async function speed({ site, page }) {
  for (const path of [poster('HCC.NHATRANG', 'a4'), `${RECEIPTS}?first=1&count=10&layout=sheet`, `${RECEIPTS}?first=1&count=1&layout=strips`]) {
    const taken = [];
    for (let n = 0; n < 120; n += 1) {
      const began = performance.now();
      await (await page.request.get(site.base + path)).body();
      if (n >= 20) taken.push(performance.now() - began);
    }
    taken.sort((a, b) => a - b);
    console.log(`  ${path}: p50 ${taken[50].toFixed(1)} ms, p95 ${taken[94].toFixed(1)} ms, through the browser's client`);
  }
}
