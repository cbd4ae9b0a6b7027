// Keeps a copy of the whole site for when there is no network. A copy is filled under a new name and used only when it
// is complete, so a page never mixes two versions. When storage is full or forbidden the plain site goes on as before.
const VERSION = "$VERSION";
const ESSENTIAL = $ESSENTIAL;
const REST = $REST;
const LOST = "$LOST";
const CACHE = `site-${VERSION}`;
const PATIENCE_MS = 4000;
const WHEN = "/when-copied";
const digests = new Map([...ESSENTIAL, ...REST]);

const key = (path) => `${path}?copy=${digests.get(path)}`;

async function fill(entries) {
  const cache = await caches.open(CACHE);
  for (const [path] of entries) {
    if (await cache.match(key(path))) continue;
    const kept = await caches.match(key(path));
    const response = kept ?? (await fetch(path, { cache: "no-cache" }));
    if (!response.ok && path !== LOST) throw new Error(path);
    await cache.put(key(path), await plain(response));
  }
  await cache.put(WHEN, new Response(new Date().toISOString()));
}

// A redirected response may not answer a navigation, so only its body and headers are kept.
async function plain(response) {
  return new Response(await response.blob(), { headers: response.headers });
}

self.addEventListener("install", (event) => {
  const sparing = self.navigator.connection?.saveData;
  event.waitUntil(fill(sparing ? ESSENTIAL : [...ESSENTIAL, ...REST]).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const drop = (names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(drop).then(() => self.clients.claim()));
});

// A page asks how old it is, and for everything when its reader pressed the button.
self.addEventListener("message", (event) => {
  if (event.data === "how old") event.waitUntil(tellAge(event.source));
  if (event.data !== "keep everything") return;
  const tell = (answer) => event.source.postMessage(answer);
  event.waitUntil(fill([...ESSENTIAL, ...REST]).then(() => tell({ kept: true }), () => tell({ kept: false })));
});

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate") event.respondWith(visit(event, pathname));
  else if (digests.has(pathname)) event.respondWith(copy(pathname).then((kept) => kept ?? fetch(event.request)));
});

async function copy(path) {
  return (await caches.open(CACHE)).match(key(path));
}

// The newest page when the network answers in time, else the copy. Which pages were answered from the copy is kept, since
// a page asks for the age of its copy only when it can listen.
const copied = new Set();

async function visit(event, path) {
  const kept = digests.has(path) ? await copy(path) : undefined;
  try {
    return await fetch(event.request, { cache: "no-cache", signal: kept && AbortSignal.timeout(PATIENCE_MS) });
  } catch (fault) {
    const answer = kept ?? (await copy(LOST));
    if (!answer) throw fault;
    copied.add(event.resultingClientId);
    return answer;
  }
}

async function tellAge(client) {
  const when = copied.has(client.id) && (await (await caches.open(CACHE)).match(WHEN));
  if (when) client.postMessage({ copied: await when.text() });
}
