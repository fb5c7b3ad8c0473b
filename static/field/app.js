// The start of /field/: opens the data, shows the page of the address, keeps it true.

import * as bar from "./bar.js";
import { ask, say } from "./dom.js";
import * as frame from "./frame.js";
import * as keeping from "./keeping.js";
import * as lock from "./lock.js";
import * as outbox from "./outbox.js";
import * as records from "./records.js";
import * as store from "./store.js";
import * as sync from "./sync.js";
import * as update from "./update.js";
import { t } from "./words.js";
import * as all from "./views/all.js";
import * as device from "./views/device.js";
import * as goods from "./views/goods.js";
import * as item from "./views/item.js";
import * as list from "./views/list.js";
import * as locked from "./views/locked.js";
import * as lockScreen from "./views/lock.js";
import * as made from "./views/new.js";
import { missing } from "./views/missing.js";
import * as notes from "./views/notes.js";
import * as outboxPage from "./views/outbox.js";
import * as sign from "./views/sign.js";
import * as titles from "./views/titles.js";

const PAGES = {
  "": list.view,
  "outbox/": outboxPage.view,
  "new/": made.view,
  "device/": device.view,
};
const PARTS = {
  "": item.view,
  all: all.view,
  facility: all.facility,
  titles: titles.view,
  goods: goods.view,
  notes: notes.view,
  sign: sign.view,
  read: locked.view,
  locked: locked.view,
};
// These show states that change by themselves.
const LIVE = ["/field/outbox/"];

function pageOf(address) {
  const [, id, part = ""] =
    /^\/field\/visit\/([0-9a-f-]{36})\/(?:([a-z]+)\/)?$/.exec(address.pathname) ?? [];
  const view = id ? PARTS[part] : PAGES[address.pathname.replace("/field/", "")];
  return { view, params: { id, part, query: address.searchParams } };
}

async function draw() {
  if (!lock.isOpen()) return lockScreen.show();
  const { view, params } = pageOf(new URL(location.href));
  if (!view) return missing();
  if (!params.id) records.show(null);
  await view(params, draw, go);
  return bar.draw();
}

/** `instead`: a page that only leads on leaves no trace to come back to. */
async function go(address, instead = false) {
  return leave(() => {
    document.getElementById("said").replaceChildren();
    const isSame = address === location.pathname + location.search;
    history[isSame || instead ? "replaceState" : "pushState"](null, "", address);
  });
}

/** The next tap is meant for the next page: none reaches the one that is left. */
async function leave(then) {
  const parts = [...document.getElementById("screen").children];
  parts.forEach((part) => (part.inert = true));
  try {
    await records.flush();
    then();
    await draw();
  } finally {
    parts.forEach((part) => (part.inert = false));
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented) return;
  if (link.rel === "external") {
    if (navigator.onLine || sync.state.net !== "NONE") return;
    event.preventDefault();
    say(t("This page needs the network. The field part still works."), "bad");
    return;
  }
  if (link.download || link.getAttribute("href").startsWith("#")) return;
  const { origin, pathname, search } = new URL(link.href);
  if (origin !== location.origin || !pathname.startsWith("/field/")) return;
  event.preventDefault();
  go(pathname + search);
});
addEventListener("popstate", () => leave(() => {}));

records.onSaved(bar.wasSaved);
function troubled(error) {
  if (error instanceof lock.Shut) return undefined; // a page that the lock overtook
  if (error instanceof store.StorageFull)
    return bar.notSaved(
      t("Storage is nearly full. The last entry was not saved. Remove sent data; the form stays open."),
    );
  if (error instanceof records.ChangedElsewhere) {
    records.show(null);
    return ask(t("Changed in another tab"), t("This record was changed in another tab. It is loaded again."), [
      ["ok", t("Close"), ".pri"],
    ]).then(draw);
  }
  store.log("fault", `${error?.name}: ${error?.message}`);
  return say(t("Something went wrong. What was saved is still on the phone."), "bad");
}
records.onFault(troubled);
addEventListener("unhandledrejection", (event) => {
  const known =
    event.reason instanceof store.StorageFull ||
    event.reason instanceof records.ChangedElsewhere ||
    event.reason instanceof lock.Shut;
  if (known) event.preventDefault();
  troubled(event.reason);
});

let drawing = false;
let stale = false;
outbox.onChange(async () => {
  await bar.draw();
  stale = true;
  if (drawing) return;
  drawing = true;
  try {
    while (stale && lock.isOpen() && LIVE.includes(location.pathname)) {
      stale = false;
      await frame.quietly(draw);
    }
  } finally {
    drawing = false;
  }
});

lock.onLock((moment) => {
  if (moment !== "after") return;
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
  draw();
});
lockScreen.onEntered(async (user) => {
  await store.keep("last-user", user);
  await keeping.tidy();
  keeping.askToPersist();
  await draw();
  sync.send();
});

async function start() {
  const cleared = await keeping.wasCleared();
  lock.watchIdle();
  sync.start();
  update.start(document.querySelector("meta[name=worker]").content);
  if (cleared)
    say(t("The browser has cleared the data of this app. What was not sent is gone from this phone."), "bad");
  await draw();
}

start();
