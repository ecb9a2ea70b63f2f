// Saves lessons on this phone, on a tap, after saying how much that is: the page that strangers get and every file it
// needs, never anybody's own page. js/worker.js gives them back without a network. Loaded on demand (js/site.js).

const STORE = "cb-lessons";
const NO_COOKIES = { credentials: "omit", cache: "no-cache" };

export async function saved() {
  const store = await caches.open(STORE);
  const keys = (await store.keys()).filter((request) => new URL(request.url).pathname.endsWith("/pack/"));
  const packs = await Promise.all(keys.map(async (request) => (await store.match(request)).json()));
  return packs.sort((one, other) => one.title.localeCompare(other.title));
}

export async function save(pack) {
  const store = await caches.open(STORE);
  const page = await fetch(pack.address, NO_COOKIES);
  if (!page.ok || page.redirected) throw new Error("not open to everybody");
  await Promise.all(pack.files.map(async (file) => (await store.match(file)) || store.add(file)));
  await store.put(pack.address, page);
  await store.put(pack.key, new Response(JSON.stringify(pack)));
}

export async function forget(keys) {
  const store = await caches.open(STORE);
  const packs = await saved();
  const needed = new Set(packs.filter((pack) => !keys.includes(pack.key)).flatMap((pack) => pack.files));
  for (const pack of packs.filter((pack) => keys.includes(pack.key))) {
    for (const file of pack.files) if (!needed.has(file)) await store.delete(file);
    await store.delete(pack.address);
    await store.delete(pack.key);
  }
}

// --- buttons: <button data-save="address of a pack"> with its words in data attributes ---
const wanted = new Map(); // what a button asked for and waits for a yes
const say = (words) => document.dispatchEvent(new CustomEvent("cb:say", { detail: words }));
function label(button, words, small) {
  button.querySelector("[data-label]").textContent = words;
  button.querySelector("small").textContent = small;
}
async function look(button) {
  const keys = button.dataset.keys.split(" ");
  const packs = (await saved()).filter((pack) => keys.includes(pack.key));
  button.classList.toggle("kept", packs.length === keys.length);
  if (packs.length === keys.length) label(button, button.dataset.saved, button.dataset.remove);
}

export async function tap(button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  try {
    await (button.classList.contains("kept") ? remove(button) : keep(button));
  } catch {
    say(button.dataset.failed);
  }
  button.removeAttribute("aria-disabled");
}
async function keep(button) {
  const pack = wanted.get(button) || await fetch(button.dataset.save).then((answer) => answer.json());
  if (pack.lessons && !wanted.has(button)) { // much at once: the size first, then a second tap
    wanted.set(button, pack);
    label(button, button.dataset.sure.replace("%s", pack.size), button.dataset.again);
    return say(button.querySelector("[data-label]").textContent);
  }
  wanted.delete(button);
  await navigator.serviceWorker.register("/sw.js");
  const lessons = pack.lessons || [pack];
  for (const [place, one] of lessons.entries()) {
    if (lessons.length > 1) say(button.dataset.progress.replace("%a", place + 1).replace("%b", lessons.length));
    await save(one);
  }
  navigator.storage?.persist?.();
  await look(button);
  say(button.dataset.done);
}
async function remove(button) {
  await forget(button.dataset.keys.split(" "));
  button.classList.remove("kept");
  label(button, button.dataset.label, button.dataset.size);
  say(button.dataset.removed);
}
for (const button of document.querySelectorAll("[data-save]")) look(button);
