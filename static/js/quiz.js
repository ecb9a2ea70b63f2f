// Checks an answer without leaving the page: the same form, the same HTML, only the question is swapped.
// Without this file the form posts, and the page comes back at the feedback.

async function check(form) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { "X-Fragment": "question" },
    credentials: "same-origin",
  });
  if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("form[data-quiz]");
  if (!fresh) throw new Error("no question in the answer");
  form.replaceWith(fresh);
  const target = fresh.querySelector(".err") ? fresh.querySelector("input[name=option]") : fresh.querySelector(".feedback");
  target?.focus();
  const words = fresh.querySelector(".err, .feedback strong")?.textContent.trim();
  if (words) {
    const live = document.getElementById("live");
    if (live) live.textContent = words;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-quiz]");
  if (!form || !window.fetch) return;
  event.preventDefault();
  const button = form.querySelector("button[type=submit]");
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  check(form).catch(() => form.submit());
});
