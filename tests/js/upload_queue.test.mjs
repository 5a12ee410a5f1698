import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as queue from "../../crm_app/web/media/upload_queue.js";

const anna = { resource: "contact", record: "anna", label: "Anna Berg", kind: "files", purpose: "attach" };
const boris = { ...anna, record: "boris", label: "Boris" };
const file = (name, size = 100) => ({ name, size });
const files = (count) => Array.from({ length: count }, (_, index) => file(`${index}.txt`));
const withFiles = (count, target = anna) => queue.add(queue.emptyQueue(), target, files(count));
const statuses = (state) => state.items.map(({ status }) => status);
const only = (state) => state.items[0];
const done = (outcome = "added") => ({ result: "done", outcome, file: { uuid: "f" } });
const misplaced = { result: "misplaced", belongs: "images", message: "That is an image." };
const failed = { result: "failed", code: "disk_full", message: "The disk is full.", canRetry: true };
const lost = { result: "lost" };

describe("adding files", () => {
  test("every file gets its own id and keeps its target", () => {
    const state = withFiles(3);
    assert.deepEqual(state.items.map(({ id }) => id), [1, 2, 3]);
    assert.ok(state.items.every(({ record, kind }) => record === "anna" && kind === "files"));
  });

  test("a file above the limit is refused before anything is sent, and cannot be retried", () => {
    const state = queue.add(queue.emptyQueue(), anna, [file("film.mov", 501)], 500);
    assert.equal(only(state).status, "failed");
    assert.equal(only(state).code, "too_large");
    assert.deepEqual(queue.startable(state), []);
    assert.equal(queue.retried(state, 1), state);
  });

  test("a file of exactly the limit is accepted", () => {
    assert.equal(only(queue.add(queue.emptyQueue(), anna, [file("film.mov", 500)], 500)).status, "queued");
  });

  test("no limit means that the server decides", () => {
    assert.equal(only(queue.add(queue.emptyQueue(), anna, [file("film.mov", 1e12)], 0)).status, "queued");
  });

  test("a file without a name is called upload", () => {
    assert.equal(only(queue.add(queue.emptyQueue(), anna, [file("")])).name, "upload");
  });

  test("files added later do not change those that are there", () => {
    const first = withFiles(1);
    const both = queue.add(first, boris, files(1));
    assert.equal(both.items[0], first.items[0]);
    assert.equal(both.items[1].record, "boris");
  });
});

describe("starting", () => {
  test("three transfers run in parallel", () => {
    let state = withFiles(5);
    assert.deepEqual(queue.startable(state).map(({ id }) => id), [1, 2, 3]);
    state = queue.started(queue.started(state, 1), 2);
    assert.deepEqual(queue.startable(state).map(({ id }) => id), [3]);
  });

  test("a file that is being stored still holds its place", () => {
    let state = withFiles(4);
    for (const id of [1, 2, 3]) state = queue.started(state, id);
    state = queue.progressed(state, 1, 100);
    assert.equal(only(state).status, "storing");
    assert.deepEqual(queue.startable(state), []);
  });

  test("the next file starts when one is done", () => {
    let state = withFiles(4);
    for (const id of [1, 2, 3]) state = queue.started(state, id);
    state = queue.answered(state, 2, done());
    assert.deepEqual(queue.startable(state).map(({ id }) => id), [4]);
  });

  test("twenty files are worked on at a time, the others stand behind them", () => {
    const shown = queue.view(withFiles(25), "anna");
    assert.equal(shown.rows.length, 20);
    assert.equal(shown.hidden, 5);
    assert.equal(shown.active, 25);
  });

  test("a finished file lets the next one into the batch", () => {
    const state = queue.answered(queue.started(withFiles(25), 1), 1, done());
    assert.equal(queue.batch(state).length, 20);
    assert.equal(queue.batch(state).at(-1).id, 21);
  });
});

describe("folding", () => {
  test("parts those that wait for their turn from those that run or need somebody", () => {
    let state = withFiles(6);
    for (const id of [1, 2, 3]) state = queue.started(state, id);
    state = queue.answered(queue.answered(state, 1, failed), 2, lost);
    const { rows, waiting } = queue.folded(queue.view(state, "anna").rows);
    assert.deepEqual(rows.map(({ status }) => status), ["failed", "waiting", "sending"]);
    assert.deepEqual(waiting.map(({ id }) => id), [4, 5, 6]);
  });

  test("folds nothing when all files run", () => {
    const { rows, waiting } = queue.folded(queue.view(queue.started(withFiles(1), 1), "anna").rows);
    assert.deepEqual([rows.length, waiting.length], [1, 0]);
  });
});

