// The words of the screen: English sentences as keys, the shell brings the translations.

const shell = JSON.parse(document.getElementById("field-words").textContent);

export const language = document.documentElement.lang || "vi";
export const lists = shell.lists;
export const appVersion = shell.app;

export function t(sentence, values = {}) {
  const said = shell.words[sentence] ?? sentence;
  return said.replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");
}

export const labelOf = (list, value) =>
  lists[list].find((row) => row.value === value)?.label ?? value;

const two = (number) => String(number).padStart(2, "0");
const dated = (moment) => (moment instanceof Date ? moment : new Date(moment));

export function clock(moment) {
  const at = dated(moment);
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function day(moment) {
  const plain = /^(\d{4})-(\d\d)-(\d\d)$/.exec(moment);
  if (plain) return `${plain[3]}/${plain[2]}/${plain[1]}`;
  const at = dated(moment);
  return `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;
}

/** The time alone today, else the day. */
export function when(moment) {
  const at = dated(moment);
  return day(at) === day(new Date()) ? clock(at) : day(at).slice(0, 5);
}

export const isoDay = (at) =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;

export function dayWords(iso) {
  const now = new Date();
  if (iso === isoDay(now)) return t("today");
  now.setDate(now.getDate() + 1);
  return iso === isoDay(now) ? t("tomorrow") : day(iso);
}

export const number = (value) =>
  new Intl.NumberFormat(language === "vi" ? "vi-VN" : "en-GB", {
    maximumFractionDigits: 3,
  }).format(value);

/** Bytes as kB or MB, with the decimal comma of the language. */
export function size(bytes) {
  if (bytes < 1e5) return `${number(Math.max(1, Math.round(bytes / 1e3)))} kB`;
  return `${number(Math.round(bytes / 1e5) / 10)} MB`;
}

/** What was typed, composed: Telex and some keyboards leave loose marks. */
export const tidy = (text) => text.normalize("NFC").trim();

export const fold = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
