// The service worker's code. /sw.js says first, in self.shell, which files there are; a new file makes a new version.
// It keeps no page of anybody's own: only what somebody saved (js/saving.js), and the shell below it.

const { version, addresses, offline, never, kept } = self.shell;
const SHELL = `cb-shell-${version}`, LESSONS = "cb-lessons", PATIENCE = 3000; // milliseconds
const FROM_NETWORK = { credentials: "omit", cache: "no-cache" };
const ANYHOW = { ignoreVary: true };

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const shell = await caches.open(SHELL);
  await shell.addAll(addresses.map((address) => new Request(address, FROM_NETWORK)));
  await self.skipWaiting();
})()));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith("cb-shell-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
  if (old.length) await renew();
})()));

// After a release, saved lessons are fetched again with the files they need now. What cannot be stays as it was.
async function renew() {
  const lessons = await caches.open(LESSONS);
  for (const request of await lessons.keys()) {
    if (!new URL(request.url).pathname.endsWith("/pack/")) continue;
    try {
      const answer = await fetch(request.url, FROM_NETWORK);
      const pack = await answer.clone().json();
      const page = await fetch(pack.address, FROM_NETWORK);
      if (!answer.ok || !page.ok || page.redirected) continue;
      await Promise.all(pack.files.map(async (file) => (await lessons.match(file, ANYHOW)) || lessons.add(file)));
      await lessons.put(pack.address, page);
      await lessons.put(request, answer);
    } catch { /* no network now: the saved copy has all its own files and still opens */ }
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (never.some((start) => pathname.startsWith(start))) return;
  if (request.mode === "navigate") event.respondWith(page(request, pathname));
  else if (kept.some((start) => pathname.startsWith(start))) event.respondWith(file(request));
});

async function file(request) {
  return (await caches.match(request, ANYHOW)) || fetch(request);
}

// The network first; after three seconds, or without one, what was saved; else the page that lists what was.
async function page(request, pathname) {
  const saved = await caches.match(pathname, { ...ANYHOW, cacheName: LESSONS });
  const network = fetch(request);
  network.catch(() => {}); // when the saved copy came first, nobody waits for it any more
  try {
    if (!saved) return await network;
    const slow = new Promise((resolve) => { setTimeout(resolve, PATIENCE, saved); });
    const answer = await Promise.race([network, slow]);
    return answer.status >= 500 ? saved : answer;
  } catch {
    return saved || (await caches.match(offline, ANYHOW));
  }
}

self.addEventListener("sync", (event) => event.waitUntil(
  self.clients.matchAll().then((pages) => { for (const one of pages) one.postMessage("flush"); }),
));
