/* Hands on the chart: dragging, two fingers, the wheel. Tells `move({x, y})` and `zoom(factor, point)`. */
import { useEffect } from "react";

/* A hand that presses trembles: below this many pixels it was a click. */
const TREMBLE = 5;
const LINE = 16;

const pointIn = (element, event) => {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
};

const distance = (a, b) => Math.max(Math.hypot(a.x - b.x, a.y - b.y), 1);
const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

function listenToPointers(element, { move, zoom, grab }) {
  const pointers = new Map();
  let start = null;
  let dragged = false;

  const down = (event) => {
    if (event.button > 0 || event.target.closest("[data-still]")) return;
    if (pointers.size === 0) dragged = false;
    pointers.set(event.pointerId, pointIn(element, event));
    start = pointIn(element, event);
    grab();
  };
  const moved = (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = pointIn(element, event);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (!dragged && !other && distance(start, now) < TREMBLE) return;
    if (!dragged) hold(event);
    pointers.set(event.pointerId, now);
    if (other) {
      zoom(distance(now, other) / distance(before, other), middle(now, other));
      move({ x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 });
    } else move({ x: now.x - before.x, y: now.y - before.y });
  };
  /* From now on the pointer is ours, also outside; before, a click has to reach what lies under it. */
  const hold = (event) => {
    dragged = true;
    element.setPointerCapture(event.pointerId);
    element.dataset.dragging = "";
  };
  const up = (event) => {
    pointers.delete(event.pointerId);
    if (pointers.size === 0) delete element.dataset.dragging;
  };
  const click = (event) => {
    if (!dragged) return;
    dragged = false;
    event.stopPropagation();
    event.preventDefault();
  };
  return { pointerdown: down, pointermove: moved, pointerup: up, pointercancel: up, click };
}

function listenToWheel(element, { move, zoom }) {
  return (event) => {
    if (event.target.closest("[data-still]")) return;
    event.preventDefault();
    const unit = event.deltaMode === 1 ? LINE : event.deltaMode === 2 ? element.clientHeight : 1;
    const [x, y] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey) zoom(Math.exp(-Math.max(-60, Math.min(60, y)) / 120), pointIn(element, event));
    else if (event.shiftKey && x === 0) move({ x: -y, y: 0 });
    else move({ x: -x, y: -y });
  };
}

/* `hands` must stay the same object. What has `data-still` is not part of the chart. */
export function useGestures(place, hands) {
  useEffect(() => {
    const element = place.current;
    const heard = { ...listenToPointers(element, hands), wheel: listenToWheel(element, hands) };
    /* React listens to the wheel passively, where the page could not be kept from zooming. */
    for (const [name, listener] of Object.entries(heard)) element.addEventListener(name, listener, { passive: false, capture: name === "click" });
    return () => {
      for (const [name, listener] of Object.entries(heard)) element.removeEventListener(name, listener, { capture: name === "click" });
    };
  }, [place, hands]);
}
