// Keeps a copy of the whole site for when there is no network. A copy is filled under a new name, each file judged by its
// digest, and used only when it is complete: a page never mixes two versions. Where storage is full or forbidden the plain
// site goes on as before.
const VERSION = "$VERSION";
const ESSENTIAL = $ESSENTIAL;
const REST = $REST;
const REST_MEGABYTES = $MEGABYTES;
const LOST = "$LOST";
const NAMED_BY_CONTENT = "$NAMED";
const CACHE = `site-${VERSION}`;
const PATIENCE_MS = 4000;
const WHEN = "/when-copied";
const EVERYTHING = [...ESSENTIAL, ...REST];
const digests = new Map(EVERYTHING);
const shown = new Map();

const key = (path) => `${path}?copy=${digests.get(path)}`;

self.addEventListener("install", (event) => event.waitUntil(install().then(() => self.skipWaiting())));

self.addEventListener("activate", (event) => {
  const drop = (names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(drop).then(() => self.clients.claim()));
});

// A page asks whether it is a copy and what is kept, and for everything when its reader pressed the button.
self.addEventListener("message", (event) => {
  const page = event.source;
  const tell = async () => page.postMessage({ ...(await state()), shown: shown.get(page.id) });
  if (event.data === "what is kept") event.waitUntil(tell());
  const tellPart = (part) => page.postMessage({ part });
  if (event.data === "keep everything") event.waitUntil(fill(EVERYTHING, tellPart).catch(() => {}).then(tell));
});

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith(NAMED_BY_CONTENT)) {
    event.respondWith(copy(pathname).then((kept) => kept ?? fetch(event.request)));
  } else if (mode === "navigate" || digests.has(pathname)) {
    event.respondWith(newest(event, pathname));
  }
});

// The pages that say what to do and whom to call come first; a reader who saves data gets only these. Where there is no
// room for the rest, what fits is kept; where there is none for the first, nothing is.
async function install() {
  const isFull = (fault) => fault.name === "QuotaExceededError";
  try {
    await fill(ESSENTIAL);
  } catch (fault) {
    if (isFull(fault)) await caches.delete(CACHE);
    throw fault;
  }
  if (self.navigator.connection?.saveData) return;
  await fill(REST).catch((fault) => {
    if (!isFull(fault)) throw fault;
  });
}

// What an older copy holds unchanged is not fetched again; what is there from a try that was cut off neither. `tellPart` is
// told which part of the files is kept, from 0 to 1.
async function fill(entries, tellPart = () => {}) {
  const cache = await caches.open(CACHE);
  for (const [number, [path]] of entries.entries()) {
    tellPart(number / entries.length);
    if (await cache.match(key(path))) continue;
    await cache.put(key(path), (await caches.match(key(path))) ?? (await fetched(path)));
  }
  await cache.put(WHEN, new Response(new Date().toISOString()));
}

// A file of this version. While a site is being deployed the host may send that of another; then the copy waits.
async function fetched(path) {
  const response = await fetch(path, { cache: "no-cache", priority: "low" });
  const body = await response.arrayBuffer();
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  const digest = Array.from(bytes.slice(0, 6), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (digest !== digests.get(path)) throw new Error(`${path} is not of this version`);
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  return new Response(body, { headers });
}

async function copy(path) {
  try {
    return digests.has(path) ? await (await caches.open(CACHE)).match(key(path)) : undefined;
  } catch {
    return undefined;
  }
}

// The newest file when the network answers in time and in health, else the copy; for a page that has none, the page
// that says so.
async function newest(event, path) {
  const kept = await copy(path);
  const isPage = event.request.mode === "navigate";
  try {
    const response = await inTime(event.request, isPage ? { cache: "no-cache" } : {}, kept);
    if (!kept || response.status < 500) return response;
  } catch (fault) {
    if (!kept && !isPage) throw fault;
  }
  if (isPage) shown.set(event.resultingClientId, kept ? "copy" : "nothing");
  return kept ?? (await copy(LOST)) ?? Response.error();
}

// The time counts until the answer begins; a page that comes slowly is not cut off.
async function inTime(request, options, kept) {
  const controller = new AbortController();
  const timer = kept && setTimeout(() => controller.abort(), PATIENCE_MS);
  try {
    return await fetch(request, { ...options, signal: controller.signal });
  } finally {
    clearTimeout(timer);
  }
}

async function state() {
  const cache = await caches.open(CACHE);
  const when = await cache.match(WHEN);
  const isWhole = (await cache.keys()).length > EVERYTHING.length;
  return { when: await when?.text(), isWhole, megabytes: REST_MEGABYTES };
}
