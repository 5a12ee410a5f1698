/*
 * Runs the queue: starts transfers, listens to them, waits for the connection. One per browser tab and outside React,
 * so that a re-render, a live update or a change of page never touches a running upload.
 */
import * as queue from "./upload_queue.js";

const STAYS = { added: 2500, other: 9000 };
const PROBE_PAUSES = [1000, 2000, 4000, 8000, 15000, 30000];

/*
 * transport.send(item, onProgress) -> {answer: Promise<{status, text}>, abort()}
 * transport.reachable() -> Promise<boolean>
 */
export function createUploader(transport, later = (work, ms) => setTimeout(work, ms)) {
  let state = queue.emptyQueue();
  let searching = false;
  let search = 0;
  const listeners = new Set();
  const transfers = new Map();
  const results = [];

  const set = (next) => {
    if (next === state) return;
    state = next;
    listeners.forEach((listener) => listener());
  };

  const fillUp = () => queue.startable(state).forEach(start);

  function start(item) {
    set(queue.started(state, item.id));
    const transfer = transport.send(item, (loaded) => set(queue.progressed(state, item.id, loaded)));
    transfers.set(item.id, transfer);
    transfer.answer.then(({ status, text }) => finish(item, transfer, queue.readAnswer(status, text, item.kind)));
  }

  function finish(item, transfer, answer) {
    if (transfers.get(item.id) !== transfer) return;
    transfers.delete(item.id);
    if (answer.result === "done") {
      results.push({ resource: item.resource, record: item.record, purpose: item.purpose, file: answer.file });
      later(() => set(queue.dropped(state, [item.id])), STAYS[answer.outcome] ?? STAYS.other);
    }
    set(queue.answered(state, item.id, answer));
    if (answer.result === "lost" && !searching) probe();
    fillUp();
  }

  const someWait = () => state.items.some(({ status }) => status === "waiting");

  /* Only the newest search for the server goes on; an older one ends where it finds that out. */
  function probe() {
    search += 1;
    searching = true;
    look(search, 0);
  }

  async function look(mine, attempt) {
    const found = await transport.reachable();
    if (mine !== search) return;
    if (found) reconnect();
    else if (!someWait()) searching = false;
    else later(() => mine === search && look(mine, attempt + 1), PROBE_PAUSES[Math.min(attempt, PROBE_PAUSES.length - 1)]);
  }

  function reconnect() {
    searching = false;
    set(queue.reconnected(state));
    fillUp();
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    current: () => state,
    add(target, files, limit, refuse) {
      set(queue.add(state, target, files, limit, refuse));
      fillUp();
    },
    cancel(ids) {
      for (const id of ids) {
        const transfer = transfers.get(id);
        transfers.delete(id);
        transfer?.abort();
      }
      set(queue.dropped(state, ids));
      fillUp();
    },
    retry(ids) {
      set(ids.reduce(queue.retried, state));
      fillUp();
    },
    move(ids) {
      set(queue.moved(state, ids));
      fillUp();
    },
    /* The browser says that it is online again: no need to wait for the next probe. */
    online() {
      if (someWait()) probe();
    },
    /* It knows before the transfers do, which would hang for minutes. */
    offline() {
      for (const transfer of transfers.values()) transfer.abort();
    },
    /* Finished files that someone wants to do something with, each handed out once. */
    takeResults(resource, purpose) {
      const taken = results.filter((result) => result.resource === resource && result.purpose === purpose);
      taken.forEach((result) => results.splice(results.indexOf(result), 1));
      return taken;
    },
  };
}
