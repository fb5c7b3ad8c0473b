// Before anything is shown: login once, a PIN of six digits from then on.

import * as backup from "../backup.js";
import { ask, button, field, h, note } from "../dom.js";
import * as frame from "../frame.js";
import * as keeping from "../keeping.js";
import * as lock from "../lock.js";
import * as net from "../net.js";
import * as outbox from "../outbox.js";
import * as store from "../store.js";
import * as sync from "../sync.js";
import { clock, t } from "../words.js";

let entered = () => {};
export const onEntered = (listener) => (entered = listener);

/** Whose data the PIN opens: who is logged in, else who was here last. */
export async function show() {
  const last = await store.setting("last-user");
  if (last && (await lock.isSetUp(last))) askPin(last);
  else frame.draw({ gate: true, title: t("In the field"), main: h("p.wait", { role: "status" }, t("One moment…")) });
  await sync.reach();
  if (lock.isOpen()) return;
  const user = sync.state.user;
  if (user && user === last && (await lock.isSetUp(user))) return;
  if (!user) return last && (await lock.isSetUp(last)) ? undefined : stranger();
  if (await lock.isSetUp(user)) askPin(user);
  else choosePin(user);
}

function stranger() {
  const isOff = sync.state.net === "NONE";
  frame.draw({
    gate: true,
    title: t("In the field"),
    main: h(
      "section.card.q-c",
      {},
      h("h2", {}, t("Log in once")),
      h("p.gap0", {}, t("The first time needs the network. Afterwards a PIN opens the app, also without.")),
      h(
        "p.gap",
        {},
        isOff
          ? button(".pri.w", "again", t("Try again"), show)
          : h("a.btn.pri.w", { href: "/login/?next=/field/", rel: "external" }, t("Log in")),
      ),
    ),
  });
}

function digits(label, filled, error = "") {
  const input = h("input.fld.pin", {
    type: "password",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: 6,
    input: () => {
      input.value = input.value.replace(/\D/g, "");
      if (input.value.length === 6) filled(input.value, input);
    },
  });
  return { input, node: field(label, input, { error }) };
}

function askPin(user, error = "") {
  const pin = digits(
    t("PIN of 6 digits"),
    async (typed, input) => {
      input.disabled = true;
      try {
        await lock.unlock(user, typed);
        await entered(user);
      } catch (refused) {
        if (!(refused instanceof lock.Shut)) throw refused;
        askPin(user, wordsOf(refused));
      }
    },
    error,
  );
  frame.draw({
    gate: true,
    title: t("In the field"),
    sub: t("Locked"),
    main: [
      h("section.card.q-c", {}, pin.node),
      h(
        "p.under",
        {},
        button(".lnk", "help", t("Forgotten PIN"), () => forgotten(user)),
      ),
    ],
  });
  pin.input.focus();
}

function wordsOf(refused) {
  if (refused.why === "WRONG")
    return t("Wrong PIN. Tries left: %(n)s.", { n: refused.left });
  if (refused.why === "WAIT")
    return t("Too many wrong tries. Wait until %(time)s.", { time: clock(refused.until) });
  return t("More than 7 days without contact. Log in with the network first; the data is still on the phone.");
}

function choosePin(user, error = "") {
  let first = "";
  const again = digits(t("The same PIN again"), async (typed, input) => {
    if (typed !== first) return choosePin(user, t("The two PINs differ. Choose again."));
    input.disabled = true;
    try {
      const { answer: sealing } = await net.get("key");
      await lock.setUp(user, typed, sealing);
    } catch (refused) {
      if (!(refused instanceof net.NoNetwork || refused instanceof net.Refusal)) throw refused;
      return choosePin(user, t("The server did not answer. Choose the PIN again."));
    }
    await entered(user);
  });
  const pin = digits(
    t("Choose a PIN of 6 digits"),
    (typed) => {
      first = typed;
      again.input.focus();
    },
    error,
  );
  frame.draw({
    gate: true,
    title: t("In the field"),
    sub: t("Set up this phone"),
    main: h(
      "section.card.q-c",
      {},
      pin.node,
      again.node,
      note("info", "info", t("The PIN opens the app also without a network. Keep the phone's own screen lock on.")),
    ),
  });
  pin.input.focus();
}

/** Nothing is lost: the sealed copy goes to the office, then a new PIN. */
async function forgotten(user) {
  const left = await outbox.unsentAndDrafts(user);
  const pending = left.queued + left.drafts;
  const words = pending
    ? t("Records not sent: %(n)s. Save them to a file first; the office can read it.", { n: pending })
    : t("All records of this phone are sent.");
  const choices = [["stay", t("Stay")]];
  if (pending) choices.unshift(["backup", t("Save to a file"), ".pri"]);
  if (sync.state.user === user && (!pending || forgotten.saved))
    choices.push(["new", t("Choose a new PIN and clear this phone")]);
  const pressed = await ask(t("Forgotten PIN"), words, choices);
  if (pressed === "backup") await save(user);
  if (pressed === "new") {
    await keeping.wipe(user);
    choosePin(user);
  }
}

async function save(user) {
  backup.offer(await backup.backup(user));
  forgotten.saved = true;
}
