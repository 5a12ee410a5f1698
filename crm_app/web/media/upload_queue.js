/*
 * The queue of uploads as plain data: every function takes a queue and answers a new one. Nothing here knows the
 * browser, so that all rules (what may start, what a server's answer means, what is announced) are tested without it.
 *
 * An item goes  queued -> sending -> storing -> done
 * or ends as    failed (says why, most can be retried) / misplaced (belongs into the other tab)
 * and waits as  waiting (no connection; it goes back to queued when there is one).
 */

export const PARALLEL = 3;
export const BATCH = 20;
/* A server that answers, yet breaks the same transfer off again and again, is not a lost connection. */
export const MAX_BREAKS = 3;

const ACTIVE = new Set(["queued", "sending", "storing", "waiting"]);
const NOTHING = Object.freeze({ added: 0, known: 0, failed: 0, misplaced: 0 });

export const emptyQueue = () => ({ items: [], tallies: {}, nextId: 1 });

export const isActive = (item) => ACTIVE.has(item.status);

export const isBusy = (queue) => queue.items.some(isActive);

const find = (queue, id) => queue.items.find((item) => item.id === id);

const replace = (queue, id, patch) => ({
  ...queue,
  items: queue.items.map((item) => (item.id === id ? { ...item, ...patch } : item)),
});

const count = (queue, record, what) => {
  const tally = { ...NOTHING, ...queue.tallies[record] };
  return { ...queue, tallies: { ...queue.tallies, [record]: { ...tally, [what]: tally[what] + 1 } } };
};

/* A new round for a record that was at rest starts counting again, so that old results are not announced twice. */
const freshTally = (queue, record) =>
  queue.items.some((item) => item.record === record && isActive(item))
    ? queue
    : { ...queue, tallies: { ...queue.tallies, [record]: NOTHING } };

const newItem = (id, target, file, limit, code) => ({
  ...target,
  id,
  file,
  limit,
  name: file.name || "upload",
  size: file.size,
  loaded: 0,
  breaks: 0,
  ...(code ? { status: "failed", code, canRetry: false } : { status: "queued" }),
});

const tooLarge = (file, limit) => (limit && file.size > limit ? "too_large" : "");

/*
 * `target` says where the files go ({resource, record, label, kind, purpose}) and stays with each item for good. `refuse` may
 * say by a code why a file is not even sent.
 */
export function add(queue, target, files, limit, refuse = tooLarge) {
  let next = freshTally(queue, target.record);
  for (const file of files) {
    const item = newItem(next.nextId, target, file, limit, refuse(file, limit));
    next = { ...next, nextId: next.nextId + 1, items: [...next.items, item] };
    if (item.status === "failed") next = count(next, item.record, "failed");
  }
  return next;
}

/* The files being worked on now: the first twenty that are not finished. */
export const batch = (queue) => queue.items.filter(isActive).slice(0, BATCH);

export function startable(queue) {
  const running = queue.items.filter((item) => item.status === "sending" || item.status === "storing").length;
  return batch(queue)
    .filter((item) => item.status === "queued")
    .slice(0, Math.max(0, PARALLEL - running));
}

export const started = (queue, id) => replace(queue, id, { status: "sending", loaded: 0, code: "", message: "" });

export function progressed(queue, id, loaded) {
  const item = find(queue, id);
  if (!item || item.status !== "sending") return queue;
  const sent = Math.min(loaded, item.size);
  return replace(queue, id, { loaded: sent, status: sent >= item.size ? "storing" : "sending" });
}

const other = (kind) => (kind === "images" ? "files" : "images");

const parse = (text) => {
  try {
    const answer = JSON.parse(text);
    return answer && typeof answer === "object" ? answer : {};
  } catch {
    return {};
  }
};

/* What stays as it is however often the same file is sent to the same place. */
const FINAL_STATUSES = new Set([404, 413, 415]);
const FINAL_CODES = new Set(["empty_file", "bad_target"]);

