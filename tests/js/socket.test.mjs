import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, describe, test } from "node:test";
import { runInThisContext } from "node:vm";

const script = readFileSync(new URL("../../assets/socket.js", import.meta.url), "utf8");

/* What the browser would bring: a line that writes down what is sent over it. */
class FakeSocket {
  constructor(address, protocols) {
    Object.assign(this, { address, protocols, sent: [], listeners: [] });
  }
  addEventListener(_, listener) {
    this.listeners.push(listener);
  }
  send(frame) {
    this.sent.push(frame);
  }
  receive(data) {
    this.listeners.forEach((listener) => listener({ data }));
  }
}

const event = (name) => `42/_event,["event",{"name":"${name}"}]`;
const numbers = (line) => line.sent.map((frame) => Number(/"once":"[0-9a-f]{24}\.(\d+)"\}\]$/.exec(frame)[1]));

describe("a page", () => {
  let open;
  beforeEach(() => {
    globalThis.WebSocket = FakeSocket;
    runInThisContext(script);
    open = (address = "ws://crm.example/_event/?token=t&EIO=4") => new globalThis.WebSocket(address, ["0.10.1"]);
  });

  test("names itself in the address of every line, the same each time", () => {
    const [one, two] = [open(), open()];
    assert.match(one.address, /^ws:\/\/crm\.example\/_event\/\?token=t&EIO=4&page=[0-9a-f]{24}$/);
    assert.equal(one.address, two.address);
    assert.deepEqual(one.protocols, ["0.10.1"]);
  });

  test("numbers its events and leaves everything else as it is", () => {
    const line = open();
    ["3", "40/_event,{}", '42/_event,["client_error",{}]'].forEach((frame) => line.send(frame));
    assert.deepEqual(line.sent, ["3", "40/_event,{}", '42/_event,["client_error",{}]']);
    line.sent = [];
    line.send(event("a"));
    line.send(event("b"));
    assert.deepEqual(numbers(line), [1, 2]);
    assert.equal(JSON.parse(line.sent[0].slice("42/_event,".length))[1].name, "a");
  });

  test("begins a new line with what nobody has said is done, in order and before anything new", () => {
    const line = open();
    ["a", "b", "c"].forEach((name) => line.send(event(name)));
    line.receive('42/_event,["done",1]');
    const next = open();
    assert.deepEqual(next.sent, []);
    next.receive('40/_event,{"sid":"x"}');
    next.send(event("d"));
    assert.deepEqual(numbers(next), [2, 3, 4]);
    assert.equal(next.sent[0], line.sent[1]);
  });

  test("forgets what came before an event that is done", () => {
    const line = open();
    ["a", "b", "c"].forEach((name) => line.send(event(name)));
    line.receive('42/_event,["done",3]');
    const next = open();
    next.receive("40/_event,{}");
    assert.deepEqual(next.sent, []);
  });

  test("has nothing to do with other sockets", () => {
    const other = open("ws://elsewhere.example/stream");
    assert.equal(other.address, "ws://elsewhere.example/stream");
    assert.deepEqual(other.listeners, []);
  });
});
