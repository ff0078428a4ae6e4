// The needs of the topics about the kiosk: a server of its own that can be killed, the network between it and the
// tablet, a tablet whose browser can be killed, and a person who answers as fast as the page lets them.
import { execFile, spawn } from 'node:child_process';
import { createECDH, createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from './lib.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const binary = process.env.HAILONG_BINARY ?? `${here}../../target/release/hailong`;
export const DESK = 'HCC.NHATRANG';
export const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** A number of repetitions: small by default, what the environment says for a full run. */
export const times = (name, otherwise) => Number(process.env[name] ?? otherwise);

/** Waits until something is so; false when it never is. */
export async function becomes(what, ms = 20_000) {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(100)) {
    const answer = Promise.resolve(what());
    // A question that meets a page that is loading anew may never be answered: it is asked again.
    answer.catch(() => {});
    if (await Promise.race([answer, sleep(5_000)])) return true;
  }
  return false;
}

/**
 * A site of its own behind a network that the test rules: { base, folder, net, start, kill, command, offer, count, end }.
 * `net.mode` is a function (request, body) that answers in the server's place, or nothing; `net.cut()` ends all
 * connections and takes no new ones until `net.join()`.
 */
export async function openSite() {
  const folder = await mkdtemp(`${tmpdir()}/hailong-kiosk-`);
  const site = { folder, net: await openNet() };
  site.base = site.net.base;
  site.start = async () => {
    const child = spawn(binary, ['--data-dir', folder, '--listen', '127.0.0.1:0', '--base-url', site.base], {
      stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, HAILONG_LOG: 'warn' },
    });
    site.child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      const listening = line.match(/^listening on http:\/\/127\.0\.0\.1:(\d+)$/);
      if (listening) {
        site.net.port = Number(listening[1]);
        child.stdout.resume();
        return;
      }
    }
    throw new Error('the server did not start');
  };
  site.kill = async (signal = 'SIGKILL') => {
    const ended = new Promise((resolve) => { site.child.once('exit', resolve); });
    site.child.kill(signal);
    await ended;
  };
  site.command = async (...words) => {
    const { stdout } = await promisify(execFile)(binary, ['--data-dir', folder, ...words]).catch((error) => ({ stdout: `${error.stdout}${error.stderr}`, error }));
    return stdout;
  };
  /** The number of accepted submissions, and of different ids that wait or are released. */
  site.count = async () => Number((await site.command('verify')).match(/(\d+) accepted = /)?.[1] ?? NaN);
  site.end = async () => {
    await site.kill().catch(() => {});
    site.net.server.close();
    site.net.cut();
    await rm(folder, { recursive: true, force: true });
  };
  /** A pairing code and its PIN, as staff see them. */
  site.offer = async (name = 'Máy thử', desk = DESK) => {
    const said = await site.command('devices', 'add', '--desk', desk, '--name', name);
    return { code: said.match(/[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/)[0], pin: said.match(/\b\d{6}\b/)[0] };
  };
  /** Takes every device back. */
  site.revoke = async () => {
    for (const [id] of (await site.command('devices', 'list')).matchAll(/^[0-9a-f]{32}/gm)) await site.command('devices', 'revoke', '--device', id);
  };
  await site.start();
  return site;
}

async function openNet() {
  const net = { mode: null, seen: [], down: false, bytes: 0 };
  const sockets = new Set();
  net.server = http.createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks);
      net.seen.push(`${request.method} ${request.url}`);
      const own = net.mode && await net.mode(request, body);
      if (own) return response.writeHead(own.status, own.headers).end(own.body);
      const { method, url, headers } = request;
      const there = http.request({ port: net.port, host: '127.0.0.1', method, path: url, headers }, (reply) => {
        response.writeHead(reply.statusCode, reply.headers);
        reply.on('data', (chunk) => { net.bytes += chunk.length; });
        reply.pipe(response);
        reply.on('error', () => response.destroy());
      });
      there.on('error', () => response.destroy());
      there.end(body);
    });
  });
  net.server.on('connection', (socket) => {
    if (net.down) return socket.destroy();
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  net.cut = () => { net.down = true; for (const socket of sockets) socket.destroy(); };
  net.join = () => { net.down = false; };
  await new Promise((resolve) => { net.server.listen(0, '127.0.0.1', resolve); });
  net.base = `http://127.0.0.1:${net.server.address().port}`;
  return net;
}

/** The answer that a Wi-Fi's own server would forge to a delivery; `how` says with what of the truth. */
export async function forged(site, request, body, { right = false, digest = right, nonce = true } = {}) {
  const { items } = JSON.parse(body);
  const results = items.map((item) => {
    const real = createHash('sha256').update(Buffer.from(item.sealed, 'base64url')).digest('hex');
    return { tag: item.tag, digest: digest ? real : real.replace(/^./, (c) => (c === '0' ? '1' : '0')), status: 201 };
  });
  const said = JSON.stringify({ results, shell: null, seals: null, pin: null, name: null, open: null, counter: 0 });
  const over = nonce ? request.headers['x-nonce'] : '0'.repeat(32);
  const text = `hailong reply 1\n${over}\n200\n${createHash('sha256').update(said).digest('hex')}`;
  const key = right ? await serversKey(site) : generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const signature = sign('sha256', text, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return { status: 200, headers: { 'content-type': 'application/json', 'x-signature': signature }, body: said };
}
async function serversKey(site) {
  const secret = Buffer.from((await readFile(`${site.folder}/keys/sign.key`, 'utf8')).trim(), 'hex');
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(secret);
  const point = pair.getPublicKey();
  const b64u = (bytes) => bytes.toString('base64url');
  return createPrivateKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', d: b64u(secret), x: b64u(point.subarray(1, 33)), y: b64u(point.subarray(33)) },
  });
}

