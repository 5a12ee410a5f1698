/* What tree, trail and tiles of one page have in common: what is chosen, what is dragged, and what can be done. */
import { useRef, useSyncExternalStore } from "react";
import { choosingStore } from "./choosing.js";
import { accepts, draggingStore } from "./dragging.js";

export const choosing = choosingStore();
export const dragging = draggingStore();

/* Set by the page: `move(keys, folder, source)`, `trash(keys)`, ... */
export const actions = { current: {} };

export const useChoosing = (read) => useSyncExternalStore(choosing.subscribe, () => read(choosing.get()), () => read(choosing.get()));
export const useDragging = (read) => useSyncExternalStore(dragging.subscribe, () => read(dragging.get()), () => read(dragging.get()));

export const DRAG_TYPE = "application/x-crm-library";
const SPRING = 700;

/*
 * Makes an element a place where rows can be dropped. `id` tells it apart from others that mean the same folder. Who waits above it
 * for a moment springs it open.
 */
export function useDrop(id, target, spring) {
  const over = useDragging((state) => state.over === id);
  const timer = useRef(0);
  const stop = () => clearTimeout(timer.current);
  const takes = (event) => event.dataTransfer.types.includes(DRAG_TYPE) && accepts(dragging.get().dragged, target);
  const props = {
    onDragEnter: (event) => {
      if (!takes(event)) return;
      stop();
      if (spring) timer.current = setTimeout(spring, SPRING);
    },
    onDragOver: (event) => {
      if (!takes(event)) return;
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = "move";
      dragging.enter(id);
    },
    onDragLeave: (event) => {
      if (event.currentTarget.contains(event.relatedTarget)) return;
      stop();
      dragging.leave(id);
    },
    onDrop: (event) => {
      stop();
      if (!takes(event)) return;
      event.preventDefault();
      event.stopPropagation();
      const { keys, source } = dragging.get().dragged;
      dragging.end();
      if (target.trash) actions.current.trash?.(keys);
      else actions.current.move?.(keys, target.folder, source);
    },
  };
  return [over, props];
}
