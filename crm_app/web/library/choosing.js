/*
 * What is chosen of the library, as a small store that tiles, tree and bar listen to. Keys are "folder:<uuid>" or "file:<uuid>",
 * kept in the order in which they were chosen. It lives in the browser alone; knows no page.
 */

export const toggled = (chosen, key, on = !chosen.includes(key)) =>
  on ? (chosen.includes(key) ? chosen : [...chosen, key]) : chosen.filter((each) => each !== key);

/* Everything from `from` to `to`, in the direction in which one went. Without a beginning: `to` alone. */
export function between(order, from, to) {
  const [start, end] = [order.indexOf(from), order.indexOf(to)];
  if (start < 0 || end < 0) return [to];
  const found = order.slice(Math.min(start, end), Math.max(start, end) + 1);
  return start <= end ? found : found.reverse();
}

/* Rows leave while people look at them: only what is still there stays chosen. */
export function remaining(chosen, order) {
  const there = new Set(order);
  const left = chosen.filter((key) => there.has(key));
  return left.length === chosen.length ? chosen : left;
}

export function choosingStore() {
  let state = { order: [], list: "", chosen: [], renaming: "" };
  let anchor = "";
  let known = new Set();
  const listeners = new Set();
  const set = (change) => {
    state = { ...state, ...change };
    known = new Set(state.chosen);
    listeners.forEach((listener) => listener());
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get: () => state,
    isChosen: (key) => known.has(key),
    /* The rows that are there now; what was chosen of another list was meant of that. */
    show(order, list) {
      const same = list === state.list;
      const chosen = same ? remaining(state.chosen, order) : [];
      if (same && chosen === state.chosen && order === state.order) return;
      if (!same) anchor = "";
      set({ order, list, chosen, renaming: same ? state.renaming : "" });
    },
    toggle(key, on) {
      anchor = key;
      set({ chosen: toggled(state.chosen, key, on) });
    },
    only(key) {
      anchor = key;
      set({ chosen: [key] });
    },
    /* Shift: what lies between the one touched last and this one comes to what is chosen. */
    reach(key) {
      const further = between(state.order, anchor, key).filter((each) => !known.has(each));
      set({ chosen: [...state.chosen, ...further] });
      if (!anchor) anchor = key;
    },
    all: () => set({ chosen: state.order }),
    clear() {
      anchor = "";
      if (state.chosen.length) set({ chosen: [] });
    },
    rename: (key) => set({ renaming: key }),
  };
}
