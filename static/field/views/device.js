// This phone: room, lasting storage, version, log for support, locking, logging out.

import * as backup from "../backup.js";
import { ask, button, h, note, say } from "../dom.js";
import * as frame from "../frame.js";
import * as keeping from "../keeping.js";
import * as lock from "../lock.js";
import * as net from "../net.js";
import * as outbox from "../outbox.js";
import * as store from "../store.js";
import * as sync from "../sync.js";
import { appVersion, day, size, t } from "../words.js";

export async function view(_params, refresh) {
  const [room, persisted, left, contact] = await Promise.all([
    keeping.room(),
    navigator.storage?.persisted?.() ?? null,
    outbox.unsentAndDrafts(),
    lock.contactOf(lock.who()),
  ]);
  await frame.draw({
    title: t("This phone"),
    back: "/field/",
    main: [
      h(
        "section.card.q-c",
        {},
        h("h2", {}, t("Storage")),
        frame.facts([
          [t("Used"), room.used === null ? t("unknown") : size(room.used)],
          [t("Free"), room.used === null ? "" : size(room.free)],
          [t("Not sent"), String(left.queued)],
          [t("Drafts on the phone"), String(left.drafts)],
          [t("Last contact"), contact ? day(contact) : ""],
          [t("Version"), appVersion],
        ]),
        persisted
          ? note("ok", "ok", t("The browser keeps the data of this app."))
          : note("warn", "warn", t("The browser may clear the data when room gets short. Install the app on the home screen.")),
        room.isTight && note("warn", "warn", t("The phone is nearly full.")),
        h(
          "div.ask-row",
          {},
          button("", "bin", t("Remove sent data"), async () => {
            const count = await keeping.dropSent();
            await refresh();
            say(t("Removed: %(n)s", { n: count }), "ok");
          }),
          button("", "down", t("Save to a file"), save),
        ),
      ),
      h(
        "section.card.q-c",
        {},
        h("h2", {}, t("Access")),
        h("p.hint.gap0", {}, t("The app locks after 5 minutes. Keep the phone's own screen lock on.")),
        h(
          "div.ask-row",
          {},
          button("", "lock", t("Lock now"), lock.lock),
          button("", "out", t("Log out and clear this phone"), () => leave(refresh)),
        ),
      ),
      h(
        "details.card.q-c",
        {},
        h("summary", {}, t("Log for support")),
        h(
          "ol.log",
          {},
          (await store.logged())
            .reverse()
            .slice(0, 100)
            .map((row) => h("li", {}, `${row.at.slice(0, 19)} ${row.what} ${row.detail}`)),
        ),
      ),
    ],
  });
}

async function save() {
  const made = await backup.backup(lock.who());
  backup.offer(made);
  say(t("Saved to a file: records %(n)s. Only the office can read it.", { n: made.count }), "ok");
}

/** Never with something unsent: send, save to a file, or stay. */
async function leave(refresh) {
  const left = await outbox.unsentAndDrafts();
  const pending = left.queued + left.drafts;
  if (pending) {
    const pressed = await ask(
      t("Cannot log out"),
      t("Cannot log out: records not sent: %(n)s.", { n: pending }),
      [["send", t("Send now"), ".pri"], ["save", t("Save to a file")], ["stay", t("Stay")]],
    );
    if (pressed === "save") return save();
    if (pressed === "send") await sync.sendNow();
    return refresh();
  }
  const user = lock.who();
  try {
    if (await sync.reach()) await net.logOut();
  } catch (error) {
    if (!(error instanceof net.NoNetwork || error instanceof net.Refusal)) throw error;
    return say(t("The server did not answer. You are still logged in."), "bad");
  }
  if (sync.state.net === "NONE")
    return say(t("No network: log out when there is one, or lock the app."), "bad");
  await lock.lock();
  await keeping.wipe(user);
  return location.assign("/field/");
}
