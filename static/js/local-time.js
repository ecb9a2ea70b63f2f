// Beside a printed time in the event's own zone, add the reader's time when it differs:
// <time datetime="2026-12-08T18:30+00:00" data-until="...">6:30pm</time> (7:30pm to 9pm where you are, Warsaw).

const own = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
const language = document.documentElement.lang;
const place = own.split("/").pop().replaceAll("_", " ");

function minutesAhead(iso) {
  if (iso.endsWith("Z")) return 0;
  const offset = /([+-])(\d\d):?(\d\d)$/.exec(iso);
  return offset ? Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3])) : null;
}

function clock(date) {
  if (!language.startsWith("en")) return date.toLocaleTimeString(language, { hour: "numeric", minute: "2-digit" });
  const words = date.toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true });
  return words.replace(/:00|\s/g, "").toLowerCase(); // as the server writes it: 6:30pm, 8pm
}

for (const time of document.querySelectorAll("time[data-local]")) {
  const starts = new Date(time.dateTime);
  const ahead = minutesAhead(time.dateTime);
  if (Number.isNaN(starts.valueOf()) || ahead === null || ahead === -starts.getTimezoneOffset()) continue;
  const sameDay = new Date(starts.valueOf() + ahead * 60000).getUTCDate() === starts.getDate();
  const day = sameDay ? "" : `${starts.toLocaleDateString(language, { weekday: "long", day: "numeric", month: "long" })}, `;
  const until = time.dataset.until ? `${language.startsWith("en") ? " to " : "–"}${clock(new Date(time.dataset.until))}` : "";
  const note = document.createElement("span");
  note.className = "muted";
  note.textContent = ` (${day}${clock(starts)}${until} ${time.dataset.here || "where you are"}, ${place})`;
  time.after(note);
}
