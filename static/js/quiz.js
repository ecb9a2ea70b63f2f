// Checks an answer without leaving the page: the same form, the same HTML, only the question is swapped.
// Without this file the form posts, and the page comes back at the feedback.

async function check(form, button) {
  const body = new FormData(form);
  if (button?.name) body.append(button.name, button.value);
  const answer = await fetch(form.action, {
    method: "POST",
    body,
    headers: { "X-Fragment": "question" },
    credentials: "same-origin",
    signal: AbortSignal.timeout?.(10_000), // older phones wait as long as the network does
  });
  if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("form[data-quiz]");
  if (!fresh) throw new Error("no question in the answer");
  form.replaceWith(fresh);
  const target = fresh.querySelector("[autofocus]") || fresh.querySelector(".feedback") || fresh.querySelector("textarea");
  target?.focus();
  const words = fresh.querySelector(".err, .moved, .feedback strong")?.textContent.trim();
  const live = document.getElementById("live");
  if (words && live) live.textContent = words;
  if (answer.ok) document.dispatchEvent(new CustomEvent("cb:answered", { detail: fresh }));
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-quiz]");
  if (!form || !window.fetch || event.defaultPrevented) return;
  event.preventDefault();
  const button = event.submitter || form.querySelector(":scope > .row button[type=submit]");
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  const id = crypto.randomUUID?.() ?? form.elements.client_uuid.value;
  form.elements.client_uuid.value = id; // one id, whether this answer comes again from the outbox or as a plain form
  check(form, button).catch((error) => {
    button.removeAttribute("aria-disabled");
    const noNetwork = error instanceof TypeError || error.name === "TimeoutError";
    const unsent = new CustomEvent("cb:unsent", { bubbles: true, cancelable: true, detail: { id, button } });
    if (noNetwork && !form.dispatchEvent(unsent)) return; // js/acts.js keeps it
    if (button.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
    form.submit();
  });
});
