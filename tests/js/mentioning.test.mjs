import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, completed, fitting, mentioned, stepped } from "../../crm_app/web/ui/mentioning.js";

const at = (text) => asked(text.replace("|", ""), text.indexOf("|"));

test("an @ that begins a word asks for people", () => {
  assert.deepEqual(at("@|"), { at: 0, search: "" });
  assert.deepEqual(at("Ask @mi| please"), { at: 4, search: "mi" });
  assert.deepEqual(at("(@ol|)"), { at: 1, search: "ol" });
  assert.deepEqual(at("one\n@Mira fr|"), { at: 4, search: "Mira fr" });
});

test("everything else asks for nobody", () => {
  for (const text of ["|", "mira@exa|mple.com", "@ |", "@mira\nx|", "@one two three four|", "@two  gaps|", `@${"x".repeat(41)}|`, "|@mi"]) {
    assert.equal(at(text), null, text);
  }
});

test("the name takes the place of what was typed, with a gap behind it", () => {
  assert.deepEqual(completed("Ask @mi", 7, 4, "Mira"), { text: "Ask @Mira ", caret: 10 });
  assert.deepEqual(completed("Ask @mi now", 7, 4, "Mira"), { text: "Ask @Mira now", caret: 10 });
  assert.deepEqual(completed("@mi\nnow", 3, 0, "Mira"), { text: "@Mira\nnow", caret: 6 });
});

const people = [
  { uuid: "1", name: "Mira" },
  { uuid: "2", name: "Mira Jones" },
  { uuid: "3", name: "Öz" },
];

test("who stands in the text is mentioned, once", () => {
  assert.deepEqual(mentioned("@Mira Jones and @Mira Jones", people), ["2"]);
  assert.deepEqual(mentioned("@Öz, @Mira", people), ["1", "3"]);
  assert.deepEqual(mentioned("Mira, @Mirabel", people), []);
});

test("who is known fits by the beginning of a word, in whatever case", () => {
  const names = (search) => fitting(people, search).map(({ uuid }) => uuid);
  assert.deepEqual(names("JO"), ["2"]);
  assert.deepEqual(names("mi"), ["1", "2"]);
  assert.deepEqual(names("ira"), []);
  assert.deepEqual(names(""), ["1", "2", "3"]);
});

test("steps go around the ends", () => {
  assert.equal(stepped(2, 1, 3), 0);
  assert.equal(stepped(0, -1, 3), 2);
  assert.equal(stepped(0, 1, 0), 0);
});
