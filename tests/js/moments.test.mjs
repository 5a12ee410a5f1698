import assert from "node:assert/strict";
import { test } from "node:test";
import { day, wording } from "../../crm_app/web/ui/moments.js";

const now = Date.UTC(2026, 10, 21, 12);
const ago = (seconds) => wording(now - seconds * 1000, now, "just now");

test("the first 45 seconds are just now", () => {
  assert.equal(ago(0), "just now");
  assert.equal(ago(44.9), "just now");
});

test("a clock that runs ahead says just now, never the future", () => assert.equal(ago(-90), "just now"));

test("the rest of the first minute is a minute", () => assert.equal(ago(45), "1 minute ago"));

test("minutes, hours and days are rounded down", () => {
  assert.equal(ago(119), "1 minute ago");
  assert.equal(ago(3599), "59 minutes ago");
  assert.equal(ago(3600), "1 hour ago");
  assert.equal(ago(86399), "23 hours ago");
  assert.equal(ago(2 * 86400), "2 days ago");
  assert.equal(ago(30 * 86400 - 1), "29 days ago");
});

test("after 30 days the date is said", () => assert.match(ago(30 * 86400), /2026/));

test("a day is the same one in every time zone, and what is no day is not said", () => {
  assert.match(day("1982-07-04"), /4/);
  assert.match(day("1982-07-04"), /1982/);
  assert.equal(day(""), "");
  assert.equal(day("tomorrow"), "");
});
