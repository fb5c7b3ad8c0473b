// Elements, icons, dialogs: the few words in which the views are written.

import { t } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const sprite = document.querySelector("meta[name=icons]").content;

/** `h("p.sm.mut", {id: "x"}, "text", node)`; functions listen, null is left out. */
export function h(kind, attributes = {}, ...children) {
  const [tag, ...classes] = kind.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else if (name === "value") element.value = value;
    else if (name === "checked") element.checked = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  add(element, children);
  return element;
}

export function add(element, children) {
  for (const child of [children].flat(9))
    if (child !== null && child !== undefined && child !== false) element.append(child);
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "ic");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${sprite}#i-${name}`);
  svg.append(use);
  return svg;
}

export const button = (kind, symbol, label, click, more = {}) =>
  h(`button.btn${kind}`, { type: "button", click, ...more }, symbol && icon(symbol), label);

/** A button of a symbol alone; its name is spoken. */
export const symbolButton = (kind, symbol, label, click) =>
  h(`button${kind}`, { type: "button", "aria-label": label, click }, icon(symbol));

let numbered = 0;

/** A labelled field; `error` names what is wrong, and the field is marked. */
export function field(label, input, { hint = "", error = "" } = {}) {
  input.id ||= `f${++numbered}`;
  const notes = [];
  if (hint) notes.push(h("p.hint", { id: `${input.id}-h` }, hint));
  if (error) notes.push(h("p.err", { id: `${input.id}-e` }, icon("warn"), error));
  if (notes.length)
    input.setAttribute("aria-describedby", notes.map((note) => note.id).join(" "));
  if (error) input.setAttribute("aria-invalid", "true");
  return h(
    `div.field${error ? ".bad" : ""}`,
    {},
    h("label.lb", { for: input.id }, label),
    notes,
    input,
  );
}

export const text = (value, change, more = {}) =>
  h("input.fld", {
    type: "text",
    lang: "vi",
    autocomplete: "off",
    maxlength: 250,
    value: value ?? "",
    input: (event) => change(event.target.value),
    ...more,
  });

export const area = (value, change, more = {}) =>
  h("textarea.ta", {
    lang: "vi",
    autocapitalize: "sentences",
    maxlength: 4000,
    rows: 3,
    value: value ?? "",
    input: (event) => change(event.target.value),
    ...more,
  });

/** One of a few, each a tap; `kinds` colours them. */
export function segments(name, label, rows, chosen, change) {
  const group = `s${++numbered}`;
  return h(
    "fieldset.pickset",
    {},
    h("legend.lb", {}, label),
    h(
      "div.taps",
      {},
      rows.map((row) =>
        h(
          "label",
          {},
          h("input", {
            type: "radio",
            name: `${name}-${group}`,
            value: row.value,
            checked: row.value === chosen,
            change: () => change(row.value),
          }),
          h("span", {}, row.label),
        ),
      ),
    ),
  );
}

export const choice = (rows, chosen, change, empty = "") =>
  h(
    "select.fld",
    { change: (event) => change(event.target.value) },
    empty && h("option", { value: "" }, empty),
    rows.map((row) =>
      h("option", { value: row.value, selected: row.value === chosen }, row.label),
    ),
  );

export const note = (tone, symbol, ...words) =>
  h(`p.note.s-${tone}`, {}, icon(symbol), h("span", {}, ...words));

/** Asks; answers the key of the pressed choice, or null. Focus goes back. */
export function ask(heading, words, choices) {
  const before = document.activeElement;
  return new Promise((answer) => {
    const dialog = h(
      "dialog.ask",
      { "aria-labelledby": "ask-title" },
      h("h2", { id: "ask-title" }, heading),
      [words].flat().map((word) => (word instanceof Node ? word : h("p", {}, word))),
      h(
        "div.ask-row",
        {},
        choices.map(([key, label, kind = ""], at) =>
          button(kind, "", label, () => dialog.close(key), { autofocus: !at }),
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.isConnected && before.focus();
      answer(dialog.returnValue || null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Says something for a moment; screen readers hear it. */
export function say(words, tone = "") {
  const place = document.getElementById("said");
  place.replaceChildren(h(`p.toast${tone && `.${tone}`}`, {}, words));
  clearTimeout(say.timer);
  say.timer = setTimeout(() => place.replaceChildren(), 8000);
}

export const saved = () => h("p.saved", {}, icon("ok"), t("Saved on this phone"));
