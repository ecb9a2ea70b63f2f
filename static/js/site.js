// Loaded by every page. Enhancement only: each control works as a link or a form without this file.
// Other modules speak through `document.dispatchEvent(new CustomEvent("cb:say", {detail: "words"}))`,
// so that no module imports another and each stays one request.

const root = document.documentElement;
const stored = (name) => { try { return localStorage.getItem(name); } catch { return null; } }; // storage may be off

// --- the status line and its visible copy ---
let hideLater;
function say(words) {
  const live = document.getElementById("live");
  const toast = document.querySelector(".toast");
  if (!live || !toast) return;
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = words; });
  toast.textContent = words;
  toast.hidden = false;
  clearTimeout(hideLater);
  hideLater = setTimeout(() => { toast.hidden = true; }, 6000);
}
document.addEventListener("cb:say", (event) => say(event.detail));

// --- reading settings: at once on this page, kept in a cookie for the server, in storage for a cleared cookie ---
const NAMES = ["theme", "size", "space", "face"];
const YEAR = 60 * 60 * 24 * 365;
function keep() {
  const chosen = NAMES.filter((name) => root.dataset[name]).map((name) => `${name}-${root.dataset[name]}`).join(".");
  const secure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `cb_view=${chosen};path=/;samesite=lax;max-age=${chosen ? YEAR : 0}${secure}`;
  try { localStorage.setItem("cb_view", chosen); } catch { /* storage may be switched off */ }
}
function restore() {
  const cookie = /(?:^|; )cb_view=([^;]*)/.exec(document.cookie)?.[1];
  const chosen = cookie ?? stored("cb_view"); // a saved page was printed without the cookie
  if (!chosen) return;
  for (const part of chosen.split(".")) {
    const [name, value] = part.split("-");
    if (NAMES.includes(name)) root.dataset[name] = value;
  }
  if (cookie === undefined) keep();
}
function showChoices() {
  for (const input of document.querySelectorAll("[data-reading] input")) {
    input.checked = input.value === (root.dataset[input.name] || "");
  }
}
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.closest("[data-reading]")) return;
  if (input.value) root.dataset[input.name] = input.value;
  else delete root.dataset[input.name];
  keep();
});
restore();
showChoices();

// --- what works without a network: loaded by whoever saves, begins to use a lesson, or has something here already ---
const load = (name) => import(document.body.dataset[name]);
const begin = (...names) => Promise.all(names.map(load)).catch(() => {}); // no network yet: the next move tries again
const has = (part) => document.querySelector(`[data-${part}]`) !== null;
if ("serviceWorker" in navigator && "caches" in window && crypto.randomUUID) {
  for (const button of document.querySelectorAll("[data-save]")) button.hidden = false;
  const worked = navigator.serviceWorker.controller;
  if (worked) begin(...["saving", "acts"].filter((name) => has({ saving: "save", acts: "lesson" }[name])));
  if (!worked && has("lesson")) for (const move of ["pointerdown", "keydown", "scroll"]) addEventListener(move, () => begin("acts"));
  if (worked || stored("cb_waiting")) begin(...(has("kept") ? ["shelf"] : ["outbox"]));
}
const strip = document.querySelector("[data-strip]");
const connection = () => { if (strip) strip.hidden = navigator.onLine; };
for (const change of ["online", "offline", "pageshow"]) addEventListener(change, connection);

// --- dialogs, copy buttons, the phone menu ---
for (const button of document.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  const dialog = opener && document.getElementById(opener.dataset.open);
  if (dialog?.showModal) {
    event.preventDefault();
    showChoices();
    dialog.showModal();
  }
  const save = event.target.closest("[data-save]");
  if (save) load("saving").then((module) => module.tap(save), () => say(save.dataset.failed));
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    const source = document.querySelector(copy.dataset.copy);
    navigator.clipboard.writeText(source.value).then(() => say(copy.dataset.said), () => source.select());
  }
  const menu = document.querySelector("[data-menu][open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("[data-menu][open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// --- after a form came back: focus the summary of problems, or the answer to a quiz ---
document.querySelector("[data-errors], [data-focus]")?.focus();
