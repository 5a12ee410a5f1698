/* The look at the chart over time: the camera, its flights, and the chart changing its shape under it. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { STEP, aimedAt, first, fitted, flight, kept, panned, revealing, seen, showing, zoomedAt } from "./camera.js";
import { SIZE, between, branchBox, layout } from "./layout.js";
import { detailAt } from "./scene.js";
import { ROOT, partsOf } from "./tree.js";

const SETTLING = 240;
/* So much more than the screen is drawn on every side, so that small moves draw nothing. */
const MORE = 0.5;

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const eased = (part) => 1 - (1 - part) ** 3;

/* Runs `step(0..1)` until it is done or another one begins; answers how to end it. */
function animate(milliseconds, step) {
  let handle = 0;
  const began = performance.now();
  const frame = (now) => {
    const part = Math.min(1, Math.max(0, (now - began) / milliseconds));
    step(part);
    if (part < 1) handle = requestAnimationFrame(frame);
  };
  handle = requestAnimationFrame(frame);
  return () => cancelAnimationFrame(handle);
}

export function useSize(place) {
  const [size, setSize] = useState(null);
  useLayoutEffect(() => {
    const measure = () => setSize({ width: place.current.clientWidth, height: place.current.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [place]);
  return size;
}

/*
 * The layout as it is to be, and as it is shown on its way there. `anchor` says what stays where it is on the screen,
 * or how far it moves meanwhile.
 */
function useSettling(state, anchor, camera, look) {
  const goal = useMemo(() => layout(state), [state.nodes, state.open]);
  const [shown, setShown] = useState(goal);
  const latest = useRef(goal);
  const end = useRef(() => {});

  useLayoutEffect(() => {
    if (goal === latest.current) return undefined;
    end.current();
    const before = latest.current;
    const { pinned, shift } = anchor.current(before, goal);
    let done = 0;
    const show = (part, draw) => {
      const was = latest.current.boxes.get(pinned);
      latest.current = between(before, goal, part);
      draw(() => setShown(latest.current));
      const is = latest.current.boxes.get(pinned);
      const { scale } = camera.current;
      const more = part - done;
      done = part;
      if (was && is) look(panned(camera.current, { x: (was.x - is.x) * scale + shift.x * more, y: (was.y - is.y) * scale + shift.y * more }), true);
    };
    /* On its way, what is drawn and where one looks must change in the same moment. */
    if (still() || pinned === null || same(before, goal)) show(1, (set) => set());
    else end.current = animate(SETTLING, (part) => show(eased(part), flushSync));
    return undefined;
  }, [goal]);
  useEffect(() => () => end.current(), []);
  return { goal, shown };
}

const same = (before, after) =>
  before.boxes.size === after.boxes.size &&
  [...after.boxes].every(([key, box]) => {
    const old = before.boxes.get(key);
    return old && ["x", "y", "width", "height"].every((name) => old[name] === box[name]);
  });

/* What a person looks at: what is selected if it is to be seen, else what is nearest to the middle. */
function lookedAt(before, after, camera, size, selected) {
  const view = seen(camera, size);
  const middle = { x: view.x + view.width / 2, y: view.y + view.height / 2 };
  const chosen = before.boxes.get(partsOf(selected).group || selected);
  const inView = (box) => box.x < view.x + view.width && box.x + box.width > view.x && box.y < view.y + view.height && box.y + box.height > view.y;
  if (chosen && after.boxes.has(chosen.key) && inView(chosen)) return chosen.key;
  const away = (box) => Math.hypot(Math.max(box.x - middle.x, 0, middle.x - box.x - box.width), Math.max(box.y - middle.y, 0, middle.y - box.y - box.height));
  const nearest = [...before.boxes.values()].filter((box) => after.boxes.has(box.key)).sort((a, b) => away(a) - away(b))[0];
  return nearest?.key ?? ROOT;
}

/* What was opened comes into view, as far as there is room for it. */
function shiftFor(key, before, after, camera, size) {
  const [was, is] = [before.boxes.get(key), after.boxes.get(key)];
  if (!is?.open) return { x: 0, y: 0 };
  const there = panned(camera, { x: (was.x - is.x) * camera.scale, y: (was.y - is.y) * camera.scale });
  return revealing(branchBox(after, key), { ...is, height: is.head, width: Math.min(is.width, SIZE.group.width) }, there, size);
}

/*
 * `memory.camera` outlives the component. Answers {frame, shown, goal, ...}; `frame` is the part to draw and the detail.
 * `moved(camera)` is called with every movement.
 */
export function useViewport({ state, size, memory, moved }) {
  const [frame, setFrame] = useState(null);
  const camera = useRef(memory.camera ?? { x: 0, y: 0, scale: 1 });
  const latest = useRef({});
  const pin = useRef(undefined);
  const endFlight = useRef(() => {});

  const look = useCallback((next, free = false) => {
    const { goal, size: screen } = latest.current;
    if (!screen) return;
    camera.current = free ? next : kept(next, goal, screen);
    memory.camera = camera.current;
    moved(camera.current);
    setFrame((old) => framed(old, camera.current, screen));
  }, []);
  const anchor = useRef(null);
  anchor.current = (before, after) => {
    const wanted = pin.current;
    pin.current = undefined;
    if (wanted) return { pinned: wanted, shift: shiftFor(wanted, before, after, camera.current, latest.current.size) };
    if (wanted === null) return { pinned: null };
    return { pinned: lookedAt(before, after, camera.current, latest.current.size, latest.current.selected), shift: { x: 0, y: 0 } };
  };
  const { goal, shown } = useSettling(state, anchor, camera, look);
  latest.current = { goal, size, selected: state.selected };

  /* The first look, and again when the window changes its size. */
  useLayoutEffect(() => {
    if (!size || goal.boxes.size === 0) return;
    look(memory.camera ?? first(goal, goal.boxes.get(ROOT), size));
  }, [size, goal.boxes.size === 0]);
  useEffect(() => () => endFlight.current(), []);

  const actions = useMemo(() => {
    const fly = (target) => {
      endFlight.current();
      const { size: screen, goal: world } = latest.current;
      const end = kept(target, world, screen);
      if (still()) return look(end);
      const { milliseconds, at } = flight(camera.current, end, screen);
      endFlight.current = animate(milliseconds, (part) => look(at(part < 0.5 ? 4 * part ** 3 : 1 - (2 - 2 * part) ** 3 / 2), part < 1));
      return undefined;
    };
    const around = (factor) => {
      const { size: screen } = latest.current;
      fly(zoomedAt(camera.current, factor, { x: screen.width / 2, y: screen.height / 2 }));
    };
    return {
      grab: () => endFlight.current(),
      move: (by) => (endFlight.current(), look(panned(camera.current, by))),
      zoom: (factor, point) => (endFlight.current(), look(zoomedAt(camera.current, factor, point))),
      nearer: () => around(STEP),
      farther: () => around(1 / STEP),
      fit: () => fly(fitted(latest.current.goal, latest.current.size)),
      begin: () => fly(first(latest.current.goal, latest.current.goal.boxes.get(ROOT), latest.current.size)),
      /* The next change of shape is about this node: it stays in sight. null: one goes elsewhere anyway. */
      pin: (key) => (pin.current = key),
      flyTo: (boxOf) => fly(aimedAt(boxOf(latest.current.goal), camera.current, latest.current.size)),
      show: (boxOf) => fly(showing(boxOf(latest.current.goal), camera.current, latest.current.size)),
      goal: () => latest.current.goal,
      camera: () => camera.current,
    };
  }, []);
  return { frame, shown, goal, actions };
}

/* The old frame as long as it will do: it covers the screen, and is not far too large. */
function framed(old, camera, screen) {
  const detail = detailAt(camera.scale);
  const view = seen(camera, screen);
  const covers = (part) => part.x <= view.x && part.y <= view.y && part.x + part.width >= view.x + view.width && part.y + part.height >= view.y + view.height;
  if (old && old.detail === detail && covers(old.part) && old.part.width < view.width * 4) return old;
  return { detail, part: seen(camera, screen, MORE) };
}
