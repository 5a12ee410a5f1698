import assert from "node:assert/strict";
import { test } from "node:test";
import { createKeeper } from "../../crm_app/web/interactions/keeper.js";

/* A server that answers when it is told to, a clock that runs when it is told to, a browser's storage. */
function stand({ form = { body: "" }, stale = false } = {}) {
  const sent = [];
  const timers = new Map();
  const said = [];
  const copy = { value: null, write: (value) => (copy.value = value), drop: () => (copy.value = null) };
  let number = 0;
  const keeper = createKeeper({
    form,
    stale,
    copy,
    send: (form, leaving) => new Promise((answer) => sent.push({ form, leaving, answer: (status, body = {}) => answer({ status, body }) })),
    later: (work, pause) => (timers.set((number += 1), { work, pause }), number),
    forget: (id) => timers.delete(id),
    told: ({ status }) => said.push(status),
  });
  const tick = async () => {
    const due = [...timers.values()];
    timers.clear();
    due.forEach(({ work }) => work());
    await rest();
  };
  const answer = async (status, body) => {
    sent.at(-1).answer(status, body);
    await rest();
  };
  return { keeper, sent, timers, said, copy, tick, answer };
}
const rest = () => new Promise((resolve) => setImmediate(resolve));

test("what is typed is in the browser at once, and on the server after a pause, once", async () => {
  const { keeper, sent, copy, tick, answer } = stand();
  keeper.change({ body: "a" });
  keeper.change({ body: "ab" });
  assert.deepEqual(copy.value, { form: { body: "ab" }, kept: false });
  assert.equal(sent.length, 0);
  await tick();
  assert.deepEqual(sent.map(({ form }) => form.body), ["ab"]);
  await answer(200);
  assert.deepEqual(copy.value, { form: { body: "ab" }, kept: true });
  assert.equal(keeper.status(), "kept");
});

test("what is typed while a text travels is sent behind it", async () => {
  const { keeper, sent, tick, answer } = stand();
  keeper.change({ body: "a" });
  await tick();
  keeper.change({ body: "ab" });
  await tick();
  assert.equal(sent.length, 1);
  await answer(200);
  assert.equal(keeper.status(), "waiting");
  await tick();
  assert.deepEqual(sent.map(({ form }) => form.body), ["a", "ab"]);
});

test("a server that is away is asked again, less and less often, until it has it", async () => {
  const { keeper, sent, timers, tick, answer, copy } = stand();
  keeper.change({ body: "a" });
  const pauses = [];
  for (let times = 0; times < 3; times += 1) {
    await tick();
    await answer(0);
    assert.equal(keeper.status(), "away");
    pauses.push([...timers.values()][0].pause);
  }
  assert.deepEqual(pauses, [1000, 2000, 4000]);
  assert.equal(copy.value.kept, false);
  await tick();
  await answer(204);
  assert.equal(keeper.status(), "kept");
  assert.equal(sent.length, 4);
});

test("the browser says that it is online: it is tried at once", async () => {
  const { keeper, sent, tick, answer } = stand();
  keeper.change({ body: "a" });
  await tick();
  await answer(503);
  keeper.again();
  await rest();
  assert.equal(sent.length, 2);
});

test("what was not there yet when the page was left is sent again at the next visit", async () => {
  const { sent, tick } = stand({ form: { body: "from yesterday" }, stale: true });
  await tick();
  assert.deepEqual(sent.map(({ form }) => form.body), ["from yesterday"]);
});

test("a page that goes away sends what is missing, and nothing when all is there", async () => {
  const { keeper, sent, tick, answer } = stand();
  keeper.leave();
  assert.equal(sent.length, 0);
  keeper.change({ body: "a" });
  keeper.leave();
  assert.deepEqual(sent.map(({ form, leaving }) => [form.body, leaving]), [["a", true]]);
  await tick();
  await answer(200);
  keeper.leave();
  assert.equal(sent.length, 2);
});

test("settling waits until the last change has arrived", async () => {
  const { keeper, sent, tick, answer } = stand();
  keeper.change({ body: "a" });
  await tick();
  keeper.change({ body: "ab" });
  let settled = false;
  const settling = keeper.settle().then(() => (settled = true));
  await answer(200);
  assert.equal(settled, false);
  await answer(200);
  await settling;
  assert.deepEqual(sent.map(({ form }) => form.body), ["a", "ab"]);
});

test("what was saved or thrown away is not brought back by a request that is still under way", async () => {
  const { keeper, sent, timers, copy, tick, answer } = stand();
  keeper.change({ body: "a" });
  await tick();
  keeper.change({ body: "ab" });
  const ended = keeper.end();
  await answer(200);
  await ended;
  assert.equal(copy.value, null);
  assert.equal(timers.size, 0);
  assert.equal(sent.length, 1);
});

test("what the server refuses is told, stays in the browser, and is tried again with the next change", async () => {
  const { keeper, sent, said, copy, tick, answer } = stand();
  keeper.change({ body: "a" });
  await tick();
  await answer(404, { code: "not_found" });
  assert.equal(said.at(-1), "refused");
  assert.equal(copy.value.form.body, "a");
  await tick();
  assert.equal(sent.length, 1);
  keeper.change({ body: "ab" });
  await tick();
  assert.equal(sent.length, 2);
});
