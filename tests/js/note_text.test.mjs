import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces } from "../../crm_app/web/interactions/text.js";

const links = (text) => pieces(text).filter(({ href }) => href).map(({ href }) => href);

test("text without links is one piece, and nothing is no piece", () => {
  assert.deepEqual(pieces("two\nlines"), [{ text: "two\nlines" }]);
  assert.deepEqual(pieces(""), []);
  assert.deepEqual(pieces(null), []);
});

test("the pieces together are the text", () => {
  const text = "See https://a.example/x, or www.b.example (mail: bo@c.example). End";
  assert.equal(pieces(text).map((piece) => piece.text).join(""), text);
  assert.deepEqual(links(text), ["https://a.example/x", "https://www.b.example", "mailto:bo@c.example"]);
});

test("what ends a sentence is not part of the address, a bracket of its own is", () => {
  assert.deepEqual(links("(https://a.example/b_(c))"), ["https://a.example/b_(c)"]);
  assert.deepEqual(links("Is it http://a.example?!"), ["http://a.example"]);
});

test("only addresses that browsers open safely become links", () => {
  assert.deepEqual(links("javascript:alert(1) data:text/html,x file:///etc ftp://x"), []);
  assert.deepEqual(links('"><script>alert(1)</script> https://a.example/"onload="x'), ["https://a.example/"]);
});

test("an address with an at sign is an address", () => {
  assert.deepEqual(links("https://a.example/@bo"), ["https://a.example/@bo"]);
});

test("an address that is none stays text", () => {
  assert.deepEqual(links("http://[::bad"), []);
});

test("a very long text is read in one go", () => {
  assert.equal(pieces("a".repeat(100_000)).length, 1);
  assert.equal(pieces("a.".repeat(50_000)).length, 1);
});
