import assert from "node:assert/strict";
import { test } from "node:test";

process.env.TZ = "Europe/Berlin";
const { byDay, dayName, dayOf, exactTime } = await import("../../crm_app/web/interactions/days.js");

const row = (uuid, at, logged_at = at) => ({ uuid, at, logged_at });
const texts = { today: "Today", yesterday: "Yesterday", typed_in: "typed in {zone}" };

test("a day is one of this browser's clock", () => {
  assert.equal(dayOf("2026-11-20T23:30:00Z"), "2026-11-21");
});

test("rows stand by day, the newest first, and of equal times what was logged last", () => {
  const rows = [
    row("a", "2026-11-20T10:00:00Z"),
    row("b", "2026-11-21T10:00:00Z", "2026-11-21T11:00:00Z"),
    row("c", "2026-11-21T10:00:00Z", "2026-11-21T12:00:00Z"),
  ];
  const days = byDay(rows).map(({ day, rows }) => [day, rows.map(({ uuid }) => uuid).join("")]);
  assert.deepEqual(days, [["2026-11-21", "cb"], ["2026-11-20", "a"]]);
});

test("rows that came in another order are put into theirs, and the given ones are left alone", () => {
  const rows = [row("a", "2026-11-20T10:00:00Z"), row("b", "2026-11-22T10:00:00Z")];
  assert.deepEqual(byDay(rows).map(({ day }) => day), ["2026-11-22", "2026-11-20"]);
  assert.equal(rows[0].uuid, "a");
});

test("days that are near have a name, those of other years say which", () => {
  const now = new Date(2026, 10, 21, 12);
  assert.equal(dayName(new Date(2026, 10, 21, 1), now, texts, "en-GB"), "Today");
  assert.equal(dayName(new Date(2026, 10, 20, 23), now, texts, "en-GB"), "Yesterday");
  assert.match(dayName(new Date(2026, 10, 3), now, texts, "en-GB"), /^Tuesday,? 3 November$/);
  assert.match(dayName(new Date(2025, 10, 3), now, texts, "en-GB"), /2025$/);
});

test("yesterday is yesterday also behind a day of 23 hours", () => {
  assert.equal(dayName(new Date(2026, 2, 28, 12), new Date(2026, 2, 29, 12), texts, "en-GB"), "Yesterday");
});

test("where the time was typed by another clock it is said", () => {
  assert.match(exactTime("2026-11-21T10:00:00Z", "Asia/Tokyo", texts, "en-GB"), /11:00.*typed in Asia\/Tokyo$/);
  assert.doesNotMatch(exactTime("2026-11-21T10:00:00Z", "Europe/Berlin", texts, "en-GB"), /typed/);
});
