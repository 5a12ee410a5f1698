/*
 * Choosing rows of a list and doing something with them. `Selection` stands around the list; `Pick` is a row's checkbox,
 * `PickAll` the one in the head, `BulkBar` floats over the page while something is chosen, with `BulkAction`s in it.
 */
import { createContext, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { DropdownMenu } from "@radix-ui/themes";
import { extent, selectionStore, size } from "./selection.js";

/* A server that does not answer must not lock the bar for ever. */
const PATIENCE = 30000;

const Choosing = createContext(null);

const useChosen = (read) => {
  const { store } = useContext(Choosing);
  return useSyncExternalStore(store.subscribe, () => read(store.get(), store));
};

const rowOf = (element) => element.closest?.("[data-row]");
const uuidOf = (row) => row?.querySelector("[data-pick]")?.dataset.pick;
const neighbour = (row, key) => (key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling);

/* `list` names what the rows are rows of. `answer` is `{number, done}`: it counts what the server has answered. */
export function Selection({ rows, list, matching, answer, texts, children }) {
  const [store] = useState(selectionStore);
  const root = useRef(null);
  const order = useMemo(() => rows.map(({ uuid }) => uuid), [rows]);
  const shared = useMemo(() => ({ store, matching, texts }), [store, matching, texts]);

  useLayoutEffect(() => store.show(order, list), [store, order, list]);
  useAnswers(store, answer);
  useEscape(store);
  const focus = useFocusStays(root, rows);

  return (
    <Choosing.Provider value={shared}>
      <div ref={root} onKeyDown={(event) => keyDown(event, store)} {...focus}>
        {children}
      </div>
    </Choosing.Provider>
  );
}

function useAnswers(store, { number, done }) {
  const heard = useRef(number);
  const busy = useSyncExternalStore(store.subscribe, () => store.get().busy);
  useEffect(() => {
    if (heard.current === number) return;
    heard.current = number;
    store.end();
    if (!done) return;
    const inBar = document.activeElement?.closest(".bulk-bar");
    store.clear();
    if (inBar) document.getElementById("main")?.focus({ preventScroll: true });
  }, [store, number, done]);
  useEffect(() => {
    if (!busy) return;
    const timer = setTimeout(store.end, PATIENCE);
    return () => clearTimeout(timer);
  }, [store, busy]);
}

/* Esc clears, unless it closes a menu or a dialog, or belongs to what somebody types. */
function useEscape(store) {
  useEffect(() => {
    const clear = (event) => {
      const elsewhere = event.defaultPrevented || event.target.closest?.("input:not([type=checkbox]), textarea, [role=dialog], [role=alertdialog], [role=menu]");
      if (event.key === "Escape" && !elsewhere && size(store.get(), 1)) store.clear();
    };
    addEventListener("keydown", clear);
    return () => removeEventListener("keydown", clear);
  }, [store]);
}

/* When the row with the focus leaves the list, the one that takes its place gets it; one that moved keeps it. */
function useFocusStays(root, rows) {
  const held = useRef(null);
  const all = () => Array.from(root.current.querySelectorAll("[data-row]"));
  useEffect(() => {
    if (!held.current || document.activeElement !== document.body) return;
    const { uuid, index, selector } = held.current;
    const left = all();
    const row = left.find((each) => uuidOf(each) === uuid) ?? left[Math.min(index, left.length - 1)];
    row?.querySelector(selector)?.focus({ preventScroll: true });
  }, [rows]);
  return {
    onFocus: ({ target }) => {
      const row = root.current.contains(target) && rowOf(target);
      const selector = target.matches("[data-pick]") ? "[data-pick]" : ".row-link";
      held.current = row ? { uuid: uuidOf(row), index: all().indexOf(row), selector } : null;
    },
    onBlur: ({ relatedTarget }) => {
      if (relatedTarget && !root.current.contains(relatedTarget)) held.current = null;
    },
  };
}

/* In a row, on its link or its checkbox: space chooses, shift with the arrows draws the choice out, Ctrl/Cmd-A is all. */
function keyDown(event, store) {
  const { target, key, shiftKey } = event;
  const box = target.matches?.("[data-pick]");
  const row = (box || target.matches?.(".row-link")) && rowOf(target);
  const uuid = row && uuidOf(row);
  if (!uuid || event.altKey) return;
  if (key === " " && !box) store.choose(uuid, { range: shiftKey });
  else if (key === "a" && (event.ctrlKey || event.metaKey)) store.chooseLoaded();
  else if (key === "ArrowDown" || key === "ArrowUp") return arrow(event, store, row, box);
  else return;
  event.preventDefault();
}

/* From link to link the list itself moves the focus. */
function arrow(event, store, row, box) {
  const next = neighbour(row, event.key);
  if (!uuidOf(next)) return;
  if (event.shiftKey) {
    store.choose(uuidOf(row), { on: true });
    store.choose(uuidOf(next), { on: true });
  }
  if (!box) return;
  event.preventDefault();
  next.querySelector("[data-pick]").focus();
}

const nothing = () => {};

/* The whole cell takes the click: the box itself is small. */
export function Pick({ uuid, label }) {
  const { store } = useContext(Choosing);
  const cell = useRef(null);
  const on = useChosen((_, { isChosen }) => isChosen(uuid));
  useLayoutEffect(() => {
    rowOf(cell.current)?.toggleAttribute("data-chosen", on);
  }, [on]);
  return (
    <td
      ref={cell}
      className="pick"
      data-card="pick"
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={(event) => store.choose(uuid, { on: !on, range: event.shiftKey })}
    >
      <input type="checkbox" className="checkbox" data-pick={uuid} aria-label={label} checked={on} onChange={nothing} />
    </td>
  );
}

export function PickAll() {
  const { store, texts } = useContext(Choosing);
  const box = useRef(null);
  const how = useChosen(extent);
  useEffect(() => {
    box.current.indeterminate = how === "some";
  }, [how]);
  const turn = () => (how === "all" ? store.clear() : store.chooseLoaded());
  return (
    <th className="pick" scope="col" onClick={turn}>
      <input ref={box} type="checkbox" className="checkbox" aria-label={texts.all} checked={how === "all"} onChange={nothing} />
    </th>
  );
}

const fill = (text, count) => text.replace("{count}", count.toLocaleString());

export function BulkBar({ beyond, children }) {
  const { store, matching, texts } = useContext(Choosing);
  const state = useChosen((current) => current);
  const count = size(state, matching);
  const said = count ? fill(state.everything ? texts.everything : texts.selected, count) : "";
  useLayoutEffect(() => {
    document.body.toggleAttribute("data-choosing", count > 0);
    return () => document.body.removeAttribute("data-choosing");
  }, [count > 0]);
  const offered = extent(state) === "all" && !state.everything && matching > state.order.length;
  return (
    <>
      <span role="status" className="unseen">
        {said}
      </span>
      {count > 0 && (
        <div className="bulk-bar" role="toolbar" aria-label={texts.label}>
          <span className="bulk-count">
            <strong>{said}</strong>
            {offered && (
              <button type="button" className="button" data-kind="link" onClick={store.chooseEverything}>
                {fill(beyond ? texts.choose_first : texts.choose_everything, matching)}
              </button>
            )}
          </span>
          <div className="bulk-actions">{children}</div>
          <button type="button" className="button" data-kind="ghost" data-size="small" onClick={store.clear}>
            {texts.clear}
          </button>
        </div>
      )}
    </>
  );
}

/* Hands the choice over once; until the answer nothing else can be pressed. */
function useAct(name, onAct) {
  const { store } = useContext(Choosing);
  const busy = useChosen((state) => state.busy);
  const act = () => {
    if (store.isBusy()) return;
    store.begin(name);
    onAct(...store.wanted());
  };
  return [busy, act];
}

const face = (waits, label, busyLabel, icon) => (
  <>
    {waits ? <span className="spinner" aria-hidden /> : icon}
    <span className="label">{waits ? busyLabel : label}</span>
  </>
);

export function BulkAction({ name, label, busyLabel, danger, onAct, children }) {
  const [busy, act] = useAct(name, onAct);
  return (
    <button
      type="button"
      className="button"
      data-kind="ghost"
      data-size="small"
      data-danger={danger || undefined}
      aria-disabled={busy !== "" || undefined}
      aria-busy={busy === name}
      onClick={act}
    >
      {face(busy === name, label, busyLabel, children)}
    </button>
  );
}

/* The button of a menu in the bar; it waits for the entry that was chosen. */
export function BulkMenuButton({ name, label, busyLabel, children, ref, ...props }) {
  const busy = useChosen((state) => state.busy);
  const waits = busy.startsWith(`${name}:`);
  return (
    <button {...props} ref={ref} type="button" className="button" data-kind="ghost" data-size="small" disabled={busy !== ""} aria-busy={waits}>
      {face(waits, label, busyLabel, children)}
    </button>
  );
}

/* An entry of such a menu: its name is that of the button, a colon, and its own. */
export function BulkItem({ name, label, onAct, children }) {
  const [, act] = useAct(name, onAct);
  return (
    <DropdownMenu.Item onSelect={act}>
      {label}
      {children}
    </DropdownMenu.Item>
  );
}
