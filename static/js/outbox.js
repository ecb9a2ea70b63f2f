// What somebody did without a network waits here, in IndexedDB, each act with an id of its own, so that sending it twice
// is harmless. Loaded on demand (js/site.js); js/sending.js sends it. docs/explanation/offline.md holds the rules.

const MOST = 500;
const OLDEST = 396 * 24 * 60 * 60 * 1000; // guests are forgotten after that time, and so is their unsent work

const opened = new Promise((resolve, reject) => {
  const request = indexedDB.open("cb-outbox", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("acts", { keyPath: "id" });
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
async function store(mode, work) {
  const transaction = (await opened).transaction("acts", mode);
  const request = work(transaction.objectStore("acts"));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}
const read = () => store("readonly", (acts) => acts.getAll());
export const write = (change) => store("readwrite", (acts) => { change(acts); });

// --- whose acts: the mark of who used this phone last; "" while nobody knows them ---
export const me = () => localStorage.getItem("cb_me") || "";
export const isMe = (mark) => { if (mark) localStorage.setItem("cb_me", mark); };
isMe(document.querySelector("[data-me]")?.dataset.me);
const isMine = (item) => !item.who || item.who === me();

export async function waiting() {
  const items = (await read()).sort((one, other) => one.kept - other.kept);
  return { mine: items.filter(isMine), others: items.filter((item) => !isMine(item)) };
}
const tabs = new BroadcastChannel("cb-outbox"); // what one tab sent, the others show
function tell(detail) {
  if (detail.said) document.dispatchEvent(new CustomEvent("cb:say", { detail: detail.said }));
  document.dispatchEvent(new CustomEvent("cb:outbox", { detail }));
}
tabs.onmessage = (event) => tell(event.data);
export async function changed(detail = {}) {
  const count = (await read()).length;
  if (count) localStorage.setItem("cb_waiting", String(count));
  else localStorage.removeItem("cb_waiting");
  tell(detail);
  tabs.postMessage(detail);
}

// --- keeping one; a second answer to the same question takes the place of one that was not sent yet ---
export async function queue(act) {
  const items = await read();
  const older = items.filter((item) => isMine(item) && act.question && item.act.question === act.question);
  if (items.length - older.length >= MOST) return false;
  await write((acts) => {
    for (const item of older) acts.delete(item.id);
    acts.put({ id: act.id, who: me(), act, kept: Date.now() });
  });
  await changed();
  navigator.serviceWorker?.getRegistration().then((worker) => worker?.sync?.register("outbox")).catch(() => {});
  return true;
}
export async function drop(ids) {
  if (ids.length) await write((acts) => { for (const id of ids) acts.delete(id); });
  await changed();
}

// --- what is too old, or whose person deleted everything here, goes ---
async function tidy() {
  const erased = localStorage.getItem("cb_erased");
  const gone = (item) => item.who === erased || Date.now() - item.kept > OLDEST;
  await drop((await read()).filter(gone).map((item) => item.id));
  localStorage.removeItem("cb_erased");
}

export const flush = (again = false) => import(document.body.dataset.sending).then((module) => module.flush(again));
tidy().then(() => flush()).catch(() => {});
addEventListener("online", () => flush());
document.addEventListener("visibilitychange", () => document.hidden || flush());
navigator.serviceWorker?.addEventListener("message", (event) => event.data === "flush" && flush());
