// What waits, goes and has arrived; the person can send, read, save, or supplement.

import * as backup from "../backup.js";
import { button, h, icon, say, symbolButton } from "../dom.js";
import * as frame from "../frame.js";
import * as keeping from "../keeping.js";
import * as lock from "../lock.js";
import * as outbox from "../outbox.js";
import * as records from "../records.js";
import * as sync from "../sync.js";
import { size, t, when } from "../words.js";
import { chipOf } from "./list.js";

const SYMBOLS = {
  QUEUED: ["clock", "mute"],
  SENDING: ["up", "info"],
  LOGIN: ["key", "warn"],
  FAILED: ["warn", "bad"],
  SENT: ["ok", "ok"],
  REPLACED: ["swap", "mute"],
};
const DAY = 24 * 3600 * 1000;

export async function view(_params, refresh) {
  const [rows, room] = await Promise.all([outbox.rows(), keeping.room()]);
  const names = new Map((await records.list()).map((record) => [record.id, record]));
  const said = new Map();
  for (const row of rows) said.set(row.id, await outbox.saidOf(row));
  const open = rows.filter((row) => outbox.UNSENT.includes(row.state));
  const done = rows.filter((row) => !outbox.UNSENT.includes(row.state)).reverse();
  const draw = (row) => line(row, names.get(row.id), said.get(row.id), refresh);
  if (location.pathname !== "/field/outbox/") return; // left while it was read
  await frame.draw({
    title: t("Outbox"),
    sub: open.length ? t("Not yet at the server: %(n)s", { n: open.length }) : t("Everything is sent"),
    back: "/field/",
    right: symbolButton(".ib", "down", t("Save to a file"), save),
    main: [
      open.length > 0 && h("section.card.q-c.flat", {}, h("ul.ob", {}, open.map(draw))),
      done.length > 0 && h("section.card.q-c.flat", {}, h("ul.ob", {}, done.map(draw))),
      !rows.length && h("p.empty", {}, icon("send"), t("Nothing has been locked yet. Drafts stay on the phone.")),
      h(
        "p.sm.mut.under",
        {},
        room.used !== null && `${t("Storage used: %(size)s.", { size: size(room.used) })} `,
        t("Logging out and clearing open only when the outbox is empty."),
      ),
    ],
    dock: button(".pri", "again", t("Send now"), async () => {
      await sync.sendNow();
      if (sync.state.net === "NONE") say(t("No network. It goes by itself as soon as there is one."), "bad");
    }),
  });
}

async function save() {
  const made = await backup.backup(lock.who());
  backup.offer(made);
  say(t("Saved to a file: records %(n)s. Only the office can read it.", { n: made.count }), "ok");
}

function line(row, record, said, refresh) {
  const [symbol, tone] = SYMBOLS[row.state];
  const title = !record
    ? t("Field record")
    : record.supplements
      ? t("Supplement %(number)s", { number: record.number })
      : record.number
        ? t("Field record %(number)s", { number: record.number })
        : t("Unplanned visit");
  return h(
    "li",
    {},
    h(`span.t-${tone}`, {}, icon(symbol)),
    record ? h("a.b", { href: `/field/visit/${record.id}/locked/` }, title) : h("b.b", {}, title),
    chipOf(row.state, row.state === outbox.SENT ? ` ${when(row.sent_at)}` : ""),
    h("span.d", {}, words(row, record, said)),
    row.state === outbox.SENDING &&
      h(
        "progress.pg",
        { max: Math.max(row.total, 1), value: row.done, "aria-label": t("Progress") },
      ),
    row.state === outbox.FAILED && ways(row, said, refresh),
  );
}

function words(row, record, said) {
  const lines = [];
  if (row.state === outbox.SENT) {
    lines.push(t("The server holds all %(n)s files; the hashes match.", { n: row.total }));
    const left = Math.ceil(keeping.KEPT_DAYS - (Date.now() - row.sent_at) / DAY);
    if (left < keeping.KEPT_DAYS)
      lines.push(t("Stays on the phone %(n)s days more, then goes by itself.", { n: Math.max(left, 0) }));
    if (said?.supplement) lines.push(t("The visit had changed at the office: kept as a supplement."));
    if (said?.conflicts?.length)
      lines.push(t("Answered by two officers: %(n)s. The team leader chooses; both are kept.", { n: said.conflicts.length }));
  } else {
    if (record) lines.push([record.name, t("files: %(n)s", { n: row.total })].filter(Boolean).join(" · "));
    if (row.state === outbox.SENDING)
      lines.push(
        t("Sent %(done)s of %(total)s files. After a break it goes on where it stopped.", { done: row.done, total: row.total }),
      );
    if (row.state === outbox.LOGIN)
      lines.push(t("Session ended. Log in to go on; the data is still on the phone."));
    if (row.state === outbox.FAILED)
      lines.push(t("The server refused: %(reason)s The data is whole on the phone.", { reason: said?.text ?? "" }));
    else if (said?.text) lines.push(said.text);
  }
  return lines.flatMap((text, at) => (at ? [h("br"), text] : [text]));
}

const ways = (row, said, refresh) =>
  h(
    "span.d.row",
    {},
    button("", "again", t("Send again"), async () => {
      await outbox.again(row.id);
      sync.sendNow();
    }),
    button("", "", t("Send as supplement"), async () => {
      await outbox.asSupplement(row.id);
      await refresh();
      sync.sendNow();
    }),
  );
