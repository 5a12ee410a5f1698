// What is chosen of a list, as a small store that rows, head and bar listen to. It lives in the browser alone, so that
// choosing is instant and nothing that comes from the server disturbs it. Knows no page.

// Shift: everything between the row touched last and this one gets what this one gets.
export function ranged(chosen, order, from, to, on) {
  const ends = [order.indexOf(from), order.indexOf(to)].sort((a, b) => a - b);
  const between = new Set(ends[0] < 0 ? [to] : order.slice(ends[0], ends[1] + 1));
  return new Set(on ? [...chosen, ...between] : [...chosen].filter((uuid) => !between.has(uuid)));
}

// Rows leave while people look at them: only what is still there stays chosen.
export function remaining(chosen, order) {
  const left = order.filter((uuid) => chosen.has(uuid));
  return left.length === chosen.size ? chosen : new Set(left);
}

/*
 * `order` are the uuids of the rows that are loaded, `list` names what they are rows of (the filter). `everything` means all
 * that match, the rows that are not loaded included; then every row is chosen. `busy` is the action that is under way.
 */
export const EMPTY = { order: [], list: "", chosen: new Set(), everything: false, busy: "" };

export function selectionStore() {
  let state = EMPTY;
  let last = "";
  const listeners = new Set();
  const set = (change) => {
    state = { ...state, ...change };
    listeners.forEach((listener) => listener());
  };
  const isChosen = (uuid) => state.everything || state.chosen.has(uuid);
  const named = () => (state.everything ? new Set(state.order) : state.chosen);
  const clear = () => {
    last = "";
    set({ chosen: new Set(), everything: false });
  };

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get: () => state,
    isChosen,
    clear,
    // The rows that the server shows now. "Everything" was meant of the list that it was said of.
    show(order, list) {
      if (order === state.order && list === state.list) return;
      const everything = state.everything && list === state.list && order.length > 0;
      const chosen = state.everything && !everything ? new Set() : remaining(state.chosen, order);
      set({ order, list, everything, chosen });
    },
    // Taking one away from everything leaves the rows that one can see.
    choose(uuid, { on = !isChosen(uuid), range = false } = {}) {
      const chosen = ranged(named(), state.order, range ? last : uuid, uuid, on);
      last = uuid;
      set({ chosen, everything: state.everything && on });
    },
    chooseLoaded: () => set({ chosen: new Set(state.order), everything: false }),
    chooseEverything: () => set({ chosen: new Set(state.order), everything: true }),
    isBusy: () => state.busy !== "",
    begin: (busy) => set({ busy }),
    end: () => set({ busy: "" }),
    // What an action is told: the uuids, or which list is meant as a whole.
    wanted: () => (state.everything ? [[], state.list] : [state.order.filter(isChosen), ""]),
  };
}

// "none", "some" or "all" of the loaded rows.
export function extent({ order, chosen, everything }) {
  if (everything) return "all";
  if (!chosen.size) return "none";
  return chosen.size === order.length ? "all" : "some";
}

// How many are chosen; `matching` is how many there are in all.
export const size = ({ chosen, everything }, matching) => (everything ? matching : chosen.size);
