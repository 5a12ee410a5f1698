import assert from "node:assert/strict";
import { test } from "node:test";
import { mentionsIn, partsOf } from "../../crm_app/web/ui/linked_text.js";

const links = (text) => partsOf(text).filter(({ kind }) => kind === "link").map(({ text, href }) => [text, href]);
const whole = (parts) => parts.map(({ text }) => text).join("");

test("plain text stays one part, line breaks and all", () => {
  assert.deepEqual(partsOf("Hello\n\n  world <b>"), [{ kind: "text", text: "Hello\n\n  world <b>" }]);
  assert.deepEqual(partsOf(""), []);
});

test("an address becomes a link, what stands around it does not", () => {
  assert.deepEqual(partsOf("See https://example.com/a?b=1#c, please."), [
    { kind: "text", text: "See " },
    { kind: "link", text: "https://example.com/a?b=1#c", href: "https://example.com/a?b=1#c" },
    { kind: "text", text: ", please." },
  ]);
});

test("punctuation behind an address ends the sentence", () => {
  for (const end of [".", ",", "!", "?", ":", ";", ")", "].", "...", "*"]) {
    assert.deepEqual(links(`https://example.com/x${end}`), [["https://example.com/x", "https://example.com/x"]], end);
  }
});

test("a bracket that was opened in the address belongs to it", () => {
  const wiki = "https://en.wikipedia.org/wiki/Ada_(name)";
  assert.deepEqual(links(`(see ${wiki})`), [[wiki, wiki]]);
});

test("an address without its protocol leads to https, an e-mail address to the mail program", () => {
  assert.deepEqual(links("www.example.com and ada@example.com."), [
    ["www.example.com", "https://www.example.com/"],
    ["ada@example.com", "mailto:ada@example.com"],
  ]);
});

test("nothing else is ever a link", () => {
  const odd = ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "https://", "http://[", "//example.com", "ada@", "@ada", "https://nodots"];
  for (const text of odd) assert.deepEqual(links(text), [], text);
});

test("a link only leads where it says", () => {
  for (const [, href] of links('https://example.com/"><script> http://a.example/%00 HTTPS://EXAMPLE.COM')) {
    assert.match(href, /^https?:\/\//);
    assert.doesNotMatch(href, /[<>"\s]/);
  }
});

test("all parts together are the text, whatever it is", () => {
  for (const text of ["@Ada www.x.org @Ada", "a@b.c@d.e https://x.y/(((", "\ud83d\ude00 https://例え.jp/ü", "https://a.b https://c.d\nwww."]) {
    assert.equal(whole(partsOf(text, ["Ada"])), text);
  }
});

test("a long text without end is no work without end", () => {
  const text = `${"a.".repeat(20000)}@${"b-".repeat(20000)}`;
  assert.equal(whole(partsOf(text)), text);
});

test("people are mentioned where their name stands by itself", () => {
  const found = (text) => mentionsIn(text, ["Ada", "Ada Lovelace"]).map(({ name, at }) => [name, at]);
  assert.deepEqual(found("@Ada, ask (@Ada Lovelace)."), [["Ada", 0], ["Ada Lovelace", 11]]);
  assert.deepEqual(found("mail@Ada @Adam @ada"), []);
});

test("a mention is a part of its own and knows the name", () => {
  assert.deepEqual(partsOf("Hi @Ada!", ["Ada"]), [
    { kind: "text", text: "Hi " },
    { kind: "mention", text: "@Ada", name: "Ada" },
    { kind: "text", text: "!" },
  ]);
});

test("names with signs of their own stand for themselves", () => {
  assert.deepEqual(mentionsIn("@A.*(B) @O'Neil", ["A.*(B)", "O'Neil", ""]).map(({ name }) => name), ["A.*(B)", "O'Neil"]);
});
