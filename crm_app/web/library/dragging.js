/* What is being dragged over the library, and where it may be dropped. Pure but for the store at the end. */

export const keyOf = ({ kind, uuid }) => `${kind}:${uuid}`;
export const uuidOf = (key) => key.slice(key.indexOf(":") + 1);

/* Who drags one of the chosen ones drags all of them, in their order; any other goes alone. */
export const carried = (chosen, key) => (chosen.includes(key) ? chosen : [key]);

/*
 * `target` is {folder, trail}: the folder that is pointed at ("" is the root), and the folders on the way to it, itself included.
 * Nothing goes into itself, below itself, or where it lies already. `source` is null where the rows lie in many folders.
 */
export function accepts(dragged, target) {
  if (!dragged) return false;
  if (target.trash) return dragged.mayTrash;
  if (!dragged.mayMove || target.folder === dragged.source) return false;
  return !target.trail.some((uuid) => dragged.keys.includes(`folder:${uuid}`));
}

export function draggingStore() {
  let state = { dragged: null, over: "" };
  const listeners = new Set();
  const set = (change) => {
    state = { ...state, ...change };
    listeners.forEach((listener) => listener());
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get: () => state,
    begin: (dragged) => set({ dragged, over: "" }),
    end: () => state.dragged && set({ dragged: null, over: "" }),
    enter: (id) => state.over !== id && set({ over: id }),
    leave: (id) => state.over === id && set({ over: "" }),
  };
}