describe("progress", () => {
  test("is kept per file and never exceeds its size", () => {
    let state = queue.started(withFiles(2), 1);
    state = queue.progressed(state, 1, 40);
    assert.deepEqual(state.items.map(({ loaded }) => loaded), [40, 0]);
    state = queue.progressed(state, 1, 140);
    assert.equal(only(state).loaded, 100);
  });

  test("of a file that was cancelled is ignored", () => {
    const state = queue.dropped(queue.started(withFiles(1), 1), [1]);
    assert.equal(queue.progressed(state, 1, 50), state);
  });

  test("of a file that is not being sent is ignored", () => {
    const state = withFiles(1);
    assert.equal(queue.progressed(state, 1, 50), state);
  });
});

describe("reading the server's answer", () => {
  const body = (fields) => JSON.stringify(fields);

  test("a stored file with its outcome", () => {
    const answer = queue.readAnswer(200, body({ file: { uuid: "f" }, outcome: "duplicate", message: "Known." }), "files");
    assert.deepEqual(answer, { result: "done", file: { uuid: "f" }, outcome: "duplicate", message: "Known." });
  });

  test("an image in the files tab belongs elsewhere", () => {
    const answer = queue.readAnswer(415, body({ code: "belongs_in_images", message: "Image." }), "files");
    assert.deepEqual(answer, { result: "misplaced", belongs: "images", message: "Image." });
  });

  test("a document in the images tab belongs elsewhere", () => {
    const answer = queue.readAnswer(415, body({ code: "belongs_in_files", message: "" }), "images");
    assert.equal(answer.belongs, "files");
  });

  test("a server that sends a file in circles is not followed", () => {
    const answer = queue.readAnswer(415, body({ code: "belongs_in_images", message: "" }), "images");
    assert.equal(answer.result, "failed");
    assert.equal(answer.canRetry, false);
  });

  test("an error keeps the server's words and code", () => {
    const answer = queue.readAnswer(507, body({ code: "disk_full", message: "The disk is full." }), "files");
    assert.deepEqual(answer, { result: "failed", code: "disk_full", message: "The disk is full.", canRetry: true });
  });

  test("too large cannot be retried", () => {
    assert.equal(queue.readAnswer(413, body({ code: "too_large", message: "" }), "files").canRetry, false);
  });

  for (const [status, code] of [[400, "empty_file"], [400, "bad_target"], [404, "not_found"]])
    test(`${code} stays as it is and cannot be retried`, () => {
      assert.equal(queue.readAnswer(status, body({ code, message: "" }), "files").canRetry, false);
    });

  for (const [status, code] of [[400, "incomplete"], [409, "record_trashed"], [500, "unexpected"], [503, "unavailable"]])
    test(`${code} may be over the next time and can be retried`, () => {
      assert.equal(queue.readAnswer(status, body({ code, message: "" }), "files").canRetry, true);
    });

  for (const status of [0, 502, 504])
    test(`status ${status} is a lost connection`, () => {
      assert.deepEqual(queue.readAnswer(status, "", "files"), lost);
    });

  for (const text of ["", "<html>oops</html>", "null", "42", "{}"])
    test(`an answer that is no file and no error, ${JSON.stringify(text)}, is a failure with its status`, () => {
      assert.equal(queue.readAnswer(500, text, "files").code, "http_500");
      assert.equal(queue.readAnswer(200, text, "files").result, "failed");
    });
});

describe("ends of a transfer", () => {
  test("a stored file is done and counted", () => {
    const state = queue.answered(queue.started(withFiles(1), 1), 1, done());
    assert.equal(only(state).status, "done");
    assert.equal(queue.view(state, "anna").tally.added, 1);
  });

  test("what the server made of a file does not replace the file itself", () => {
    const before = withFiles(1);
    const state = queue.answered(queue.started(before, 1), 1, done());
    assert.equal(only(state).file, only(before).file);
    assert.deepEqual(only(state).stored, { uuid: "f" });
  });

  for (const outcome of ["duplicate", "restored", "already_attached"])
    test(`${outcome} counts as known`, () => {
      const state = queue.answered(queue.started(withFiles(1), 1), 1, done(outcome));
      assert.equal(queue.view(state, "anna").tally.known, 1);
    });

  test("an answer for a cancelled file changes nothing", () => {
    const state = queue.dropped(queue.started(withFiles(1), 1), [1]);
    assert.equal(queue.answered(state, 1, done()), state);
  });

  test("a failed file can be retried, and is not counted as failed any more", () => {
    let state = queue.answered(queue.started(withFiles(1), 1), 1, failed);
    assert.equal(only(state).message, "The disk is full.");
    assert.equal(queue.view(state, "anna").tally.failed, 1);
    state = queue.retried(state, 1);
    assert.equal(only(state).status, "queued");
    assert.equal(only(state).message, "");
    assert.equal(queue.view(state, "anna").tally.failed, 0);
  });

  test("a running file cannot be retried", () => {
    const state = queue.started(withFiles(1), 1);
    assert.equal(queue.retried(state, 1), state);
  });

  test("an unknown file cannot be retried", () => {
    const state = withFiles(1);
    assert.equal(queue.retried(state, 99), state);
  });
});

