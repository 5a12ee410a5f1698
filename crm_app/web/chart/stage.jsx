/* The chart as a picture that one walks through. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { Crowd, Links, Node, Person, element } from "./drawing.jsx";
import { useGestures } from "./gestures.js";
import { Here } from "./here.jsx";
import { Fit, Minus, Plus } from "./icons.jsx";
import { cellOf } from "./layout.js";
import { PersonCard } from "./person_card.jsx";
import { scene, wanted } from "./scene.js";
import { definitions } from "./shapes.js";
import { asVariable, stylesheet } from "./styles.js";
import { ROOT, indexOf, opens, partsOf, pathTo, personOf, selecting, toggled } from "./tree.js";
import { useSize, useViewport } from "./viewport.js";
import { step } from "./walking.js";
import { factsOf, roleOf, titleOf } from "./words.js";

const STYLES = stylesheet(asVariable);
const DEFINITIONS = definitions().map(element);
const PAN = 80;
/* The card of a person keeps this distance, and stands beside a panel that ends as near as this. */
const GAP = 8;
const NEAR = 280;

/* Where a key stands: a node, or a person in an open panel. */
function boxOf(state, picture, key) {
  const { group, person } = partsOf(key);
  if (!person) return picture.boxes.get(key);
  const [box, index] = [picture.boxes.get(group), indexOf(state, group, person)];
  return box && index >= 0 ? cellOf(box, index) : box;
}

export function Stage({ state, store, write, memory, handle, onWant, onPage }) {
  const place = useRef(null);
  const world = useRef(null);
  const card = useRef(null);
  const put = useRef(() => {});
  const here = useRef(null);
  const size = useSize(place);
  const person = personOf(state, state.selected);

  const moved = useCallback(({ x, y, scale }) => {
    world.current?.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
    put.current({ x, y, scale });
  }, []);
  const { frame, shown, goal, actions } = useViewport({ state, size, memory, moved });
  useGestures(place, actions);
  useLayoutEffect(() => {
    const goTo = ({ branch, kind, position }) => {
      actions.flyTo(({ boxes }) => (kind === "person" ? cellOf(boxes.get(branch), position) : boxes.get(branch)));
      place.current.focus({ preventScroll: true });
    };
    handle.current = { ...actions, goTo };
    return () => (handle.current = null);
  }, [handle, actions]);
  useEffect(() => {
    if (frame) onWant(wanted(state, goal, frame.part, frame.detail));
  }, [state, goal, frame, onWant]);

  /* The card stays beside its person, whatever moves. */
  put.current = (camera) => {
    here.current?.(camera);
    const panel = shown.boxes.get(partsOf(state.selected).group);
    if (card.current && panel) card.current.style.transform = placed(boxOf(state, shown, state.selected), panel, camera, place.current, card.current);
  };
  useLayoutEffect(() => put.current(actions.camera()));

  const toggle = (key) => {
    actions.pin(key);
    store.change((old) => selecting(toggled(old, key), key));
  };
  const select = (key) => {
    store.change((old) => selecting(old, key));
    const box = boxOf(store.current(), actions.goal(), key);
    if (box) actions.show(() => box);
  };
  const click = (event) => {
    if (event.target.closest("[data-still]")) return;
    const key = event.target.closest("[data-key]")?.dataset.key ?? "";
    const page = event.target.closest("[data-act=page]");
    const node = state.nodes.get(key);
    if (page) onPage(node, event);
    else if (opens(node)) toggle(key);
    else store.change((old) => selecting(old, key));
  };
  const keys = {
    "+": actions.nearer,
    "=": actions.nearer,
    "-": actions.farther,
    _: actions.farther,
    0: actions.fit,
    Home: () => select(ROOT),
    Escape: () => store.change((old) => selecting(old, "")),
    Enter: () => activate(state.selected, true),
    " ": () => activate(state.selected, false),
  };
  const activate = (key, away) => {
    if (opens(state.nodes.get(key))) toggle(key);
    else if (away && partsOf(key).person) onPage({ kind: "person", uuid: partsOf(key).person });
  };
  const arrow = (direction, fast) => {
    const ways = { ArrowUp: [0, PAN], ArrowDown: [0, -PAN], ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0] };
    if (fast) return actions.move({ x: ways[direction][0], y: ways[direction][1] });
    const next = step(state, goal, state.selected, direction);
    if (next?.open) toggle(next.open);
    if (next?.select) select(next.select);
    return undefined;
  };
  const keyDown = (event) => {
    if (event.target !== place.current || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrows = event.key.startsWith("Arrow");
    if (!arrows && !keys[event.key]) return;
    event.preventDefault();
    if (arrows) arrow(event.key, event.shiftKey);
    else keys[event.key]();
  };

  const lit = useMemo(() => new Set(pathTo(state, state.selected).map((node) => node.key)), [state.nodes, state.selected]);
  const drawn = frame && scene(state, shown, frame.part, frame.detail, lit);
  return (
    <div ref={place} className="org-stage" role="group" tabIndex={0} aria-label={write.texts.title} aria-describedby="org-keys" onClick={click} onKeyDown={keyDown}>
      <p id="org-keys" className="unseen">
        {write.texts.keys}
      </p>
      <svg className="oc" role="img" aria-labelledby="org-title org-desc" focusable="false">
        <title id="org-title">{write.texts.title}</title>
        <desc id="org-desc">{write.texts.description}</desc>
        <style>{STYLES}</style>
        <defs>{DEFINITIONS}</defs>
        <g ref={world} data-testid="org-world">
          {drawn && (
            <>
              <Links links={drawn.links} />
              {drawn.nodes.map((item) => (
                <Node key={item.key} {...{ item, write }} detail={frame.detail} selected={item.key === state.selected} />
              ))}
              {drawn.people.map((item) =>
                item.kind === "crowd" ? (
                  <Crowd key={item.key} item={item} />
                ) : (
                  <Person key={item.key} {...{ item, write }} detail={frame.detail} selected={item.key === state.selected} />
                ),
              )}
            </>
          )}
        </g>
      </svg>
      {person && <PersonCard ref={card} {...{ person, state, write, onPage }} onClose={() => (store.change((old) => selecting(old, "")), place.current.focus())} />}
      <Here {...{ handle: here, picture: shown, size, actions }} texts={write.texts} />
      <Zoom actions={actions} texts={write.texts} />
      <p className="unseen" aria-live="polite" data-testid="org-said">
        {said(state, person, write.texts)}
      </p>
    </div>
  );
}