/* What a server's answer means. No status, or a gateway without its server, is a lost connection. */
export function readAnswer(status, text, kind) {
  if (status === 0 || status === 502 || status === 504) return { result: "lost" };
  const { file, outcome, code = "", message = "" } = parse(text);
  if (status >= 200 && status < 300 && file) return { result: "done", file, outcome, message };
  if (code === "belongs_in_images" || code === "belongs_in_files") {
    const belongs = code.slice("belongs_in_".length);
    if (belongs === other(kind)) return { result: "misplaced", belongs, message };
  }
  const canRetry = !FINAL_STATUSES.has(status) && !FINAL_CODES.has(code);
  return { result: "failed", code: code || `http_${status}`, message, canRetry };
}

export function answered(queue, id, answer) {
  const item = find(queue, id);
  if (!item) return queue;
  if (answer.result === "lost") return broken(queue, id);
  const { result, file: stored, ...details } = answer;
  const known = result === "done" && answer.outcome !== "added";
  const next = replace(queue, id, { ...details, stored, status: result, loaded: result === "done" ? item.size : 0 });
  return count(next, item.record, result === "done" ? (known ? "known" : "added") : result);
}

const broken = (queue, id) => replace(queue, id, { status: "waiting", loaded: 0, breaks: find(queue, id).breaks + 1 });

/* The server can be reached: what waited may go on, and what it breaks off every time is given up. */
export function reconnected(queue) {
  let next = queue;
  for (const item of queue.items.filter(({ status }) => status === "waiting")) {
    if (item.breaks < MAX_BREAKS) next = replace(next, item.id, { status: "queued" });
    else next = count(replace(next, item.id, { status: "failed", code: "broken_off", canRetry: true }), item.record, "failed");
  }
  return next;
}

const uncount = (queue, item) => {
  const tally = queue.tallies[item.record];
  if (!tally || !(tally[item.status] > 0)) return queue;
  return { ...queue, tallies: { ...queue.tallies, [item.record]: { ...tally, [item.status]: tally[item.status] - 1 } } };
};

const again = (queue, item, patch = {}) =>
  replace(uncount(queue, item), item.id, { ...patch, status: "queued", loaded: 0, breaks: 0, code: "", message: "" });

export function retried(queue, id) {
  const item = find(queue, id);
  if (!item || !["failed", "waiting"].includes(item.status) || item.canRetry === false) return queue;
  return again(queue, item);
}

/* The wrong kind goes where it belongs: the same file is sent again, to the other tab. */
export function moved(queue, ids) {
  return queue.items
    .filter((item) => ids.includes(item.id) && item.status === "misplaced")
    .reduce((next, item) => again(next, item, { kind: item.belongs }), queue);
}

export const dropped = (queue, ids) => ({ ...queue, items: queue.items.filter((item) => !ids.includes(item.id)) });

/* What one record shows: its rows (never more than a batch of unfinished ones), and how many stand behind them. */
export function view(queue, record) {
  const own = queue.items.filter((item) => item.record === record);
  const working = own.filter(isActive);
  const shown = new Set(working.slice(0, BATCH));
  return {
    rows: own.filter((item) => !isActive(item) || shown.has(item)),
    hidden: working.length - shown.size,
    active: working.length,
    activeIds: working.map(({ id }) => id),
    bytes: own.reduce((sum, item) => sum + item.size, 0),
    loaded: own.reduce((sum, item) => sum + (isActive(item) ? item.loaded : item.size), 0),
    misplaced: own.filter((item) => item.status === "misplaced"),
    retriable: own.filter((item) => item.status === "failed" && item.canRetry !== false),
    tally: { ...NOTHING, ...queue.tallies[record] },
  };
}

/* The rows in two parts: what happens and what needs somebody, and those that just wait for their turn. */
export function folded(rows) {
  const waiting = rows.filter(({ status }) => status === "queued");
  return { rows: rows.filter(({ status }) => status !== "queued"), waiting };
}

/* Uploads of records that no open tab shows: [{resource, record, label, active, stuck}], with the `page` that leads there. */
export function elsewhere(queue, shown) {
  const found = new Map();
  for (const item of queue.items) {
    if (shown.includes(item.record) || item.status === "done") continue;
    const entry = found.get(item.record) ?? { resource: item.resource, record: item.record, label: item.label, ...(item.page && { page: item.page }), active: 0, stuck: 0 };
    if (isActive(item)) entry.active += 1;
    else entry.stuck += 1;
    found.set(item.record, entry);
  }
  return [...found.values()];
}
