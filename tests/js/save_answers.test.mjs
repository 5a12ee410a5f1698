import assert from "node:assert/strict";
import { test } from "node:test";
import { outcome } from "../../crm_app/web/interactions/answers.js";

const texts = { not_reached: "away", signed_out: "out", anchor_gone: "gone", unexpected: "oops", not_saved: "Not saved: {why}" };
const of = (status, body = {}) => outcome({ status, body }, texts);

test("nobody answered, or the database is away: it is worth trying again", () => {
  assert.equal(of(0).problem, "away");
  assert.equal(of(503, { message: "x" }).problem, "away");
});

test("who is signed out is told how to go on", () => {
  assert.equal(of(401, { message: "x" }).problem, "out");
});

test("a record that is gone is said in words of its own", () => {
  assert.equal(of(404, { code: "not_found", message: "x" }).problem, "gone");
});

test("the first thing that is wrong is said, and each stands beside its field", () => {
  const { problem, errors } = of(422, { message: "x", fields: { subject: ["Too long."], body: ["Bad.", "Worse."] } });
  assert.equal(problem, "Not saved: Too long.");
  assert.deepEqual(errors, { subject: "Too long.", body: "Bad." });
});

test("a file that is not there any more is named in the server's words, whatever they hold", () => {
  assert.equal(of(409, { message: "$& is gone" }).problem, "Not saved: $& is gone");
});

test("what somebody else has changed is shown and no failure", () => {
  const differences = [{ field: "subject", theirs: "a", yours: "b" }];
  assert.deepEqual(of(409, { message: "x", differences }), { problem: "", errors: {}, conflicts: differences });
});

test("what nobody foresaw says that nothing is lost", () => {
  assert.equal(of(500, { code: "unexpected", message: "Reference" }).problem, "oops");
  assert.equal(of(500).problem, "oops");
});
