/* Keeps one state and tells whoever listens that it changed. */
import { EMPTY } from "./tree.js";

export function createStore(first = EMPTY) {
  let state = first;
  const listeners = new Set();
  return {
    current: () => state,
    change(step) {
      const next = step(state);
      if (next === state) return;
      state = next;
      listeners.forEach((listener) => listener());
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
