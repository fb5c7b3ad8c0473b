// Comfort on top of pages that work without it: shortcut keys, kept typing, focus.

const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const typing = (el) =>
  el.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].includes(el.tagName);

// ---- Shortcut keys (switched off in the profile; never inside a field) ----

function startKeys() {
  if (document.body.dataset.keys !== "on") return;
  const dialog = document.getElementById("keys");
  const jumps = new Map($$("[data-jump]").map((link) => [link.dataset.jump, link]));
  let waiting = 0;

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target) || dialog?.open) return;
    const key = event.key.toLowerCase();
    if (waiting && performance.now() - waiting < 1500 && jumps.has(key)) {
      event.preventDefault();
      jumps.get(key).click();
      return;
    }
    waiting = key === "g" ? performance.now() : 0;
    if (key === "/") focusOn(event, document.getElementById("q"));
    else if (key === "?") {
      event.preventDefault();
      dialog?.showModal();
    } else if (key === "j" || key === "k") moveRow(event, key === "j" ? 1 : -1);
    else if (key === "p" && !event.repeat) print(event);
  });
}

function focusOn(event, field) {
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
}

// The paper of the row in focus, else the page's own paper, else the list as it stands.
function print(event) {
  const row = document.activeElement.dataset?.print;
  const paper = row ?? document.querySelector("[data-print-page]")?.href;
  if (!paper && !document.querySelector("[data-rows]")) return;
  event.preventDefault();
  if (paper) location.assign(paper);
  else window.print();
}

function moveRow(event, step) {
  const links = $$("[data-rows] .ttl");
  if (!links.length) return;
  event.preventDefault();
  const at = links.indexOf(document.activeElement);
  const next = links[Math.min(Math.max(at + step, 0), links.length - 1)];
  $$("[data-rows] .cur").forEach((row) => row.classList.remove("cur"));
  next.closest("tr")?.classList.add("cur");
  next.focus();
}

// ---- Forms: nothing typed is lost, nothing is sent twice ----

function guardForms() {
  let unsaved = null;
  $$("form[method=post]:not([data-quiet])").forEach((form) => {
    form.addEventListener("input", () => (unsaved = form));
    form.addEventListener("submit", (event) => {
      // A preview opens beside the form, which is sent afterwards.
      if (event.submitter?.formTarget === "_blank") return;
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
      unsaved = null;
    });
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  // Back from the next page: the form may be sent again.
  addEventListener("pageshow", () =>
    $$("form[data-sent]").forEach((form) => delete form.dataset.sent),
  );
}

const digits = (text) => text.replace(/\D/g, "");

function tidyFields() {
  document.addEventListener("change", ({ target }) => {
    if (target.dataset?.tidy === "date" && /^\d{8}$/.test(target.value.trim())) {
      const d = target.value.trim();
      target.value = `${d.slice(0, 2)}/${d.slice(2, 4)}/${d.slice(4)}`;
    }
    if (target.dataset?.tidy === "money" && digits(target.value)) {
      target.value = digits(target.value).replace(/\B(?=(\d{3})+$)/g, ".");
    }
  });
}

const fold = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase();

// A long list gets a box above it that narrows it, with or without diacritics.
function narrowLists() {
  $$("select[data-narrow]").forEach((select) => {
    const groups = $$("optgroup", select);
    const all = $$("option", select);
    const home = new Map(all.map((option) => [option, option.parentElement]));
    const box = document.createElement("input");
    box.type = "search";
    box.className = "fld";
    box.placeholder = select.dataset.narrow;
    box.setAttribute("aria-label", select.dataset.narrow);
    box.autocomplete = "off";
    box.addEventListener("input", (event) => {
      event.stopPropagation();
      const words = fold(box.value).split(/\s+/).filter(Boolean);
      const chosen = new Set(select.selectedOptions);
      select.replaceChildren(...groups);
      groups.forEach((group) => group.replaceChildren());
      for (const option of all) {
        const text = fold(`${home.get(option).label ?? ""} ${option.text}`);
        if (chosen.has(option) || !option.value || words.every((w) => text.includes(w)))
          home.get(option).append(option);
      }
      groups.forEach((group) => group.childElementCount || group.remove());
      if (words.length && !select.multiple && [...chosen].every((o) => !o.value)) {
        const first = all.find((o) => o.value && o.isConnected);
        if (first) select.value = first.value;
      }
    });
    select.before(box);
  });
}

// ---- Parts that take longer than their page ----

function fetchParts() {
  $$("[data-part]").forEach(async (place) => {
    const answer = await fetch(place.dataset.part, { headers: { "X-Part": "1" } });
    if (answer.ok) place.innerHTML = await answer.text();
  });
}

// ---- Leaving ----

// Records that wait on this phone would have nobody to send them.
function guardLogout() {
  $$("form[data-held-by]").forEach((form) =>
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { isHeldBack } = await import("./leaving.js");
      const isHeld = await isHeldBack().catch(() => false); // no app on this device
      if (isHeld) location.assign(form.dataset.heldBy);
      else form.submit();
    }),
  );
}

// ---- Small things ----

function closedActions() {
  document.addEventListener("click", (event) => {
    const closed = event.target.closest("[aria-disabled=true]");
    if (!closed) return;
    event.preventDefault();
    const why = document.getElementById(closed.getAttribute("aria-describedby"));
    if (!why) return;
    why.tabIndex = -1;
    why.focus();
  });
}

function closeMenus() {
  const open = () => $$("details.menu[open]");
  document.addEventListener("click", (event) =>
    open().forEach((menu) => menu.contains(event.target) || (menu.open = false)),
  );
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
}

function showPasswords() {
  $$("[data-shows]").forEach((box) => {
    box.closest("[hidden]")?.removeAttribute("hidden");
    box.addEventListener("change", () => {
      const field = document.getElementById(box.dataset.shows);
      field.type = box.checked ? "text" : "password";
    });
  });
}

// Long work is done piece by piece: the page asks for the next one.
function goOn() {
  const form = document.querySelector("form[data-goes-on]");
  if (form) setTimeout(() => form.requestSubmit(), 300);
}

// On a phone the row of tabs is wider than the screen: the open one is shown.
function showCurrentTab() {
  $$(".tabs [aria-current]").forEach((tab) => {
    const row = tab.parentElement;
    row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
document.querySelectorAll("[data-needs-script]").forEach((el) => (el.hidden = false));
document.querySelector(".errors")?.focus();
startKeys();
guardForms();
tidyFields();
narrowLists();
fetchParts();
closedActions();
closeMenus();
showPasswords();
showCurrentTab();
guardLogout();
goOn();