/** A tablet's browser with a profile on disk: { page, profile, kill, close }. */
export async function openTablet(profile, { size = [1280, 800] } = {}) {
  const executablePath = process.env.HAILONG_CHROMIUM ?? '/usr/bin/chromium';
  const child = spawn(executablePath, [
    '--headless=new', '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--remote-debugging-port=0',
    '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    `--user-data-dir=${profile}`, `--window-size=${size.join(',')}`, 'about:blank',
  ], { stdio: 'ignore', detached: true });
  await rm(`${profile}/DevToolsActivePort`, { force: true });
  let port;
  await becomes(async () => { [port] = (await readFile(`${profile}/DevToolsActivePort`, 'utf8').catch(() => '')).split('\n'); return port; });
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const [context] = browser.contexts();
  const page = context.pages()[0] ?? await context.newPage();
  page.setDefaultTimeout(20_000);
  const gone = new Promise((resolve) => { child.once('exit', resolve); });
  return {
    page,
    context,
    async kill() {
      process.kill(-child.pid, 'SIGKILL');
      await gone;
      await browser.close().catch(() => {});
    },
    async close() {
      const session = await browser.newBrowserCDPSession();
      await session.send('Browser.close').catch(() => {});
      await gone;
    },
  };
}

/** Staff tap the place's name five times. */
export async function gesture(page) {
  await sleep(450); // a new screen takes no touch for 400 ms
  for (let n = 0; n < 5; n += 1) await page.locator('.place').click();
}

/** Pairs an open kiosk's page, and waits until it starts without network. */
export async function pair(page, { code }) {
  await gesture(page);
  await page.locator('#pair-code').fill(code);
  await page.locator('#pairing .go').click();
  await page.locator('#menu').waitFor();
  await page.waitForFunction(() => document.querySelector('#m-ready').textContent === document.querySelector('#m-ready').dataset.yes);
  await page.locator('#menu .close').click();
}

/** Opens the staff's menu by PIN and reads it. */
export async function openMenu(page, pin) {
  await gesture(page);
  await page.locator('#pin-code').fill(pin);
  await page.locator('#menu').waitFor();
  await sleep(300);
  return page.locator('#menu').innerText();
}

/** The number of forms in the tablet's database, and of refused ones. */
export const stored = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  const asked = indexedDB.open('hailong-kiosk');
  asked.onerror = reject;
  asked.onsuccess = () => {
    const db = asked.result;
    const all = db.transaction(['queue', 'dead']);
    const [queue, dead] = [all.objectStore('queue').count(), all.objectStore('dead').count()];
    all.oncomplete = () => { db.close(); resolve([queue.result, dead.result]); };
  };
}));

/**
 * Answers whole forms by keys, each with its own text, as fast as the page lets one: [{ end, code }].
 * A form counts as "saved" when the screen says so to the person.
 */
export const answer = (page, texts) => page.evaluate(async (texts) => {
  const $ = (q) => document.querySelector(q);
  const shown = () => [...document.querySelectorAll('#start, #form [data-step], #form .s-end')].find((s) => s.checkVisibility());
  const said = [];
  for (const text of texts) {
    if (shown().id === 'done') $('#done .restart').click();
    // Keys: they advance by "next" and wait for nothing.
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab' }));
    $('#start .start').click();
    for (let at = shown(); at.id !== 'words'; at = shown()) {
      const tile = at.querySelector('input[type=radio]');
      if (tile) tile.click();
      $(at.id === 'choice' ? '#onward' : '#next').click();
    }
    $('#comment').value = text;
    $('#comment').dispatchEvent(new Event('input'));
    $('#send').click();
    while (!['done', 'unsaved', 'late', 'refused'].includes(shown().id)) await new Promise((resolve) => { setTimeout(resolve, 2); });
    said.push({ end: shown().id, code: $('#acknowledgement').textContent });
  }
  return said;
}, texts);
