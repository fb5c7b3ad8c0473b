// The worker that opens the app without a network, and its new versions.

import { changed } from "./outbox.js";
import { current } from "./records.js";
import { log } from "./store.js";

let waiting = null;

/** A newer version lies ready and no form is open. */
export const isOffered = () => Boolean(waiting) && !current();

export async function start(url) {
  if (!navigator.serviceWorker) return;
  const options = { scope: "/field/", updateViaCache: "none" };
  let known;
  try {
    known = await navigator.serviceWorker.register(url, options);
  } catch (error) {
    await log("worker", error.name); // not here, or not now: the next start asks again
    return;
  }
  const look = () => {
    // Without a worker in charge this is the first install, not an update.
    waiting = navigator.serviceWorker.controller ? known.waiting : null;
    changed(false);
  };
  look();
  known.addEventListener("updatefound", () =>
    known.installing?.addEventListener("statechange", look),
  );
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && navigator.onLine)
      known.update().catch(() => {}); // the next return to the page asks again
  });
}

/** Takes the new version: the page starts anew with it. */
export function take() {
  if (!isOffered()) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
    once: true,
  });
  waiting.postMessage("take over");
}
