// How a moment is said: relative while it is near, a date after 30 days. Knows no page.

const STEPS = [
  [60, "minute"],
  [3600, "hour"],
  [86400, "day"],
];
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
export const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const calendar = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" });
const dated = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

export function wording(at, now, justNow) {
  const seconds = Math.max(0, (now - at) / 1000);
  if (seconds < 45) return justNow;
  if (seconds >= 30 * 86400) return dated.format(at);
  const [size, unit] = STEPS.findLast(([size]) => seconds >= size) ?? STEPS[0];
  return relative.format(-Math.max(1, Math.floor(seconds / size)), unit);
}

// A day without a time ("1982-07-04"), the same one wherever one looks from; "" for anything else.
export function day(text) {
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) ? "" : calendar.format(at);
}
