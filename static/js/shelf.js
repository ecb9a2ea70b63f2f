// "Saved on this phone" and "Waiting to send": lists of what only this phone knows. Hidden without script, which is also
// without anything to list. Loaded on demand (js/site.js).

const { drop, flush, waiting } = await import(document.body.dataset.outbox);
const { forget, saved } = await import(document.body.dataset.saving);
const say = (words) => document.dispatchEvent(new CustomEvent("cb:say", { detail: words }));
const sized = (bytes) => { // "0.4 MB", "10.7 GB"
  const [unit, number] = bytes < 1e9 ? ["megabyte", bytes / 1e6] : ["gigabyte", bytes / 1e9];
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: 1 }).format(number);
};

const shelf = document.querySelector("[data-kept]");
const queue = document.querySelector("[data-waiting]");

async function showSaved() {
  const packs = await saved().catch(() => []);
  const row = shelf.querySelector("template");
  shelf.querySelector("[data-list]").replaceChildren(...packs.map((pack) => {
    const line = row.content.firstElementChild.cloneNode(true);
    const link = line.querySelector("a");
    link.href = pack.address;
    for (const title of line.querySelectorAll("[data-title]")) title.textContent = pack.title;
    line.querySelector("small").textContent = `${shelf.dataset.saved} · ${pack.size}`;
    line.querySelector("[data-forget]")?.addEventListener("click", () => remove(pack));
    return line;
  }));
  shelf.querySelector("[data-none]").hidden = packs.length > 0;
  shelf.hidden = false;
  const room = shelf.querySelector("[data-room]");
  const { usage, quota } = await (navigator.storage?.estimate?.() ?? {});
  room.hidden = !packs.length || !quota;
  if (quota) room.textContent = room.dataset.words.replace("%a", sized(usage)).replace("%b", sized(quota - usage));
}

async function remove(pack) {
  await forget([pack.key]);
  await showSaved();
  shelf.querySelector("h2").focus();
  say(shelf.dataset.removed);
}

async function showWaiting() {
  const { mine, others } = await waiting();
  const refused = mine.filter((item) => item.stuck);
  queue.hidden = mine.length + others.length === 0;
  queue.querySelector("[data-count]").textContent = mine.length;
  queue.querySelector("[data-why]").textContent = [...new Set(refused.map((item) => item.message))].join(" ");
  queue.querySelector("[data-mine]").hidden = mine.length === 0;
  queue.querySelector("[data-throw]").hidden = refused.length === 0;
  queue.querySelector("[data-others]").hidden = others.length === 0;
  for (const number of queue.querySelectorAll("[data-number]")) number.textContent = others.length;
}

if (shelf) showSaved();
if (queue) {
  document.addEventListener("cb:outbox", showWaiting);
  queue.querySelector("[data-send]").addEventListener("click", () => {
    if (navigator.onLine) flush(true);
    else say(queue.dataset.offline);
  });
  queue.querySelector("[data-throw]").addEventListener("click", async () => {
    const { mine } = await waiting();
    await drop(mine.filter((item) => item.stuck).map((item) => item.id));
    say(queue.dataset.thrown);
    document.querySelector("h1").focus();
  });
  showWaiting();
}
