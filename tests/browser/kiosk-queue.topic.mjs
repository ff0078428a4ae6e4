// The queue that cannot lose: the network cut at random, the server killed, the questionnaire changed.
import { readFile, writeFile } from 'node:fs/promises';
import { runInThisContext } from 'node:vm';
import { DESK, answer, becomes, openSite, pair, sleep, stored, times } from './kiosk.mjs';
import { openPage, screen } from './lib.mjs';

export const name = 'kiosk-queue';
export const needs = 'every answer that the screen said was saved arrives once: cut network, killed server, changed questionnaire';

export default async function queue({ browser, check }) {
  await vector(check);
  const site = await openSite();
  try {
    const page = await openPage(browser, `${site.base}/k/${DESK}`, [1280, 800]);
    await unpaired({ site, page, check });
    await pair(page, await site.offer());
    let total = await cuts({ site, page, check });
    total = await kills({ site, page, check, total });
    await upgrade({ site, page, check, total });
    check('no error of the page', page.faults.every((fault) => /ERR_|status of 5/.test(fault)), page.faults.join('; '));
    await page.context().close();
  } finally {
    await site.end();
  }
}

/** RFC 9180, appendix A.3.1.1, first encryption. */
async function vector(check) {
  const source = await readFile(new URL('../../assets/kiosk/seal.js', import.meta.url), 'utf8');
  const { seal, hex, unhex, b64u } = runInThisContext(`(() => { ${source}; return { seal, hex, unhex, b64u }; })()`);
  const { subtle } = globalThis.crypto;
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const enc = '04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4';
  const [raw, secret] = [enc, '4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb'].map(unhex);
  const jwk = { kty: 'EC', crv: 'P-256', x: b64u(raw.slice(1, 33)), y: b64u(raw.slice(33)), d: b64u(secret) };
  const own = {
    privateKey: await subtle.importKey('jwk', jwk, curve, false, ['deriveBits']),
    publicKey: await subtle.importKey('raw', raw, curve, true, []),
  };
  const to = unhex('04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0');
  const [plain, info, aad] = ['4265617574792069732074727574682c20747275746820626561757479', '4f6465206f6e2061204772656369616e2055726e', '436f756e742d30'].map(unhex);
  const right = `${enc}5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434`;
  check('sealing gives the vector of RFC 9180', hex(await seal(to, plain, info, aad, own)) === right);
  check('control: with other associated data it does not', hex(await seal(to, plain, info, info, own)) !== right);
}

/** The control: an unpaired screen holds its answers in memory only, and says so by not saying that they are saved. */
async function unpaired({ site, page, check }) {
  site.net.cut();
  const [said] = await answer(page, ['không ghép']);
  check('control: an unpaired screen without network does not say "saved"', said.end === 'late', said.end);
  site.net.join();
  await page.reload();
  await sleep(1500);
  check('control: and what it held is gone with the page', (await site.count()) === 0, String(await site.count()));
}

