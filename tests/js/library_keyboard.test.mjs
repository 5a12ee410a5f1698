import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { meaning, nextTo } from "../../crm_app/web/library/keyboard.js";
import { addressOf, stemLength, withParameter, zipOf } from "../../crm_app/web/library/places.js";

const box = (left, top, width = 10, height = 10) => ({ left, top, width, bottom: top + height });
/* Two wide folders above three files and one. */
const boxes = [box(0, 0, 20), box(20, 0, 20), box(0, 30), box(12, 30), box(24, 30), box(0, 50)];

describe("the keys of the library", () => {
  test("down leads to the nearest below, whatever the width", () => {
    assert.equal(nextTo(boxes, 0, "ArrowDown"), 2);
    assert.equal(nextTo(boxes, 1, "ArrowDown"), 4);
    assert.equal(nextTo(boxes, 4, "ArrowDown"), 5);
    assert.equal(nextTo(boxes, 5, "ArrowDown"), 5);
  });

  test("up leads to the nearest above, and stays at the top", () => {
    assert.equal(nextTo(boxes, 4, "ArrowUp"), 1);
    assert.equal(nextTo(boxes, 5, "ArrowUp"), 2);
    assert.equal(nextTo(boxes, 0, "ArrowUp"), 0);
  });

  test("left and right go on over the end of a line, home and end to the ends", () => {
    assert.equal(nextTo(boxes, 1, "ArrowRight"), 2);
    assert.equal(nextTo(boxes, 0, "ArrowLeft"), 0);
    assert.equal(nextTo(boxes, 2, "End"), 5);
    assert.equal(nextTo(boxes, 2, "Home"), 0);
    assert.equal(nextTo([], -1, "ArrowDown"), -1);
  });

  test("keys mean what they mean elsewhere; the browser keeps its own", () => {
    const key = (name, held = {}) => meaning({ key: name, ...held });
    assert.equal(key("ArrowDown"), "go");
    assert.equal(key("ArrowDown", { shiftKey: true }), "reach");
    assert.equal(key(" "), "toggle");
    assert.equal(key("a", { metaKey: true }), "all");
    assert.equal(key("F2"), "rename");
    assert.equal(key("Delete"), "trash");
    assert.equal(key("m", { ctrlKey: true }), null);
    assert.equal(key("ArrowLeft", { altKey: true }), null);
    assert.equal(key("Enter"), null);
  });
});

describe("the addresses of the library", () => {
  test("the root is bare; a place and a folder are said", () => {
    assert.equal(addressOf("folders"), "/media");
    assert.equal(addressOf("folders", "a"), "/media?folder=a");
    assert.equal(addressOf("trash"), "/media?place=trash");
  });

  test("one parameter changes, the others stay", () => {
    assert.equal(withParameter("?folder=a&view=list", "view", "grid"), "/media?folder=a&view=grid");
    assert.equal(withParameter("?view=list", "view", ""), "/media");
  });

  test("renaming a file means its stem; a name that begins with a dot has none", () => {
    assert.equal(stemLength("report.final.pdf"), 12);
    assert.equal(stemLength(".env"), 4);
    assert.equal(stemLength("README"), 6);
  });

  test("all that is chosen is one zip", () => {
    assert.equal(zipOf(["file:a", "folder:b"]), "/media.zip?keys=file%3Aa%2Cfolder%3Ab");
  });
});
