// Signing out, or deleting everything: this phone forgets whose lessons lie here, and words that
// were typed and never sent. Acts that wait stay, for their person;
// whoever deletes everything takes theirs along.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-leave]");
  if (!form) return;
  if (form.dataset.leave === "everything") localStorage.setItem("cb_erased", localStorage.getItem("cb_me") || "");
  localStorage.removeItem("cb_me");
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("cb_draft:")) sessionStorage.removeItem(key); // js/drafts.js
  window.caches?.delete("cb-lessons");
});
