// The needs of every topic: the site, the browser, checks, and the ways of a person through the form.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const modules = process.env.HAILONG_NODE_MODULES;
const require = createRequire(modules ? `${modules}/x.js` : `${here}x.js`);
export const { chromium } = require('playwright-core');
const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Width and height of a counter's screen, a tablet on its stand, a phone and the smallest phone. */
export const SCREENS = [[1280, 800], [800, 1280], [360, 640], [320, 568]];
export const LANGUAGES = ['vi', 'en'];

export class Checks {
  passed = 0;
  failed = 0;

  count() {
    return this.passed + this.failed;
  }

  /** Notes whether something holds; `detail` says what was there instead. */
  check(what, holds, detail = '') {
    if (holds) this.passed += 1;
    else {
      this.failed += 1;
      console.log(`  FAIL ${what}${detail ? `: ${detail}` : ''}`);
    }
    return holds;
  }
}

/**
 * Starts the demonstration and reads what it prints: { base, folder, poster, kiosk, staff, logins, said, command, stop }.
 * `logins` has { name, password } by role; `command(...words)` runs `hailong` on the same data.
 * One of ten submissions is a quick rating: 3,000 full ones are left.
 */
export async function startSite(submissions = 3333) {
  const binary = process.env.HAILONG_BINARY ?? `${here}../../target/release/hailong`;
  if (!existsSync(binary)) throw new Error(`${binary} is not there: cargo build --release`);
  const child = spawn(binary, ['demo', '--submissions', String(submissions), '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, HAILONG_LOG: 'warn' },
  });
  const ended = new Promise((resolve) => { child.once('exit', (code, signal) => resolve({ code, signal })); });
  process.once('exit', () => child.kill('SIGKILL'));
  const site = { said: [], logins: {} };
  const ready = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      site.said.push(line);
      const listening = line.match(/^listening on (http:\S+)$/);
      const link = line.match(/^(poster|kiosk|staff)\s+(http:\S+)$/);
      const login = line.match(/^(\S+)\s+name: (\S+)\s+password: (\S+)$/);
      if (login) site.logins[login[1]] = { name: login[2], password: login[3] };
      if (listening) [, site.base] = listening;
      if (link) [, , site[link[1]]] = link;
      if (site.base && site.poster && site.kiosk && site.staff) return;
    }
  })();
  const late = new Promise((resolve, reject) => { setTimeout(reject, 120_000, new Error('the site did not start')).unref(); });
  await Promise.race([ready, late]);
  if (!site.staff) throw new Error(`the site ended early: ${JSON.stringify(await ended)}\n${site.said.join('\n')}`);
  site.folder = `${tmpdir()}/hailong-demo-${child.pid}`;
  site.command = async (...words) => {
    const { stdout } = await promisify(execFile)(binary, ['--data-dir', site.folder, ...words]);
    return stdout;
  };
  site.stop = async () => {
    child.kill('SIGTERM');
    return ended;
  };
  return site;
}

/** Receipts of a unit, as [{ url, short_code, … }], on the site's own address. */
export async function mint(site, count, unit = 'KH.NHATRANG', event = 'returned') {
  const file = `${tmpdir()}/hailong-receipts-${process.pid}-${performance.now()}.csv`;
  await site.command('receipts', 'mint', '--unit', unit, '--count', String(count), '--event', event, '--out', file);
  const [head, ...lines] = (await readFile(file, 'utf8')).replace(/^\ufeff/, '').trim().split(/\r?\n/).map((line) => line.split(','));
  await rm(file);
  return lines.map((line) => {
    const receipt = Object.fromEntries(head.map((name, n) => [name, line[n]]));
    return { ...receipt, url: site.base + new URL(receipt.url).pathname };
  });
}

/** Debian's chromium, which reaches nothing but the site; `names` are what the site is called besides its address. */
export function openBrowser(names = []) {
  const executablePath = process.env.HAILONG_CHROMIUM ?? '/usr/bin/chromium';
  const rules = [...names.map((name) => `MAP ${name} 127.0.0.1`), 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'];
  return chromium.launch({
    executablePath,
    args: [
      '--headless=new', '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', `--host-resolver-rules=${rules.join(' , ')}`,
    ],
  });
}

/**
 * A page on a device of a size, touched by fingers; what it throws and what its policy refuses is in `page.faults`.
 * With `clock` its timers can be moved on; with `quick` the ways through the form do so instead of waiting.
 */
export async function openPage(browser, url, [width, height], { clock = false, quick = false, ...options } = {}) {
  const size = { width, height };
  const context = await browser.newContext({ viewport: size, screen: size, hasTouch: true, locale: 'vi-VN', ...options });
  const page = await context.newPage();
  page.quick = quick;
  if (clock || quick) await page.clock.install();
  page.setDefaultTimeout(30_000);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') page.faults.push(message.text()); });
  await page.goto(url);
  return page;
}

/** The same page of the desk of the one-stop centre, which takes in for many units. */
export const ofCentre = (url) => url.replace(/[^/]+$/, 'TTHCC2025');

/** A page of the dashboard with somebody signed in. */
export async function signIn(browser, site, role, size = SCREENS[0], options = {}) {
  const page = await openPage(browser, `${site.base}/staff/sign-in`, size, options);
  await page.fill('[name=name]', site.logins[role].name);
  await page.fill('[name=password]', site.logins[role].password);
  await page.click('main form button');
  await page.waitForURL((url) => !url.pathname.endsWith('sign-in'));
  return page;
}

export function inLanguage(url, lang) {
  const there = new URL(url);
  there.searchParams.set('lang', lang);
  return there.href;
}

/** Everything that sticks out to the right, by how many pixels. */
export function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll('*')]
      .map((element) => [element, element.getBoundingClientRect().right - width])
      .filter(([, over]) => over > 0.5)
      .map(([element, over]) => `${element.tagName.toLowerCase()}#${element.id}.${element.className} by ${Math.round(over)} px`)
      .concat(`page of ${document.documentElement.scrollWidth} in ${width}`);
  });
}

