// Glossary words: <a class="term" href="#g-damp"> opens the entry in place instead of jumping to the list.
// The list below the lesson is the fallback, so nothing is lost without script or without popovers.

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
