import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ownWrites } from "../../crm_app/web/ui/own_writes.js";

describe("what a field writes into the URL", () => {
  test("comes back and is no news", () => {
    const writes = ownWrites("");
    assert.equal(writes.writes("a"), true);
    assert.equal(writes.isNews("a"), false);
  });

  test("takes no letters back when it comes after more was written", () => {
    const writes = ownWrites("");
    writes.writes("a");
    writes.writes("ab");
    writes.writes("abc");
    assert.equal(writes.isNews("a"), false);
    assert.equal(writes.isNews("ab"), false);
    assert.equal(writes.isNews("abc"), false);
  });

  test("may be passed over, when it was replaced before it came", () => {
    const writes = ownWrites("");
    writes.writes("a");
    writes.writes("ab");
    assert.equal(writes.isNews("ab"), false);
    assert.equal(writes.isNews("a"), true, "back to what was passed over");
  });

  test("is not written twice", () => {
    const writes = ownWrites("a");
    assert.equal(writes.writes("a"), false);
    assert.equal(writes.writes("ab"), true);
    assert.equal(writes.writes("ab"), false);
    writes.isNews("ab");
    assert.equal(writes.writes("ab"), false);
    assert.equal(writes.writes("a"), true);
  });
});

describe("what somebody else writes", () => {
  test("is news: back, forward, a cleared filter", () => {
    const writes = ownWrites("a");
    assert.equal(writes.isNews(""), true);
    assert.equal(writes.isNews("a"), true);
  });

  test("is news also when something of one's own never came", () => {
    const writes = ownWrites("a");
    writes.writes("ab");
    assert.equal(writes.isNews("x"), true);
    assert.equal(writes.writes("x"), false);
    assert.equal(writes.writes("ab"), true);
  });

  test("is none when the URL says what it said, and what is one's own still comes", () => {
    const writes = ownWrites("a");
    writes.writes("ab");
    assert.equal(writes.isNews("a"), false);
    assert.equal(writes.isNews("ab"), false);
  });
});