/** Goal: N answers given without network, then a network that comes and goes: exactly N rows. */
async function cuts({ site, page, check }) {
  const n = times('HAILONG_KIOSK_QUEUE', 200);
  site.net.cut();
  const said = await answer(page, Array.from({ length: n }, (_, at) => `Góp ý số ${at}`));
  check(`${n} answers without network: all "saved"`, said.every(({ end }) => end === 'done'), said.find(({ end }) => end !== 'done')?.end);
  check('each with a code of its own', new Set(said.map(({ code }) => code)).size === n);
  const [held] = await stored(page);
  check('all in the database', held === n, String(held));
  const note = await page.locator('#note').innerText();
  check('the footer says so quietly', n >= 200 ? note.includes('chưa gửi') : note.length > 0, note);
  let broken = 0;
  const began = Date.now();
  while ((await stored(page).catch(() => [1]))[0] && Date.now() - began < 120_000 + n * 200) {
    site.net.join();
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await sleep(5 + Math.random() * 80);
    site.net.cut();
    broken += 1;
    await sleep(Math.random() * 60);
  }
  site.net.join();
  const rows = await site.count();
  check(`${n} rows, none double`, rows === n, String(rows));
  console.log(`  goal ${n} rows of ${n} answers; measured ${rows} after ${broken} cuts in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return rows;
}

/** The server is killed in the midst of deliveries and comes back. */
async function kills({ site, page, check, total }) {
  const n = times('HAILONG_KIOSK_KILLS_QUEUE', 200);
  site.net.cut();
  await answer(page, Array.from({ length: n }, (_, at) => `Sau ${at}`));
  site.net.join();
  let killed = 0;
  let midway = 0; // kills at which some had arrived and some not
  for (; killed < 8 && (await stored(page))[0]; killed += 1) {
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await sleep(20 + Math.random() * 100);
    await site.kill();
    const [left] = await stored(page);
    midway += left > 0 && left < n;
    await site.start();
  }
  await page.evaluate(() => dispatchEvent(new Event('online')));
  const empty = await becomes(async () => (await stored(page))[0] === 0, 40_000);
  const rows = await site.count();
  check('the server was killed in the midst of deliveries', midway > 0, `${midway} of ${killed}`);
  check('after kills of the server all are there once', empty && rows === total + n, `${rows} of ${total + n}`);
  console.log(`  goal ${total + n} rows; measured ${rows} after ${killed} kills of the server, ${midway} midway`);
  return rows;
}

/** A new questionnaire (and with it another app) while answers wait: none lost, and the screen changes over by itself. */
async function upgrade({ site, page, check, total }) {
  const n = times('HAILONG_KIOSK_QUEUE', 200);
  site.net.cut();
  await answer(page, Array.from({ length: n }, (_, at) => `Trước khi đổi ${at}`));
  await site.kill('SIGTERM');
  const old = await readFile(`${site.folder}/surveys/one-stop-2024.toml`, 'utf8');
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const next = old.replace('key = "one-stop-2024"', 'key = "one-stop-next"').replace(/opens = "[^"]*"/, `opens = "${today}"`);
  await writeFile(`${site.folder}/surveys/one-stop-next.toml`, next);
  await site.start();
  const version = await page.evaluate(async () => (await caches.match(`${location.pathname}/pin`)).text());
  // Somebody is in the midst of the form: nothing changes under their hands.
  await becomes(() => page.locator('#start').isVisible());
  await sleep(500);
  await page.locator('.start').click();
  await page.locator('#kind').waitFor();
  site.net.join();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await becomes(async () => (await stored(page))[0] === 0, 40_000);
  await sleep(3000);
  const under = [await page.evaluate(() => document.body.dataset.survey), (await screen(page)).id].join();
  check('a form under way keeps its questionnaire', under === 'one-stop-2024,kind', under);
  const rows = await site.count();
  check(`${n} answers on the old questionnaire: none lost`, rows === total + n, `${rows} of ${total + n}`);
  await page.evaluate(() => document.querySelector('#back').click());
  const changed = await becomes(async () => (await page.evaluate(() => document.body.dataset.survey).catch(() => '')) === 'one-stop-next', 10_000);
  check('on the start screen it changes over', changed);
  const pinned = await page.evaluate(async () => (await caches.match(`${location.pathname}/pin`)).text());
  check('to another version', pinned !== version, pinned);
  site.net.cut();
  await page.reload();
  check('which starts without network', (await page.evaluate(() => document.body.dataset.survey)) === 'one-stop-next');
  const [said] = await answer(page, ['Trên phiếu mới']);
  site.net.join();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await becomes(async () => (await stored(page))[0] === 0);
  check('and its answers arrive', said.end === 'done' && (await site.count()) === rows + 1);
  console.log(`  goal none lost; measured ${rows - total} of ${n} on the old version, changed over ${version} to ${pinned}`);
}
