/* The rows of a timeline by the days of this browser's clock, the newest first. */
const two = (number) => String(number).padStart(2, "0");

/* "2026-11-21": the day of a moment here. */
export function dayOf(at) {
  const moment = new Date(at);
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

const later = (a, b) => Date.parse(b.at) - Date.parse(a.at) || Date.parse(b.logged_at) - Date.parse(a.logged_at) || (a.uuid < b.uuid ? 1 : -1);

/* [{day, at, rows}]. A row that was given another time stands at its new place. */
export function byDay(rows) {
  const days = [];
  for (const row of [...rows].sort(later)) {
    const day = dayOf(row.at);
    if (days.at(-1)?.day !== day) days.push({ day, at: row.at, rows: [] });
    days.at(-1).rows.push(row);
  }
  return days;
}

const sameYear = (a, b) => a.getFullYear() === b.getFullYear();

/* "Today", "Yesterday", "Tuesday, 4 November", with the year when it is another one. */
export function dayName(at, now, texts, locale) {
  const [moment, today] = [new Date(at), new Date(now)];
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (dayOf(moment) === dayOf(today)) return texts.today;
  if (dayOf(moment) === dayOf(yesterday)) return texts.yesterday;
  const year = sameYear(moment, today) ? {} : { year: "numeric" };
  return moment.toLocaleDateString(locale, { weekday: "long", day: "numeric", month: "long", ...year });
}

export const timeOf = (at, locale) => new Date(at).toLocaleTimeString(locale, { hour: "numeric", minute: "2-digit" });

/* The whole of it, with this clock's zone, and the one that it was typed in where that is another. */
export function exactTime(at, zone, texts, locale) {
  const here = new Date(at).toLocaleString(locale, { dateStyle: "full", timeStyle: "long" });
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone && zone !== own ? `${here} · ${texts.typed_in.replace("{zone}", zone)}` : here;
}
