// Photos of one answer, title, lot or note: small pictures and the buttons that add.

import { choose, shoot } from "./camera.js";
import { ask, h, icon, text } from "./dom.js";
import { draw } from "./photos.js";
import * as records from "./records.js";
import { clock, size, t } from "./words.js";

/**
 * A place that shows `part.files`; `before` makes sure that the part is in the record,
 * `changed` hears of every written or removed file. Locked records only show.
 */
export function gallery(record, part, { label, before = () => {}, changed = () => {} }) {
  const isOpen = record.state === records.DRAFT;
  const count = h("span", {}, "");
  const grid = h("div.pics");
  const place = h("div.gal", {}, h("p.lb", {}, label, " ", count), grid);

  async function keep(meta) {
    before();
    records.attach(record, part, meta);
    try {
      await records.save(record);
    } catch (error) {
      part.files.splice(part.files.indexOf(meta.sha256), 1);
      throw error;
    }
    show();
    changed();
  }

  function show() {
    count.textContent = `(${part.files.length})`;
    grid.replaceChildren(
      ...(isOpen ? [adder("camera", t("Take photos"), shoot), adder("image", t("Choose a file"), choose)] : []),
      ...part.files.map((hash, at) => figure(record.files[hash], at)),
    );
  }

  const adder = (symbol, words, way) =>
    h("button", { type: "button", click: () => way(record.id, keep) }, icon(symbol), words);

  function figure(meta, at) {
    const canvas = h("canvas", { role: "img", "aria-label": t("Photo %(n)s", { n: at + 1 }) });
    const shown = h(
      "button.pic",
      { type: "button", click: () => look(meta, at) },
      canvas,
      h("span.cap", {}, icon("lock"), clock(meta.taken_at)),
    );
    draw(meta.sha256, canvas).then(
      (isDrawn) => isDrawn || canvas.replaceWith(h("span.doc", {}, icon("doc"), meta.name)),
    );
    return shown;
  }

  async function look(meta, at) {
    const canvas = h("canvas.big", { role: "img", "aria-label": t("Photo %(n)s", { n: at + 1 }) });
    await draw(meta.sha256, canvas);
    const words = text(meta.caption, (value) => (meta.caption = value.normalize("NFC")), {
      "aria-label": t("Caption"),
      placeholder: t("Caption"),
      maxlength: 300,
      readonly: !isOpen,
    });
    const lines = [
      canvas,
      h("p.hint", {}, `${size(meta.size)} · ${t("Hash")} ${meta.sha256.slice(0, 12)}…`),
      h("p.hint", {}, meta.position ? t("With place") : t("Without place")),
      words,
    ];
    const choices = [["keep", t("Close"), ".pri"]];
    if (isOpen) choices.push(["drop", t("Take out of the record")]);
    const pressed = await ask(t("Photo %(n)s", { n: at + 1 }), lines, choices);
    if (!isOpen) return;
    if (pressed === "drop") part.files.splice(part.files.indexOf(meta.sha256), 1);
    await records.save(record);
    show();
    changed();
  }

  show();
  return Object.assign(place, { shoot: () => shoot(record.id, keep) });
}
