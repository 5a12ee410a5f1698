import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { joined, placeOf, refusalFor, seeded, toggled } from "../../crm_app/web/picker/choosing.js";

const [a, b, c] = ["a", "b", "c"].map((uuid) => ({ uuid }));
const uuids = (files) => files.map(({ uuid }) => uuid).join("");

describe("choosing several", () => {
  test("keeps the order of the clicks, and a second click takes a file off again", () => {
    let chosen = [];
    for (const file of [c, a, b, a]) chosen = toggled(chosen, file, false, 0).chosen;
    assert.equal(uuids(chosen), "cb");
    assert.equal(placeOf(chosen, "b"), 2);
    assert.equal(placeOf(chosen, "a"), 0);
  });

  test("over the cap nothing is added, and it says so", () => {
    assert.deepEqual(toggled([a, b], c, false, 2), { chosen: [a, b], full: true });
    assert.deepEqual(toggled([a, b], b, false, 2), { chosen: [a], full: false });
  });
});

test("choosing one: the new one takes the place of the old", () => {
  assert.deepEqual(toggled([a], b, true, 0), { chosen: [b], full: false });
  assert.deepEqual(toggled([a], a, true, 0), { chosen: [], full: false });
});

test("what it opens with has no doubles and not more than there is room for", () => {
  assert.equal(uuids(seeded([a, b, a, c], false, 2)), "ab");
  assert.equal(uuids(seeded([a, b, c], false, 0)), "abc");
  assert.equal(uuids(seeded([b, a], true, 5)), "b");
});

test("what was uploaded joins once, as far as there is room", () => {
  assert.equal(uuids(joined([a], b, false, 0)), "ab");
  assert.equal(uuids(joined([a, b], b, false, 0)), "ab");
  assert.equal(uuids(joined([a, b], c, false, 2)), "ab");
});

test("a file of another type is refused before it is sent; an unknown type is the server's to judge", () => {
  const refused = refusalFor("image");
  assert.equal(refused({ type: "text/plain" }), "wrong_type");
  assert.equal(refused({ type: "image/png" }), "");
  assert.equal(refused({ type: "" }), "");
  assert.equal(refusalFor("")({ type: "text/plain" }), "");
});