/* Beside the panel where that is near and free, else below or above the person. */
function placed(box, panel, { x, y, scale }, stage, card) {
  const [left, top, right, bottom] = [box.x * scale + x, box.y * scale + y, (box.x + box.width) * scale + x, (box.y + box.height) * scale + y];
  const [wide, high] = [card.offsetWidth, card.offsetHeight];
  const at = (across, down) => `translate(${Math.round(across)}px, ${Math.round(down)}px)`;
  const beside = (panel.x + panel.width) * scale + x + GAP;
  if (beside - right < NEAR && beside + wide + GAP < stage.clientWidth) return at(beside, top);
  const above = bottom + GAP + high > stage.clientHeight && top - GAP - high > 0;
  return at(Math.max(GAP, Math.min(left, stage.clientWidth - wide - GAP)), above ? top - GAP - high : bottom + GAP);
}

function said(state, person, texts) {
  const node = state.nodes.get(state.selected);
  if (person) return [person.name, roleOf(person, texts), titleOf(state.nodes.get(partsOf(state.selected).group), texts)].filter(Boolean).join(", ");
  if (!node) return "";
  const open = opens(node) ? (state.open.has(node.key) ? texts.is_open : texts.is_closed) : "";
  return [titleOf(node, texts), factsOf(node, texts), open].filter(Boolean).join(", ");
}

function Zoom({ actions, texts }) {
  const tools = [
    [texts.zoom_in, actions.nearer, Plus],
    [texts.zoom_out, actions.farther, Minus],
    [texts.fit, actions.fit, Fit],
  ];
  return (
    <div className="org-zoom" role="group" aria-label={texts.zoom} data-still>
      {tools.map(([label, act, Icon]) => (
        <button key={label} type="button" aria-label={label} title={label} onClick={act}>
          <Icon size={16} aria-hidden />
        </button>
      ))}
    </div>
  );
}
