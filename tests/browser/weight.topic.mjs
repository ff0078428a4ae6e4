// The cost of the first visit, the servers that it asks, and the things that its policy forbids.
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { SCREENS, mint, ofCentre, openPage, signIn } from './lib.mjs';

export const name = 'weight';
export const needs = 'a first visit to the form is at most 60 KB, to the overview 100 KB, all from the own origin';

export default async function weight({ site, browser, check }) {
  const [receipt] = await mint(site, 1);
  const forms = [['poster', site.poster], ['poster of the centre', ofCentre(site.poster)], ['kiosk', site.kiosk], ['quick form', `${site.kiosk}/quick`], ['receipt', receipt.url]];
  for (const [where, url] of forms) {
    const page = await openPage(browser, 'about:blank', SCREENS[2]);
    const found = await load(page, url);
    judge(check, where, found, site.base, 60);
    // The note that a receipt was opened may still be on its way; it brings nothing.
    const code = found.files.filter((file) => !/\.woff2|\.svg/.test(file.url)).reduce((sum, file) => sum + (file.body ?? 0), 0);
    // The kiosk has a queue, a seal and doors for staff besides the form.
    const limit = url.includes('/k/') ? 28 : 17;
    check(`${where}: HTML, CSS and JS are at most ${limit} KB`, code <= limit * 1024, `${code} bytes`);
    console.log(`  ${where}: ${kb(found.bytes)} in ${found.files.length} requests, of it ${kb(code)} HTML, CSS and JS`);
    check(`${where}: no error in the console`, page.faults.length === 0, page.faults.join('; '));
    await policy({ check, page, where });
    await page.context().close();
  }
  const page = await signIn(browser, site, 'analyst');
  const fresh = await browser.newContext({ viewport: { width: 1280, height: 800 }, storageState: await page.context().storageState() });
  const other = await fresh.newPage();
  const found = await load(other, `${site.base}/staff/overview?from=2024-01&to=2024-12`);
  judge(check, 'overview', found, site.base, 100);
  const html = await other.content();
  console.log(`  overview: ${kb(found.bytes)} in ${found.files.length} requests (page alone about ${kb(gzipSync(html).length)} gzip, ${kb(brotliCompressSync(html).length)} brotli)`);
  await fresh.close();
  await page.context().close();
}

const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

/** Loads a page with an empty cache and counts what came over the wire. */
async function load(page, url) {
  const wire = await page.context().newCDPSession(page);
  await wire.send('Network.enable');
  await wire.send('Network.setCacheDisabled', { cacheDisabled: false });
  const asked = new Map();
  wire.on('Network.requestWillBeSent', ({ requestId, request }) => asked.set(requestId, { url: request.url, bytes: 0, body: 0 }));
  wire.on('Network.responseReceived', ({ requestId, response }) => { asked.get(requestId).body = Number(response.headers['content-length'] ?? NaN); });
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { asked.get(requestId).bytes = encodedDataLength; });
  await page.goto(url, { waitUntil: 'networkidle' });
  const files = [...asked.values()].filter((file) => !file.url.startsWith('data:'));
  return { files, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
}

function judge(check, where, { files, bytes }, base, limit) {
  check(`${where}: at most ${limit} KB`, bytes > 0 && bytes <= limit * 1024, files.map((file) => `${file.url} ${file.bytes}`).join('; '));
  const strangers = files.filter((file) => !file.url.startsWith(`${base}/`)).map((file) => file.url);
  check(`${where}: asks its own server only`, strangers.length === 0, strangers.join('; '));
}

/** The policy is there and holds: nothing inline is even accepted (trusted types), and no stranger is asked. */
async function policy({ check, page, where }) {
  const tried = await page.evaluate(async () => {
    const attempt = (what) => { try { what(); return 'done'; } catch (error) { return error.name; } };
    const button = document.createElement('button');
    return {
      handler: attempt(() => button.setAttribute('onclick', 'window.ran = true')),
      script: attempt(() => { document.createElement('script').textContent = 'window.ran = true'; }),
      markup: attempt(() => { button.innerHTML = '<b>x</b>'; }),
      stranger: await fetch('http://127.0.0.1:9/').then(() => 'done', (error) => error.name),
    };
  });
  check(`${where}: script and markup made of text are refused`, Object.values(tried).every((what) => what === 'TypeError'), JSON.stringify(tried));
  check(`${where}: the policy says so`, page.faults.some((fault) => /Content Security Policy/.test(fault)), page.faults.join('; '));
}