/** The objections of axe-core to the page as it stands. */
export async function violations(page) {
  // A screen that is still fading in has the contrast of neither.
  await page.evaluate(() => Promise.all(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime <= 500).map((one) => one.finished.catch(() => {}))));
  // Not a script element: the page's policy allows its own files only, and means it.
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, {
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return found.violations.map((rule) => `${rule.id} (${rule.nodes.map((node) => node.target.join(' ')).join(', ')})`);
}

/** The id and kind of the screen that the form shows; `start` before it begins. */
export function screen(page) {
  return page.evaluate(() => {
    const shown = [...document.querySelectorAll('#start, #form [data-step], #form .s-end')].find((s) => s.checkVisibility());
    return shown ? { id: shown.id, step: shown.dataset.step ?? '' } : { id: '', step: '' };
  });
}

/** Waits until the form has left a screen, or asks something about it. */
export async function leaves(page, id) {
  if (page.quick) await page.clock.fastForward(360);
  await page.waitForFunction(
    (before) => !document.getElementById(before).checkVisibility() || document.querySelector('dialog[open]'), id);
}

/** A new screen ignores touches for 400 ms, which guards against double taps. */
export const settle = (page) => (page.quick ? page.clock.fastForward(450) : page.waitForTimeout(450));

/** Runs jobs, a few at a time. */
export async function together(jobs, atOnce = 3) {
  const left = [...jobs];
  const work = async () => {
    for (let job = left.shift(); job; job = left.shift()) await job();
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

export async function tap(page, locator) {
  await locator.scrollIntoViewIfNeeded();
  await locator.tap();
}

/** The ways through one screen, by its `data-step`. */
const ANSWERS = {
  // The second best level of each question; the best of the first, so that not all are alike.
  item: (page, at) => tap(page, page.locator(`#${at.id} .tiles label`).nth(at.id === 'q1' ? 0 : 1)),
  kind: (page, at) => tap(page, page.locator(`[id="${at.id}"] label`).first()),
  unit: (page) => tap(page, page.locator('#unit .units label:visible').first()),
  choice: (page) => tap(page, page.locator('#onward')),
  fact: (page, at) => tap(page, page.locator(`[id="${at.id}"] .tiles label`).first()),
  about: (page, at) => tap(page, page.locator(`[id="${at.id}"] .tiles label`).first()),
  expect: async (page) => {
    await tap(page, page.locator('#expectations label').first());
    await tap(page, page.locator('#next'));
  },
  words: async (page) => {
    await page.locator('#comment').fill('Phòng chờ hơi nóng.');
    await tap(page, page.locator('#send'));
  },
};

/** From the start screen to the first question. */
export async function begin(page) {
  const kind = page.locator('#start #kind label').first();
  if (await kind.count()) await tap(page, kind);
  await tap(page, page.locator('#start button[type=submit]'));
  await leaves(page, 'start');
}

/**
 * Answers the whole form by touch, as a citizen, and stops at the screen after it: { end, screens, code }.
 * `onScreen(page, at)` is called on every screen before it is answered.
 */
export async function answerByTouch(page, onScreen = async () => {}) {
  await onScreen(page, { id: 'start', step: '' });
  await begin(page);
  const screens = [];
  for (let n = 0; n < 80; n += 1) {
    await settle(page);
    const at = await screen(page);
    if (!at.step) break;
    screens.push(at.id);
    await onScreen(page, at);
    await ANSWERS[at.step](page, at);
    await leaves(page, at.id);
  }
  await page.locator('#done, #late, #refused').filter({ visible: true }).first().waitFor();
  const end = await screen(page);
  const code = end.id === 'done' ? await page.locator('#acknowledgement').textContent() : '';
  await onScreen(page, end);
  return { end: end.id, screens, code };
}
