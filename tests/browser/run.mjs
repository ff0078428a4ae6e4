// Browser tests of the real binary: `node tests/browser/run.mjs [topic …]` after `cargo build --release`.
//
// A topic is a file in this folder that exports `name`, `needs` (what it proves) and `default`, an async
// function that gets { site, browser, check }. Anybody adds one; it is found by its ending `.topic.mjs`.
// playwright-core and axe-core are looked for in HAILONG_NODE_MODULES, or in tests/browser/node_modules.
import { readdir } from 'node:fs/promises';
import { Checks, openBrowser, startSite } from './lib.mjs';

const folder = new URL('.', import.meta.url);
const asked = process.argv.slice(2);
const files = (await readdir(folder)).filter((file) => file.endsWith('.topic.mjs')).sort();
const topics = files.filter((file) => !asked.length || asked.some((name) => file === `${name}.topic.mjs`));
if (!topics.length) {
  console.error(`no topic named ${asked.join(', ')}; there are ${files.join(', ')}`);
  process.exit(2);
}

const checks = new Checks();
const site = await startSite();
const browser = await openBrowser();
try {
  for (const file of topics) {
    const topic = await import(new URL(file, folder));
    console.log(`\n${topic.name}: ${topic.needs}`);
    const before = checks.count();
    const began = performance.now();
    await topic.default({ site, browser, check: checks.check.bind(checks) })
      .catch((error) => checks.check(`${topic.name} runs to its end`, false, error.stack));
    console.log(`  ${checks.count() - before} checks in ${Math.round((performance.now() - began) / 1000)} s`);
    if (checks.count() === before) checks.check(`${topic.name} checks something`, false);
  }
} finally {
  await browser.close();
  const { code } = await site.stop();
  checks.check('the site ends with 0 when it is told to', code === 0, String(code));
}
console.log(`\n${checks.passed} passed, ${checks.failed} failed`);
process.exit(checks.failed ? 1 : 0);