describe("files of the wrong kind", () => {
  const wrong = () => queue.answered(queue.started(withFiles(2), 1), 1, misplaced);

  test("wait for a decision and take no place in the batch", () => {
    const state = wrong();
    assert.equal(only(state).status, "misplaced");
    assert.equal(queue.view(state, "anna").misplaced.length, 1);
    assert.deepEqual(queue.startable(state).map(({ id }) => id), [2]);
  });

  test("are sent again to the other tab of the same record", () => {
    const state = queue.moved(wrong(), [1]);
    assert.equal(only(state).kind, "images");
    assert.equal(only(state).record, "anna");
    assert.equal(only(state).status, "queued");
    assert.equal(queue.view(state, "anna").tally.misplaced, 0);
  });

  test("only files of the wrong kind are moved", () => {
    assert.equal(queue.moved(wrong(), [2]).items[1].kind, "files");
  });
});

describe("a lost connection", () => {
  const waiting = () => queue.answered(queue.started(withFiles(2), 1), 1, lost);

  test("lets the file wait", () => {
    assert.deepEqual(statuses(waiting()), ["waiting", "queued"]);
    assert.ok(queue.isBusy(waiting()));
  });

  test("sends it again when the server is there", () => {
    assert.deepEqual(statuses(queue.reconnected(waiting())), ["queued", "queued"]);
  });

  test("is given up when the server breaks the same file off three times", () => {
    let state = withFiles(1);
    for (let round = 0; round < queue.MAX_BREAKS; round += 1)
      state = queue.reconnected(queue.answered(queue.started(state, 1), 1, lost));
    assert.equal(only(state).status, "failed");
    assert.equal(only(state).code, "broken_off");
    assert.equal(queue.view(state, "anna").tally.failed, 1);
  });

  test("a retry by hand starts counting the breaks again", () => {
    const state = queue.retried(waiting(), 1);
    assert.equal(only(state).breaks, 0);
    assert.equal(only(state).status, "queued");
  });
});

describe("records", () => {
  test("each shows its own uploads", () => {
    const state = queue.add(withFiles(2), boris, files(1));
    assert.equal(queue.view(state, "anna").rows.length, 2);
    assert.equal(queue.view(state, "boris").rows.length, 1);
  });

  test("uploads of a record that is not open are told elsewhere", () => {
    let state = queue.add(withFiles(2), boris, files(2));
    state = queue.answered(queue.started(state, 3), 3, failed);
    assert.deepEqual(queue.elsewhere(state, ["anna"]), [
      { resource: "contact", record: "boris", label: "Boris", active: 1, stuck: 1 },
    ]);
    assert.deepEqual(queue.elsewhere(state, ["anna", "boris"]), []);
  });

  test("finished uploads are not told elsewhere", () => {
    const state = queue.answered(queue.started(withFiles(1), 1), 1, done());
    assert.deepEqual(queue.elsewhere(state, []), []);
  });

  test("a new round starts counting again", () => {
    let state = queue.answered(queue.started(withFiles(1), 1), 1, done());
    state = queue.add(state, anna, files(1));
    assert.equal(queue.view(state, "anna").tally.added, 0);
  });

  test("files added to a running round are counted with it", () => {
    let state = queue.answered(queue.started(withFiles(2), 1), 1, done());
    state = queue.add(state, anna, files(1));
    assert.equal(queue.view(state, "anna").tally.added, 1);
  });

  test("progress of a record counts finished files as sent", () => {
    let state = queue.progressed(queue.started(queue.started(withFiles(2), 1), 2), 1, 50);
    state = queue.answered(state, 2, done());
    const { bytes, loaded } = queue.view(state, "anna");
    assert.deepEqual([bytes, loaded], [200, 150]);
  });

  test("a tab with nothing under way may be closed", () => {
    const state = queue.answered(queue.started(withFiles(1), 1), 1, failed);
    assert.equal(queue.isBusy(state), false);
  });
});
