/*
 * The folders and files of one place: a grid or a list, with selection, keyboard, menu, drag, and the dialogs of what can be done.
 * The rows come from the server and are patched in place; what is chosen, opened or dragged is known here alone.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { Bar, DeleteQuestion } from "./bar.jsx";
import { Groups } from "./copies.jsx";
import { carried, keyOf } from "./dragging.js";
import { FolderChooser } from "./folder_chooser.jsx";
import { Head } from "./head.jsx";
import { meaning, nextTo } from "./keyboard.js";
import { Menu } from "./menu.jsx";
import { addressOf } from "./places.js";
import { useRest } from "./rest.js";
import { actions, choosing, DRAG_TYPE, dragging, useChoosing } from "./shared.js";
import { Line, Tile } from "./tiles.jsx";
import { useView } from "./view.jsx";
import { Viewer } from "$/public/external/crm_app/web/media/components/viewer.jsx";
import { plural } from "$/public/external/crm_app/web/media/components/words.js";
import { useLiveRows } from "$/public/external/crm_app/web/patches/rows/live_rows.js";

const STILL_THERE = 4000;

/* Answers the click at once; what the server refuses is bright again after a while. */
function dim(root, keys) {
  const tiles = keys.map((key) => root.querySelector(`[data-key="${key}"]`)).filter(Boolean);
  tiles.forEach((tile) => tile.setAttribute("data-leaving", ""));
  setTimeout(() => tiles.forEach((tile) => tile.removeAttribute("data-leaving")), STILL_THERE);
}

/* What hangs at the mouse: the name of one, or how many. */
function ghost(rows, texts) {
  const sign = document.createElement("div");
  sign.className = "library-ghost";
  sign.textContent = rows.length === 1 ? rows[0].label : plural(texts, "items", rows.length);
  document.querySelector(".radix-themes").append(sign);
  setTimeout(() => sign.remove());
  return sign;
}

const openers = (root) => Array.from(root.querySelectorAll("[data-open]"));
const plain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
const editing = (target) => target.closest?.("input:not([type=checkbox]), textarea, [role=dialog], [role=alertdialog], [role=menu], dialog");

/* Where a row leads: a folder to its own address, within the place that shows it. */
const hrefOf = (row, place) => {
  if (row.kind !== "folder" || place === "trash") return "";
  return row.href || addressOf(place === "folders" || place === "all" || place === "duplicates" ? "folders" : place, row.uuid);
};

/* Esc clears, unless it closes something else or belongs to what somebody types. */
function useEscape() {
  useEffect(() => {
    const clear = (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && !editing(event.target)) choosing.clear();
    };
    addEventListener("keydown", clear);
    return () => removeEventListener("keydown", clear);
  }, []);
}

/* When the tile with the focus leaves, the one that takes its place gets it. */
function useFocusStays(root, rows) {
  const held = useRef(-1);
  useEffect(() => {
    if (held.current < 0 || document.activeElement !== document.body) return;
    const all = openers(root.current);
    all[Math.min(held.current, all.length - 1)]?.focus({ preventScroll: true });
  }, [rows]);
  return {
    onFocus: ({ target }) => (held.current = openers(root.current).indexOf(target)),
    onBlur: ({ relatedTarget }) => {
      if (relatedTarget && !root.current.contains(relatedTarget)) held.current = -1;
    },
  };
}

function useChosenRows(rows) {
  const keys = useChoosing((state) => state.chosen);
  return useMemo(() => {
    const known = new Map(rows.map((row) => [keyOf(row), row]));
    return { keys, chosen: keys.map((key) => known.get(key)).filter(Boolean) };
  }, [keys, rows]);
}

