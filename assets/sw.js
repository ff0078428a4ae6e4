// Serves the kiosk's pinned shell; everything else goes to the network. The page fills the caches.
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

const OPTIONS = { ignoreVary: true };
async function shelled(request, desk, path) {
  const pin = await caches.match(`/k/${desk}/pin`, { cacheName: 'hailong-pin' });
  const kept = pin && await (await caches.open(`${desk} ${await pin.text()}`)).match(path, OPTIONS);
  return kept || fetch(request);
}
addEventListener('fetch', (event) => {
  const { request } = event, { origin, pathname, searchParams } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(request, OPTIONS).then((kept) => kept || fetch(request)));
    return;
  }
  const [, desk, file] = pathname.match(/^\/k\/([^/]+)(?:\/(code\.svg|manifest\.webmanifest|quick))?$/) || [];
  // The page fetches a new shell past us.
  if (!desk || (request.mode !== 'navigate' && request.cache === 'reload')) return;
  const english = (!file || file === 'quick') && searchParams.get('lang') === 'en' ? '?lang=en' : '';
  event.respondWith(shelled(request, desk, pathname + english));
});
