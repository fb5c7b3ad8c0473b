// The service worker of /field/: opens the app without a network, nothing else.
// VERSION and SHELL stand before this text (web/views/field_app.py).

const CACHE = `field-${VERSION}`;

// All or nothing: a version that did not arrive whole is not taken.
self.addEventListener("install", (event) => {
  const wanted = SHELL.map((url) => new Request(url, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(wanted)));
});

// A new version waits until the page says that no form is open; then the old goes.
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("field-") && name !== CACHE;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const isPage = request.mode === "navigate" && url.pathname.startsWith("/field/");
  const key = isPage ? SHELL[0] : url.pathname;
  if (!SHELL.includes(key)) return; // the API and the office go past, uncached
  event.respondWith(
    caches
      .open(CACHE)
      .then((cache) => cache.match(key, { ignoreVary: true }))
      .then((held) => held ?? fetch(request)),
  );
});
