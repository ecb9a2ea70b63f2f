// On a lesson: marks and answers go through here once somebody began to use the page. With a network they are the same
// forms as without script; where there is none, they wait on this phone (js/outbox.js). Loaded on demand (js/site.js).

const box = await import(document.body.dataset.outbox);
const PATIENCE = 10_000; // milliseconds
const say = (words) => document.dispatchEvent(new CustomEvent("cb:say", { detail: words }));
const lesson = document.querySelector("[data-lesson]").dataset;

function actOf(form, id, button) {
  const fields = new URLSearchParams(new FormData(form));
  if (button?.name) fields.append(button.name, button.value);
  const act = {
    id, act: form.dataset.act || "answer", at: new Date().toISOString(),
    programme: lesson.programme, year: Number(lesson.year), lesson: lesson.lesson, language: lesson.language,
  };
  if (act.act !== "answer") return act;
  const seen = Number(fields.get("seen")) || 0;
  fields.delete("seen");
  fields.delete("client_uuid");
  return { ...act, question: form.dataset.question, seen, form: fields.toString() };
}

// --- mark done, mark not done ---
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-act]");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  const id = crypto.randomUUID();
  form.elements.client_uuid.value = id; // one id, whichever way it travels
  const request = { method: "POST", body: new FormData(form), headers: { "X-Fragment": "address" } };
  fetch(form.action, { ...request, signal: AbortSignal.timeout?.(PATIENCE) })
    .then(async (answer) => answer.ok ? go(await answer.text()) : form.submit(), () => wait(form, id));
});
addEventListener("pageshow", () => { // back again: the form may be sent once more
  for (const form of document.querySelectorAll("[data-busy]")) delete form.dataset.busy;
});
function go(address) {
  const onward = new URL(address, location);
  if (onward.pathname !== location.pathname) return location.assign(onward);
  location.hash = onward.hash;
  location.reload();
}

// --- an answer that lesson.js could not send ---
document.addEventListener("cb:unsent", (event) => {
  event.preventDefault();
  const { id, button } = event.detail;
  if (button.name === "delete") say(document.getElementById("waits-answer").dataset.needs); // only the server can forget
  else wait(event.target, id, button);
});

async function wait(form, id, button) {
  const kept = await box.queue(actOf(form, id, button)).catch(() => false);
  delete form.dataset.busy;
  if (!kept) return form.submit(); // no room: the browser says what is wrong
  const words = show(form);
  words.focus(); // which also reads it out
  box.flush();
}

// --- what waits is shown as waiting, also when the page is opened again ---
function show(form) {
  const isAnswer = form.matches("[data-quiz]");
  const words = document.getElementById(isAnswer ? "waits-answer" : "waits-done").content.firstElementChild.cloneNode(true);
  const place = isAnswer ? form : form.closest(".finish");
  place.classList.add("waits");
  for (const old of place.querySelectorAll(".feedback, .err, [data-waits]")) old.remove();
  if (isAnswer) form.lastElementChild.before(words);
  else {
    for (const link of words.querySelectorAll("[data-next]")) link.href = form.dataset.next;
    form.hidden = true;
    place.firstElementChild.after(words);
  }
  form.querySelector("button[type=submit]")?.removeAttribute("aria-disabled");
  return words;
}
for (const { act } of (await box.waiting()).mine) {
  if (act.lesson !== lesson.lesson) continue;
  const form = document.querySelector(act.question ? `[data-question="${act.question}"]` : `[data-act="${act.act}"]`);
  if (form) show(form);
}

// --- sent: the page as the server knows it now, with what was right ---
document.addEventListener("cb:outbox", async (event) => {
  if (!event.detail.sent?.some((act) => act.lesson === lesson.lesson)) return;
  const fresh = await fetch(location.pathname).then((answer) => answer.text());
  const page = new DOMParser().parseFromString(fresh, "text/html");
  for (const old of document.querySelectorAll(".waits")) {
    const now = page.querySelector(old.id ? `[id="${old.id}"]` : ".finish");
    if (now) old.replaceWith(now);
  }
});
