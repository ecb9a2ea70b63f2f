// What a lesson does beyond reading: glossary words open in place, and answers are checked without leaving the page.
// One file, because an old phone pays for each request. Without it words jump to the list and questions post.

// --- glossary words ---
const canPop = "showPopover" in HTMLElement.prototype;

function popoverFor(entry) {
  const id = `pop-${entry.id}`;
  const known = document.getElementById(id);
  if (known) return known;
  const pop = document.createElement("div");
  pop.id = id;
  pop.className = "pop flow";
  pop.popover = "auto";
  pop.dir = getComputedStyle(entry).direction;
  const heading = document.createElement("h3");
  heading.tabIndex = -1;
  heading.append(...(entry.querySelector("dt, h3, strong") || entry).cloneNode(true).childNodes);
  pop.append(heading);
  for (const part of entry.querySelectorAll("dd, p")) {
    const text = document.createElement("p");
    text.append(...part.cloneNode(true).childNodes);
    pop.append(text);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn quiet small";
  close.textContent = document.body.dataset.close || "Close";
  close.addEventListener("click", () => pop.hidePopover());
  pop.append(close);
  pop.addEventListener("toggle", (change) => {
    if (change.newState === "closed") pop.opener?.focus();
  });
  document.body.append(pop);
  return pop;
}

if (canPop) {
  document.addEventListener("click", (event) => {
    const term = event.target.closest("a.term");
    const entry = term && document.getElementById(term.hash.slice(1));
    if (!entry || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const pop = popoverFor(entry);
    pop.opener = term;
    pop.showPopover();
    pop.querySelector("h3").focus();
  });
}

// --- questions ---
async function check(form, button, id) {
  const body = new FormData(form);
  if (button?.name) body.append(button.name, button.value);
  body.set("client_uuid", id); // one id, should this answer come again from the outbox
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
  check(form, button, id).catch((error) => {
    button.removeAttribute("aria-disabled");
    const noNetwork = error instanceof TypeError || error.name === "TimeoutError";
    const unsent = new CustomEvent("cb:unsent", { bubbles: true, cancelable: true, detail: { id, button } });
    if (noNetwork && !form.dispatchEvent(unsent)) return; // js/acts.js keeps it
    form.elements.client_uuid.value = id; // or as a plain form: the server may have it already
    if (button.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
    form.submit();
  });
});
