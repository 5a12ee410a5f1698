/*
 * Patches of lists: what the server says has changed since a tab has read its rows.
 *
 * A patch is [key of the view, heard, changed {uuid: fields}, gone [uuid], came [[row, uuid of the one before]], facts].
 * `heard` counts up: what was read at 7 knows everything up to 7, so patches up to 7 are older than it. They may arrive
 * before the rows they belong to; so they are kept by view, and laid over whatever rows are shown.
 */
const KEPT_VIEWS = 24;
const MOST_ROWS = 5000;

/* What is known of one view beyond the rows that were read. */
export function viewStore() {
  const changed = new Map();
  const gone = new Map();
  const came = new Map();
  const listeners = new Set();
  const watching = new Map();
  const merged = new Map();
  let facts = null;
  let version = 0;
  let shape = 0;
  let read = 0;

  const change = (uuid, fields, heard) => {
    const before = changed.get(uuid);
    changed.set(uuid, { heard, fields: { ...before?.fields, ...fields } });
  };
  const arrive = (row, after, heard) => {
    changed.delete(row.uuid);
    gone.delete(row.uuid);
    came.delete(row.uuid);
    came.set(row.uuid, { heard, row, after });
  };
  const leave = (uuid, heard) => {
    changed.delete(uuid);
    came.delete(uuid);
    gone.set(uuid, heard);
  };

  /* Forgets what the rows that were read last know already. */
  const settle = () => {
    for (const [uuid, patch] of changed) if (patch.heard <= read) changed.delete(uuid);
    for (const [uuid, at] of gone) if (at <= read) gone.delete(uuid);
    for (const [uuid, patch] of came) if (patch.heard <= read) came.delete(uuid);
  };
  /* Of hundreds of rows only those are asked what they show now that the patch is about. */
  const tell = (uuids) => {
    for (const listener of listeners) listener();
    for (const uuid of new Set(uuids)) for (const listener of watching.get(uuid) ?? []) listener();
  };
  const watch = (uuid, listener) => {
    const watchers = watching.get(uuid) ?? new Set();
    watching.set(uuid, watchers.add(listener));
    return () => {
      watchers.delete(listener);
      if (!watchers.size && watching.get(uuid) === watchers) watching.delete(uuid);
    };
  };
  const kept = (now, make) => {
    const last = new WeakMap();
    return (rows, heard) => {
      read = heard;
      const known = last.get(rows);
      if (known?.heard === heard && known.at === now()) return known.made;
      const made = make(rows, heard);
      last.set(rows, { heard, at: now(), made });
      return made;
    };
  };

  const store = {
    changed,
    gone,
    came,
    merged,
    facts: () => facts,
    version: () => version,
    /* Tells of every patch, or of those about one row. */
    subscribe: (listener, uuid) => {
      if (uuid !== undefined) return watch(uuid, listener);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    take([heard, rows = {}, left = [], arrived = [], said = null]) {
      for (const uuid of left) leave(uuid, heard);
      for (const [row, after] of arrived) arrive(row, after, heard);
      for (const uuid of Object.keys(rows)) change(uuid, rows[uuid], heard);
      if (said) facts = { heard, said };
      version += 1;
      if (left.length || arrived.length) shape += 1;
      if (changed.size + gone.size + came.size > MOST_ROWS) settle();
      tell([...Object.keys(rows), ...left, ...arrived.map(([row]) => row.uuid)]);
    },
    /* These two answer the same array to all who ask for the same, as long as it is the same: also while a page draws
       rows that were just read beside the ones before. */
    over: kept(() => version, (rows, heard) => patched(rows, heard, store)),
    members: kept(() => shape, (rows, heard) => members(rows, heard, store)),
    row: (row, heard) => current(row, heard, store),
  };
  return store;
}

/* The rows with everything newer than `heard` laid over them; a row that stays as it was stays the same object. */
export function patched(rows, heard, store) {
  return members(rows, heard, store).map((row) => current(row, heard, store));
}

/* The rows without those that have gone, and with those that came, since `heard`; each as it was read or as it came. */
function members(rows, heard, store) {
  const shown = [];
  const places = new Set();
  for (const row of rows) {
    if (places.has(row.uuid) || store.gone.get(row.uuid) > heard) continue;
    places.add(row.uuid);
    shown.push(whole(row, heard, store));
  }
  for (const [uuid, { heard: at, row, after }] of store.came)
    if (at > heard && !places.has(uuid) && insert(shown, row, after)) places.add(uuid);
  return shown;
}

/* Who came back is told as a whole row. */
const whole = (row, heard, store) => {
  const back = store.came.get(row.uuid);
  return back?.heard > heard ? back.row : row;
};

function current(row, heard, store) {
  const patch = store.changed.get(row.uuid);
  if (!(patch?.heard > heard)) return row;
  const known = store.merged.get(row.uuid);
  if (known?.row === row && known.patch === patch) return known.result;
  const result = { ...row, ...patch.fields };
  store.merged.set(row.uuid, { row, patch, result });
  return result;
}

/* Behind the row `after`; null means at the start. A row whose place is not shown is not shown either. */
function insert(rows, row, after) {
  const place = after === null ? 0 : rows.findIndex(({ uuid }) => uuid === after) + 1;
  if (after !== null && place === 0) return false;
  rows.splice(place, 0, row);
  return true;
}

/* The stores of the views that this tab has seen last. */
export function viewStores() {
  const stores = new Map();
  return {
    of(key) {
      const store = stores.get(key) ?? viewStore();
      stores.delete(key);
      stores.set(key, store);
      if (stores.size > KEPT_VIEWS) stores.delete(stores.keys().next().value);
      return store;
    },
  };
}
