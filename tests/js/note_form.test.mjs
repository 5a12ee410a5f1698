import assert from "node:assert/strict";
import { test } from "node:test";
import * as form from "../../crm_app/web/interactions/form.js";

const NOON = new Date("2026-06-15T12:00:00Z");
const note = (fields = {}) => ({ ...form.blank(NOON, "Europe/Berlin"), ...fields });
const mira = { name: "Mira", contact_uuid: "", staff_person_uuid: "018f-mira" };

test("a form with a time and a type alone is blank", () => {
  assert.equal(form.isBlank(note({ interaction_type: "call" })), true);
  assert.equal(form.isBlank(note({ body: "x" })), false);
  assert.equal(form.isBlank(note({ parties: [mira] })), false);
});

test("a form that nobody has touched is as of now", () => {
  const later = new Date(2026, 5, 16, 9, 5);
  assert.deepEqual(form.asOf(note(), later, "UTC"), note({ occurred_at: "2026-06-16T09:05", time_zone: "UTC" }));
});

test("what was kept by something else is made whole", () => {
  const whole = form.whole({ interaction_type: "dance", body: "x", parties: [{ name: " Bo " }, { name: "" }] }, NOON, "UTC");
  assert.equal(whole.interaction_type, "note");
  assert.deepEqual(whole.parties, [{ name: "Bo", contact_uuid: "", staff_person_uuid: "" }]);
  assert.deepEqual(form.whole({ parties: "nonsense" }, NOON, "UTC").parties, []);
});

test("nobody takes part twice: the same person, or the same name in other letters", () => {
  const once = form.withParty(form.withParty(note(), mira), { ...mira, name: "Mira M." });
  assert.equal(once.parties.length, 1);
  const named = form.withParty(form.withParty(note(), { name: "Bo" }), { name: "BO " });
  assert.deepEqual(named.parties.map(({ name }) => name), ["Bo"]);
});

test("two contacts of the same name are two people", () => {
  const two = form.withParty(form.withParty(note(), { name: "Bo", contact_uuid: "1" }), { name: "Bo", contact_uuid: "2" });
  assert.equal(two.parties.length, 2);
});

test("a blank name is nobody", () => {
  assert.deepEqual(form.withParty(note(), { name: "  " }).parties, []);
});

test("a party can be taken away again", () => {
  assert.deepEqual(form.withoutParty(form.withParty(note(), mira), mira).parties, []);
});

test("the clock of a zone is known to the minute, also where half hours count", () => {
  assert.equal(form.offsetAt("Asia/Kolkata", NOON), 330);
  assert.equal(form.offsetAt("Europe/Berlin", NOON), 120);
  assert.equal(form.offsetAt("Mars/Olympus", NOON), null);
});

test("two names of the same clock are no difference", () => {
  const berlin = note({ occurred_at: "2026-06-15T14:00" });
  assert.equal(form.zoneDiffers(berlin, "Europe/Paris"), false);
  assert.equal(form.zoneDiffers(berlin, "Asia/Kolkata"), true);
});

test("the difference is that of the day in question, not of today", () => {
  const winter = note({ occurred_at: "2026-01-15T14:00", time_zone: "Africa/Lagos" });
  assert.equal(form.zoneDiffers(winter, "Europe/Berlin"), false);
  assert.equal(form.zoneDiffers({ ...winter, occurred_at: "2026-06-15T14:00" }, "Europe/Berlin"), true);
});

test("the same moment is said by another clock", () => {
  const there = form.inZone(note({ occurred_at: "2026-06-15T14:00" }), "Asia/Kolkata");
  assert.deepEqual([there.occurred_at, there.time_zone], ["2026-06-15T17:30", "Asia/Kolkata"]);
});

test("an hour that is there twice is the first of the two", () => {
  assert.equal(form.momentOf("2026-10-25T02:30", "Europe/Berlin").toISOString(), "2026-10-25T00:30:00.000Z");
});

test("no time is no moment", () => {
  assert.equal(form.momentOf("", "UTC"), null);
  assert.equal(form.momentOf("yesterday", "UTC"), null);
});
