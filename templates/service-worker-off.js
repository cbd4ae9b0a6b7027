// The kill switch: takes every copy off the device and ends itself.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const drop = (names) => Promise.all(names.map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(drop).then(() => self.registration.unregister()));
});
