// Moves the lines of an ordering question without a request. The focus stays on the button or list that moved a line,
// and its new place is said. Without this file each button sends the form, and the server does the same.

function say(list, line, place) {
  const live = document.getElementById("live");
  const text = line.querySelector("[id^='t-']").textContent;
  const total = list.children.length;
  const words = list.dataset.said.replace("%(line)s", text).replace("%(place)s", place).replace("%(total)s", total);
  if (live) live.textContent = words;
}

function inOrder(list) {
  const place = (line) => Number(line.querySelector("select").value);
  return [...list.children].sort((one, other) => place(one) - place(other));
}

function forgetMarks(list) { // they were about another order
  const form = list.closest("form");
  for (const said of form.querySelectorAll(".mk, .why, .feedback")) said.remove();
  form.classList.remove("after", "again");
}

function move(list, line, to, focus) {
  forgetMarks(list);
  const lines = inOrder(list).filter((other) => other !== line);
  const there = Math.max(0, Math.min(lines.length, to));
  lines.splice(there, 0, line);
  for (const [place, other] of lines.entries()) {
    other.querySelector("select").value = String(place + 1);
    if (list.children[place] !== other) list.insertBefore(other, list.children[place]);
  }
  focus.focus();
  say(list, line, there + 1);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-order] button");
  if (!button) return;
  event.preventDefault();
  const line = button.closest("li");
  const list = line.parentElement;
  move(list, line, inOrder(list).indexOf(line) + (button.name === "up" ? -1 : 1), button);
});

document.addEventListener("change", (event) => {
  const select = event.target.closest("[data-order] select");
  if (select) move(select.closest("[data-order]"), select.closest("li"), Number(select.value) - 1, select);
});