export function Library({ live, items, list, place, folder, trail, sort, scattered, more, cut, tree, fresh, mayEdit, mayDelete, texts, children, ...on }) {
  const rows = useLiveRows(live, items);
  const root = useRef(null);
  const navigate = useNavigate();
  const [view] = useView();
  const [viewed, setViewed] = useState("");
  const [menu, setMenu] = useState(null);
  const [wanted, setWanted] = useState(null);
  const [doomed, setDoomed] = useState(null);
  const order = useMemo(() => rows.map(keyOf), [rows]);
  const files = useMemo(() => rows.filter(({ kind }) => kind === "file"), [rows]);
  const { keys, chosen } = useChosenRows(rows);
  const focus = useFocusStays(root, rows);
  const may = { edit: mayEdit, delete: mayDelete };
  /* What was found in many folders has no common place. */
  const source = !scattered && (place === "folders" || folder) ? folder : null;
  useLayoutEffect(() => choosing.show(order, list), [order, list]);
  useEffect(() => {
    const ask = (event) => event.target.closest?.("[data-empty-trash]") && setDoomed({ all: true });
    addEventListener("click", ask);
    return () => removeEventListener("click", ask);
  }, []);
  useLayoutEffect(() => {
    document.body.toggleAttribute("data-choosing", keys.length > 0);
    return () => document.body.removeAttribute("data-choosing");
  }, [keys.length > 0]);
  useEscape();
  const rest = useRest({ keys, order, list, more, cut, readAll: on.onReadAll });

  const rowOf = (key) => rows.find((row) => keyOf(row) === key);
  const named = (some) => some.map(rowOf).filter(Boolean).map(({ label }) => label);
  const away = (some, tell) => {
    dim(root.current, some);
    choosing.clear();
    setViewed("");
    tell();
  };
  const act = {
    move: (some, target, from) => away(some, () => on.onMove(some, target, from ?? "")),
    trash: (some) => mayDelete && away(some, () => on.onTrash(some, source ?? "")),
    keep: (key) => {
      choosing.clear();
      on.onKeep(key);
    },
    restore: (some) => away(some, () => on.onRestore(some)),
    askDelete: (some) => setDoomed({ keys: some, names: named(some) }),
    choose: (what, some) => setWanted({ what, keys: some, names: named(some), source }),
    rename: (key) => choosing.rename(key),
    select: (key) => choosing.toggle(key, true),
    colour: (key, colour) => on.onColour(key, colour),
    details: (row) => on.onDetails(keyOf(row)),
    open: (row) => (row.kind === "folder" ? navigate(hrefOf(row, place)) : setViewed(row.uuid)),
  };
  actions.current = act;
  const rename = useCallback((key, name) => on.onRename(key, name), []);
  const spring = useCallback((href) => navigate(href), [navigate]);

  /* A folder that one has just made gets its name at once. */
  useEffect(() => {
    if (fresh && order.includes(`folder:${fresh}`)) {
      choosing.rename(`folder:${fresh}`);
      root.current.querySelector(`[data-key="folder:${fresh}"]`)?.scrollIntoView({ block: "nearest" });
    }
  }, [fresh, order.includes(`folder:${fresh}`)]);

  const showMenu = (key, x, y) => {
    const about = carried(choosing.get().chosen, key);
    setMenu({ x, y, keys: about, rows: about.map(rowOf).filter(Boolean) });
  };
  const click = (event) => {
    const target = event.target.closest("[data-choose], [data-menu], [data-open]");
    if (!target || !root.current.contains(target)) return;
    const { choose, menu: button, open } = target.dataset;
    if (choose) return event.nativeEvent.shiftKey ? choosing.reach(choose) : choosing.toggle(choose);
    if (button) {
      const box = target.getBoundingClientRect();
      return showMenu(button, box.left, box.bottom + 4);
    }
    if (!open) return;
    const row = rowOf(open);
    if (event.shiftKey) choosing.reach(open);
    else if (event.ctrlKey || event.metaKey || (plain(event) && keys.length && event.detail > 0)) choosing.toggle(open);
    else if (!plain(event) || (row.kind === "folder" && place !== "trash")) return;
    else if (place === "trash") act.details(row);
    else setViewed(row.uuid);
    event.preventDefault();
  };
  const rightClick = (event) => {
    const key = event.target.closest?.("[data-key]")?.dataset.key;
    if (!key || editing(event.target) || event.shiftKey) return;
    event.preventDefault();
    /* On a phone a long press chooses: that is how one begins to choose several. */
    if (matchMedia("(hover: none)").matches) choosing.toggle(key, true);
    else showMenu(key, event.clientX, event.clientY);
  };
  const keyDown = (event) => {
    const key = event.target.dataset?.open;
    const what = key && meaning(event);
    if (!what) return;
    const all = openers(root.current);
    const index = all.indexOf(event.target);
    const about = carried(keys, key);
    const go = () => {
      const boxes = all.map((each) => {
        const { left, top, bottom, width } = each.closest("[data-key]").getBoundingClientRect();
        return { left, top, bottom, width };
      });
      return all[nextTo(boxes, index, event.key)];
    };
    const deeds = {
      go: () => go().focus(),
      reach: () => {
        choosing.isChosen(key) || choosing.toggle(key, true);
        const next = go();
        choosing.reach(next.dataset.open);
        next.focus();
      },
      range: () => choosing.reach(key),
      toggle: () => choosing.toggle(key),
      all: choosing.all,
      rename: () => mayEdit && place !== "trash" && act.rename(key),
      trash: () => (place === "trash" ? mayDelete && act.askDelete(about) : act.trash(about)),
      details: () => act.details(rowOf(key)),
      move: () => mayEdit && place !== "trash" && act.choose("move", about),
    };
    event.preventDefault();
    deeds[what]();
  };
  const dragStart = (event) => {
    const key = event.target.closest?.("[data-key]")?.dataset.key;
    if (!key || place === "trash") return event.preventDefault();
    const about = carried(keys, key);
    const carriedRows = about.map(rowOf).filter(Boolean);
    const movable = !carriedRows.some((row) => row.record);
    event.dataTransfer.setData(DRAG_TYPE, JSON.stringify(about));
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(ghost(carriedRows, texts), -8, -8);
    dragging.begin({ keys: about, source, mayMove: mayEdit && movable, mayTrash: mayDelete && movable });
  };

  const shown = { place, trail, mayEdit, onRename: rename, onSpring: spring, texts };
  const draw = (Item) => (row) => <Item key={row.uuid} row={row} href={hrefOf(row, place)} {...shown} />;
  const folders = rows.filter(({ kind }) => kind === "folder");
  return (
    <div ref={root} className="library-shelf" data-choosing={keys.length > 0 || undefined} onClick={click} onContextMenu={rightClick} onKeyDown={keyDown} onDragStart={dragStart} onDragEnd={dragging.end} {...focus}>
      {view === "list" ? (
        <>
          <Head place={place} sort={sort} texts={texts} />
          {place === "duplicates" ? (
            <Groups rows={rows} as={{ className: "library-list" }} draw={draw(Line)} may={may} onKeep={act.keep} texts={texts} />
          ) : (
            <ul className="library-list" aria-label={texts.contents}>{rows.map(draw(Line))}</ul>
          )}
        </>
      ) : place === "duplicates" ? (
        <Groups rows={rows} as={{ className: "library-grid", "data-of": "files" }} draw={draw(Tile)} may={may} onKeep={act.keep} texts={texts} />
      ) : (
        <>
          {folders.length > 0 && files.length > 0 && <h2 className="library-section">{texts.folders}</h2>}
          {folders.length > 0 && <ul className="library-grid" data-of="folders" aria-label={texts.folders}>{folders.map(draw(Tile))}</ul>}
          {folders.length > 0 && files.length > 0 && <h2 className="library-section">{texts.files}</h2>}
          {files.length > 0 && <ul className="library-grid" data-of="files" aria-label={texts.files}>{files.map(draw(Tile))}</ul>}
        </>
      )}
      {children}
      <Bar rows={chosen} keys={keys} rest={rest} place={place} may={may} act={act} onClear={choosing.clear} texts={texts} />
      <Menu at={menu} place={place} may={may} act={act} texts={texts} onClose={() => setMenu(null)} />
      <FolderChooser
        wanted={wanted}
        tree={tree}
        start={place === "folders" ? folder : ""}
        trail={place === "folders" ? trail : []}
        onOpen={on.onOpen}
        onChoose={(target) => {
          const { what, keys: some } = wanted;
          setWanted(null);
          if (what === "move") return act.move(some, target, source);
          choosing.clear();
          (what === "copy" ? on.onCopy : on.onLink)(some, target);
        }}
        onClose={() => setWanted(null)}
        texts={texts}
      />
      <DeleteQuestion
        doomed={doomed}
        texts={texts}
        onNo={() => setDoomed(null)}
        onYes={({ keys: some, all }) => {
          setDoomed(null);
          if (all) on.onEmpty();
          else away(some, () => on.onDelete(some));
        }}
      />
      {viewed && (
        <Viewer files={files} uuid={viewed} onMove={setViewed} canEdit={mayDelete && place !== "trash"} onRemove={(uuid) => act.trash([`file:${uuid}`])} texts={texts} />
      )}
    </div>
  );
}
