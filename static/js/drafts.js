// Keeps words that are typed and not sent, in this window only: a reload, the back button or a lost session lose
// nothing. They go when the server has them, and when the window closes. Without this file the form still sends.

const PREFIX = "cb_draft:";

function stored(field) {
  try { return JSON.parse(sessionStorage.getItem(PREFIX + field.dataset.draft)); } catch { return null; }
}
function keep(field) {
  const kept = field.form.elements.kept?.value;
  try {
    if (field.value === field.defaultValue) sessionStorage.removeItem(PREFIX + field.dataset.draft);
    else sessionStorage.setItem(PREFIX + field.dataset.draft, JSON.stringify({ text: field.value, kept }));
  } catch { /* storage may be switched off */ }
}
function forget(field) {
  try { sessionStorage.removeItem(PREFIX + field.dataset.draft); } catch { /* storage may be switched off */ }
}
function show(field, unsent) {
  let line = field.form.querySelector(".unsent");
  if (!unsent) {
    line?.remove();
  } else if (!line) {
    line = Object.assign(document.createElement("p"), { className: "unsent", textContent: field.dataset.unsent });
    field.closest(".field").append(line);
  }
}
function restore(field) {
  const draft = stored(field);
  if (!draft) return;
  if (draft.text === field.defaultValue) { forget(field); return; }  // the server has it
  field.value = draft.text;
  if (draft.kept !== undefined && field.form.elements.kept) field.form.elements.kept.value = draft.kept;
  show(field, true);
}

document.addEventListener("input", (event) => {
  const field = event.target.closest("[data-draft]");
  if (!field) return;
  keep(field);
  show(field, field.value !== field.defaultValue);
});
document.addEventListener("cb:answered", (event) => {
  const field = event.detail.querySelector("[data-draft]");
  if (field) forget(field);
});
window.addEventListener("pageshow", () => { for (const field of document.querySelectorAll("[data-draft]")) restore(field); });
