/* Texts come from the catalogue of the server as templates; here they get their numbers and names. */

export const fill = (template, values = {}) =>
  String(template ?? "").replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));

/* "1 file" or "3 files": the catalogue has both as `<key>_one` and `<key>_many`. */
export const plural = (texts, key, count) => fill(texts[`${key}_${count === 1 ? "one" : "many"}`], { count });

/* Decimal units with one decimal, as the server writes them. */
export function fileSize(bytes) {
  if (!Number.isFinite(bytes)) return "—";
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}

/* What a screen reader is told when the uploads of a record have come to rest. */
export function summary(texts, tally) {
  const parts = ["added", "known", "misplaced", "failed"].filter((what) => tally[what] > 0);
  return parts.map((what) => plural(texts, `sum_${what}`, tally[what])).join(" ");
}

/* Why an upload failed: in the server's words where it had some. */
export const failure = (texts, item) =>
  item.message || fill(texts[item.code] ?? texts.unknown_error, { code: item.code, limit: fileSize(item.limit) });
