import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { createUploader } from "../../crm_app/web/media/uploader.js";

const anna = { resource: "contact", record: "anna", label: "Anna", kind: "files", purpose: "attach" };
const file = (name, size = 10) => ({ name, size });
const stored = (outcome = "added") => ({ status: 200, text: JSON.stringify({ file: { uuid: "u" }, outcome, message: "" }) });
const refused = (status, code) => ({ status, text: JSON.stringify({ code, message: "No." }) });
const settle = () => new Promise((resolve) => setImmediate(resolve));

/* A server in memory: transfers are answered by hand, time passes by hand. */
function lab() {
  const sent = [];
  const timers = [];
  const server = { up: true };
  const transport = {
    send(item, onProgress) {
      const transfer = { item, onProgress, aborted: false };
      transfer.answered = new Promise((resolve) => (transfer.answer = resolve));
      sent.push(transfer);
      const abort = () => {
        transfer.aborted = true;
        transfer.answer({ status: 0, text: "" });
      };
      return { answer: transfer.answered, abort };
    },
    reachable: async () => server.up,
  };
  const uploader = createUploader(transport, (work, ms) => timers.push({ work, ms }));
  const pass = () => timers.splice(0).forEach(({ work }) => work());
  const statuses = () => uploader.current().items.map(({ status }) => status);
  const answer = async (index, reply) => {
    sent[index].answer(reply);
    await settle();
  };
  return { sent, timers, server, uploader, pass, statuses, answer };
}

describe("the uploader", () => {
  let world;
  beforeEach(() => {
    world = lab();
  });

  test("starts three files and the fourth when one is stored", async () => {
    world.uploader.add(anna, [file("a"), file("b"), file("c"), file("d")]);
    assert.equal(world.sent.length, 3);
    await world.answer(0, stored());
    assert.deepEqual(world.sent.map(({ item }) => item.name), ["a", "b", "c", "d"]);
  });

  test("tells its listeners of progress until they leave", () => {
    let heard = 0;
    const leave = world.uploader.subscribe(() => (heard += 1));
    world.uploader.add(anna, [file("a")]);
    const before = heard;
    world.sent[0].onProgress(5);
    assert.equal(heard, before + 1);
    leave();
    world.sent[0].onProgress(7);
    assert.equal(heard, before + 1);
    assert.equal(world.uploader.current().items[0].loaded, 7);
  });

  test("lets a finished row leave after a moment", async () => {
    world.uploader.add(anna, [file("a")]);
    await world.answer(0, stored());
    assert.deepEqual(world.statuses(), ["done"]);
    world.pass();
    assert.deepEqual(world.statuses(), []);
  });

  test("shows a duplicate longer than a new file", async () => {
    world.uploader.add(anna, [file("a"), file("b")]);
    await world.answer(0, stored());
    await world.answer(1, stored("already_attached"));
    assert.ok(world.timers[1].ms > world.timers[0].ms);
  });

  test("a cancelled file is aborted, and its late answer is ignored", async () => {
    world.uploader.add(anna, [file("a")]);
    world.uploader.cancel([1]);
    assert.ok(world.sent[0].aborted);
    await world.answer(0, stored());
    assert.deepEqual(world.statuses(), []);
  });

  test("cancelling one starts the next", () => {
    world.uploader.add(anna, [file("a"), file("b"), file("c"), file("d")]);
    world.uploader.cancel([2]);
    assert.equal(world.sent.at(-1).item.name, "d");
  });

  test("a lost transfer is sent again as soon as the server can be reached", async () => {
    world.server.up = false;
    world.uploader.add(anna, [file("a")]);
    await world.answer(0, { status: 0, text: "" });
    assert.deepEqual(world.statuses(), ["waiting"]);
    world.pass();
    await settle();
    assert.deepEqual(world.statuses(), ["waiting"]);
    world.server.up = true;
    world.pass();
    await settle();
    assert.deepEqual(world.statuses(), ["sending"]);
    assert.equal(world.sent.length, 2);
  });

  test("the pauses between two looks for the server grow", async () => {
    world.server.up = false;
    world.uploader.add(anna, [file("a")]);
    await world.answer(0, { status: 0, text: "" });
    const pauses = [];
    for (let look = 0; look < 7; look += 1) {
      pauses.push(world.timers[0].ms);
      world.pass();
      await settle();
    }
    assert.deepEqual(pauses, [1000, 2000, 4000, 8000, 15000, 30000, 30000]);
  });

  test("the browser's word that it is online again is enough to look at once", async () => {
    world.server.up = false;
    world.uploader.add(anna, [file("a")]);
    await world.answer(0, { status: 0, text: "" });
    world.server.up = true;
    world.uploader.online();
    await settle();
    assert.deepEqual(world.statuses(), ["sending"]);
  });

  test("when the browser goes offline, running transfers wait instead of hanging", async () => {
    world.server.up = false;
    world.uploader.add(anna, [file("a"), file("b")]);
    world.uploader.offline();
    await settle();
    assert.deepEqual(world.statuses(), ["waiting", "waiting"]);
  });

  test("only one search for the server goes on, however often the browser says that it is online", async () => {
    world.server.up = false;
    world.uploader.add(anna, [file("a")]);
    await world.answer(0, { status: 0, text: "" });
    world.uploader.online();
    world.uploader.online();
    await settle();
    world.pass();
    await settle();
    assert.equal(world.timers.length, 1);
  });

  test("being online means nothing when nothing waits", async () => {
    world.uploader.online();
    await settle();
    assert.equal(world.timers.length, 0);
  });

  test("looking for the server ends when the waiting file is cancelled", async () => {
    world.server.up = false;
    world.uploader.add(anna, [file("a")]);
    await world.answer(0, { status: 0, text: "" });
    world.uploader.cancel([1]);
    world.pass();
    await settle();
    assert.equal(world.timers.length, 0);
  });

  test("a failed file is sent again on retry", async () => {
    world.uploader.add(anna, [file("a")]);
    await world.answer(0, refused(507, "disk_full"));
    assert.deepEqual(world.statuses(), ["failed"]);
    world.uploader.retry([1]);
    assert.deepEqual(world.statuses(), ["sending"]);
  });

  test("an image dropped on Files goes to Images with one click", async () => {
    world.uploader.add(anna, [file("a.jpg")]);
    await world.answer(0, refused(415, "belongs_in_images"));
    world.uploader.move([1]);
    assert.equal(world.sent[1].item.kind, "images");
    await world.answer(1, stored());
    assert.deepEqual(world.statuses(), ["done"]);
  });

  test("a result is handed out once, and only to who asks for its type of record and purpose", async () => {
    world.uploader.add({ ...anna, purpose: "photo", kind: "images" }, [file("me.jpg")]);
    await world.answer(0, stored());
    assert.deepEqual(world.uploader.takeResults("contact", "attach"), []);
    assert.deepEqual(world.uploader.takeResults("person", "photo"), []);
    const photo = { resource: "contact", record: "anna", purpose: "photo", file: { uuid: "u" } };
    assert.deepEqual(world.uploader.takeResults("contact", "photo"), [photo]);
    assert.deepEqual(world.uploader.takeResults("contact", "photo"), []);
  });
});
