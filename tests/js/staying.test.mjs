import assert from "node:assert/strict";
import { test } from "node:test";
import { merged, without } from "../../crm_app/web/ui/staying.js";

const people = (names) => [...names].map((uuid) => ({ uuid }));
const shown = (drawn) => drawn.map(({ person, leaving }) => (leaving ? `(${person.uuid})` : person.uuid)).join("");
const after = (...steps) => steps.reduce((drawn, names) => merged(drawn, people(names)), []);

test("who is here is drawn in the given order", () => assert.equal(shown(after("abc")), "abc"));

test("who leaves stays a moment where they stood", () => {
  assert.equal(shown(after("abc", "ac")), "a(b)c");
  assert.equal(shown(after("abc", "bc")), "(a)bc");
  assert.equal(shown(after("abc", "")), "(a)(b)(c)");
});

test("who comes back while leaving stays", () => assert.equal(shown(after("abc", "ac", "abc")), "abc"));

test("who has left is gone, and only they", () => {
  assert.equal(shown(without(after("abc", "a"), "b")), "a(c)");
  assert.equal(shown(without(after("abc"), "b")), "abc");
});

test("what is told anew of somebody is drawn", () => {
  const [{ person }] = merged(after("a"), [{ uuid: "a", editing: true }]);
  assert.equal(person.editing, true);
});

test("drawing the same again changes nothing", () => assert.equal(shown(after("abc", "ac", "ac")), "a(b)c"));
