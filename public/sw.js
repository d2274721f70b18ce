// The service worker: the application opens without a connection (OFF-2), and a new version of it waits (OFF-7).
//
// It keeps the files of one build, each checked by its hash, and answers with them byte for byte. It never touches
// what the backend answers under /api: that is kept sealed, by the application itself.
//
// The build writes the next two lines (scripts/precache.mjs). As they stand here the worker withdraws: it deletes
// what it has kept and takes itself away. Serving this very file is how a worker that must go is called back.
const BUILD = '';
const FILES = {};

const PREFIX = 'jara-';
const CACHE = PREFIX + BUILD;
/** What the backend itself answers. */
const BACKEND = /^\/(api|healthz|readyz|metrics)(\/|$)/;

self.addEventListener('install', (event) => {
  event.waitUntil(BUILD ? install() : self.skipWaiting());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(BUILD ? takeOver() : withdraw());
});

self.addEventListener('message', (event) => {
  // The user has agreed and the forms are saved.
  if (event.data === 'take-over') event.waitUntil(self.skipWaiting());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (!BUILD || request.method !== 'GET' || origin !== location.origin || BACKEND.test(pathname)) return;
  // Every address of the application is the same page; an address with a dot is a file, there or missing.
  const isFile = pathname.slice(pathname.lastIndexOf('/')).includes('.');
  if (request.mode === 'navigate' && !isFile) event.respondWith(kept('/', event));
  else if (isFile) event.respondWith(kept(pathname, event));
});

/** All or nothing: one file that is missing or not what the build made, and this version is not installed. */
async function install() {
  try {
    await keepAll();
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function keepAll() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    Object.entries(FILES).map(async ([path, integrity]) => {
      const answer = await fetch(path, { integrity, cache: 'no-cache' });
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
      await cache.put(path, answer);
    }),
  );
}

let filling;
/** The browser has thrown away what was kept: it is fetched again, as long as the server still has this version. */
function fill() {
  filling ??= keepAll()
    .catch(() => undefined)
    .finally(() => (filling = undefined));
  return filling;
}

async function takeOver() {
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const older = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  // A tab that still shows the version before goes on finding its files.
  if (open.length > 0) older.pop();
  await Promise.all(older.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function withdraw() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(ours.map((name) => caches.delete(name)));
  await self.registration.unregister();
}

async function kept(path, event) {
  const own = await caches.match(path, { cacheName: CACHE, ignoreVary: true });
  if (own) return own;
  if (path in FILES) event.waitUntil(fill());
  return (await caches.match(path, { ignoreVary: true })) ?? fetch(event.request);
}
