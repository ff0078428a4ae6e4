// The app itself, kept whole for starts without network: one version is pinned, another changes over on the
// attract screen only.
const PINS = 'hailong-pin';
const { desk } = document.body.dataset, home = `/k/${desk}`;
const cacheOf = (version) => `${desk} ${version}`;
let waiting = ''; // a version that is here whole and not yet pinned

async function pinned() {
  const pin = self.caches && await caches.match(`${home}/pin`, { cacheName: PINS });
  return pin ? pin.text() : '';
}
async function pinTo(version) {
  await (await caches.open(PINS)).put(`${home}/pin`, new Response(version));
  state.shell = version;
  for (const name of await caches.keys()) {
    if (name.startsWith(`${desk} `) && name !== cacheOf(version)) await caches.delete(name);
  }
}
/** Fetches every file and keeps them only where together they are what the list says. */
async function fetchShell(asked) {
  if (asked && asked === waiting) return;
  const list = await (await fetch(`${home}/shell.json`, { cache: 'no-store' })).json();
  if (asked && list.version !== asked) return;
  // A file that the browser has kept may be a little older than the list: then once more from the server.
  for (const cache of ['default', 'reload']) {
    const files = await Promise.all(list.files.map((file) => fetch(file, file.startsWith('/k/') ? { cache } : {})));
    const contents = await Promise.all(files.map(async (file) => new Uint8Array(await file.clone().arrayBuffer())));
    if (!files.every((file) => file.ok) || !(await hashHex(join(...contents))).startsWith(list.version)) continue;
    const kept = await caches.open(cacheOf(list.version));
    await Promise.all(files.map((file, n) => kept.put(list.files[n], file)));
    if (asked) waiting = list.version;
    else await pinTo(list.version);
    told();
    return;
  }
}
async function changeOver() {
  const version = waiting;
  waiting = '';
  await pinTo(version);
  location.reload();
}
/** Registers the worker, asks for lasting storage, and sees to it that a shell is there. */
async function install() {
  state.persisted = !!navigator.storage && (await navigator.storage.persisted() || await navigator.storage.persist());
  state.shell = await pinned();
  if (!navigator.serviceWorker) return;
  const worker = '/k/sw.js';
  const policy = self.trustedTypes && trustedTypes.createPolicy('kiosk', { createScriptURL: () => worker });
  await navigator.serviceWorker.register(policy ? policy.createScriptURL('') : worker, { scope: '/k/', updateViaCache: 'all' });
  if (!state.shell) await fetchShell();
  told();
}
async function uninstall() {
  for (const name of self.caches ? await caches.keys() : []) {
    if (name.startsWith(`${desk} `)) await caches.delete(name);
  }
  if (self.caches) await (await caches.open(PINS)).delete(`${home}/pin`);
  const worker = navigator.serviceWorker && await navigator.serviceWorker.getRegistration('/k/');
  if (worker) await worker.unregister();
}
