// Sends what waits in the outbox: one tab at a time, a batch after the other. Nothing leaves the phone before the server
// has said what became of it. Loaded by js/outbox.js.

const { changed, isMe, me, waiting, write } = await import(document.body.dataset.outbox);
const ADDRESS = "/learning/acts/", BATCH = 100, MOST_CHARACTERS = 50_000, PATIENCE = 20_000;

export function flush(again = false) {
  if (!navigator.onLine || !navigator.locks) return Promise.resolve();
  return navigator.locks.request("cb-outbox", { ifAvailable: !again }, (lock) => lock && sendAll(again)).catch(() => {});
}

async function sendAll(again) {
  const words = [], sent = [];
  for (let first = true; ; first = false) {
    const batch = nextBatch((await waiting()).mine.filter((item) => !item.stuck || (again && first)));
    if (!batch.length) break;
    const answer = await send(batch, batch[0].who || me());
    isMe(answer?.me);
    if (answer?.message) words.push(once(answer.message, again));
    if (!answer?.results?.length) break;
    words.push(answer.said, ...(await settle(batch, answer.results, sent)));
    if (answer.results.some((row) => row.status === 403 || row.status >= 429)) break;
  }
  await changed({ sent, said: words.filter(Boolean).join(" ") });
}

// As many as one request takes, all of one person.
function nextBatch(ready) {
  const batch = [];
  let room = MOST_CHARACTERS;
  for (const item of ready) {
    room -= JSON.stringify(item.act).length;
    if (batch.length === BATCH || (room < 0 && batch.length) || item.who !== ready[0].who) break;
    batch.push(item);
  }
  return batch;
}

// Why everything has to wait is said when asked, otherwise once in each window.
function once(message, asked) {
  const told = sessionStorage.getItem("cb_told");
  sessionStorage.setItem("cb_told", "1");
  return asked || !told ? message : "";
}

function send(batch, who) {
  const body = JSON.stringify({ who, acts: batch.map((item) => item.act) });
  const headers = { "Content-Type": "application/json" };
  const signal = AbortSignal.timeout?.(PATIENCE);
  return fetch(ADDRESS, { method: "POST", headers, body, signal }).then((answer) => answer.json()).catch(() => null);
}

// 200 is safe on the server; 409 and 410 can never be, so they go and it is said. A phone whose clock is wrong (422)
// sends the act without a time. What is refused for good stays, for the person to see; what may work later just stays.
async function settle(batch, results, sent) {
  const told = [];
  const rows = new Map(results.map((row) => [row.id, row]));
  await write((acts) => {
    for (const item of batch) {
      const { status, message } = rows.get(item.id) || {};
      if ([200, 409, 410].includes(status)) acts.delete(item.id);
      if (status === 200) sent.push(item.act);
      else if (status === 409 || status === 410) told.push(message);
      else if (status === 422 && item.act.at) acts.put({ ...item, act: { ...item.act, at: null } });
      else if (status === 422 || status === 404 || !status) acts.put({ ...item, stuck: true, message });
    }
  });
  return told;
}
