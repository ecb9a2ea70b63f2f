// Loaded by every page. Enhancement only: each control works as a link or a form without this file.
// Other modules speak through `document.dispatchEvent(new CustomEvent("cb:say", {detail: "words"}))`,
// so that no module imports another and each stays one request.

const root = document.documentElement;

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
  let stored = "";
  try { stored = localStorage.getItem("cb_view") || ""; } catch { /* storage may be switched off */ }
  if (!stored || document.cookie.includes("cb_view=")) return;
  for (const part of stored.split(".")) {
    const [name, value] = part.split("-");
    if (NAMES.includes(name)) root.dataset[name] = value;
  }
  keep();
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
