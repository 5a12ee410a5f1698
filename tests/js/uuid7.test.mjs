import assert from "node:assert/strict";
import { test } from "node:test";
import { uuid7 } from "../../crm_app/web/ui/uuid7.js";

test("it is a UUID of version 7", () => {
  assert.match(uuid7(), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("it begins with the time", () => {
  const before = Date.now();
  const time = parseInt(uuid7().replace("-", "").slice(0, 12), 16);
  assert.ok(time >= before && time <= Date.now());
});

test("no two are the same", () => {
  assert.equal(new Set(Array.from({ length: 1000 }, uuid7)).size, 1000);
});
