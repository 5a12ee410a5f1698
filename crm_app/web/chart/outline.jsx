/* The same organisation as an outline: a tree for the keyboard and for screen readers. Only rows in view exist. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { ChevronRight, KindIcon } from "./icons.jsx";
import { Portrait } from "./person_card.jsx";
import { pressed, rangesOf, rowsOf, typedTo } from "./rows.js";
import { placeKey, selecting, toggled } from "./tree.js";
import { factsOf, hrefOf, roleOf, titleOf } from "./words.js";

const MORE = 8;
const FORGOTTEN = 700;

const pageOf = (row) => (row.node ? { kind: row.node.kind, uuid: row.node.uuid } : { kind: "person", uuid: row.person?.uuid });

/* Which rows are on the screen: [from, to). */
function useWindow(place, count, height) {
  const [range, setRange] = useState([0, 40]);
  useLayoutEffect(() => {
    const element = place.current;
    const measure = () => {
      const from = Math.max(0, Math.floor(element.scrollTop / height) - MORE);
      const to = Math.ceil((element.scrollTop + element.clientHeight) / height) + MORE;
      setRange((old) => (old[0] === from && old[1] === to ? old : [from, to]));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, [place, height]);
  return [Math.min(range[0], count), Math.min(range[1], count)];
}

/* Rows that come and go above leave the ones that one reads where they are. */
function useSteady(place, rows, height) {
  const top = useRef(null);
  useLayoutEffect(() => {
    const element = place.current;
    const [before, at] = [top.current, rows.findIndex((row) => row.key === top.current?.key)];
    if (before && at >= 0 && at !== before.at) element.scrollTop += (at - before.at) * height;
    const note = () => {
      const first = Math.floor(element.scrollTop / height);
      top.current = rows[first] ? { key: rows[first].key, at: first } : null;
    };
    note();
    element.addEventListener("scroll", note, { passive: true });
    return () => element.removeEventListener("scroll", note);
  }, [place, rows, height]);
}

export function Outline({ state, store, write: { texts }, memory, handle, onWant, onPage }) {
  const place = useRef(null);
  const focusing = useRef(false);
  const typed = useRef({ text: "", at: 0 });
  const height = useRowHeight();
  const rows = useMemo(() => rowsOf(state), [state.nodes, state.open, state.sheets]);
  const [from, to] = useWindow(place, rows.length, height);
  const current = Math.max(0, rows.findIndex((row) => row.key === state.selected));

  const bring = (at) => {
    const element = place.current;
    const top = at * height;
    if (top < element.scrollTop + height) element.scrollTop = top - height;
    else if (top + 2 * height > element.scrollTop + element.clientHeight) element.scrollTop = top + 2 * height - element.clientHeight;
  };
  useEffect(() => onWant(rangesOf(rows, from, to)), [rows, from, to]);
  useLayoutEffect(() => {
    place.current.scrollTop = memory.scroll;
    bring(current);
    return () => (memory.scroll = place.current?.scrollTop ?? memory.scroll);
  }, []);

  useSteady(place, rows, height);
  const go = (at) => {
    focusing.current = true;
    bring(at);
    store.change((old) => selecting(old, rows[at].key));
  };
  useLayoutEffect(() => {
    const goTo = ({ branch, kind, position }) => {
      focusing.current = true;
      bring(rows.findIndex((row) => row.key === branch) + (kind === "person" ? position + 1 : 0));
    };
    handle.current = { goTo };
    return () => (handle.current = null);
  }, [handle, rows, height]);
  /* A row that was gone to gets the focus as soon as it exists, and keeps it wherever it moves. */
  useLayoutEffect(() => {
    const element = place.current.querySelector('[tabindex="0"]');
    const inside = document.activeElement.closest("[role=treeitem]");
    if (!(focusing.current || inside) || inside === element || element?.dataset.key !== state.selected) return;
    focusing.current = false;
    element.focus({ preventScroll: true });
  });

  const toggle = (key) => store.change((old) => selecting(toggled(old, key), key));
  const type = (letter) => {
    const now = Date.now();
    const text = now - typed.current.at < FORGOTTEN ? typed.current.text + letter : letter;
    typed.current = { text, at: now };
    const found = typedTo(rows, current, text, (row) => nameOf(row, texts));
    if (found >= 0) go(found);
  };
  const keyDown = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[current];
    const done = pressed(rows, current, event.key);
    const known = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", " ", "Enter"].includes(event.key);
    if (!known && event.key.length > 1) return;
    event.preventDefault();
    if (known) typed.current = { text: "", at: 0 };
    if (done?.go !== undefined) go(done.go);
    else if (done) toggle(done.open ?? done.close);
    else if (event.key === "Enter" && hrefOf(pageOf(row))) onPage(pageOf(row));
    else if (event.key === " " || event.key === "Enter") row.open !== undefined && toggle(row.key);
    else if (!known) type(event.key);
  };

  const seen = rows.slice(from, to).map((row, offset) => [from + offset, row]);
  const kept = current >= from && current < to ? [] : [[current, rows[current]]];
  return (
    <div ref={place} className="org-outline">
      <div role="tree" aria-label={texts.title} style={{ height: rows.length * height }} onKeyDown={keyDown}>
        {[...seen, ...kept]
          .filter(([, row]) => row)
          .map(([at, row]) => (
            <Row key={row.group ? placeKey(row.group, row.index) : row.key} {...{ row, texts, height, at, onPage }} current={at === current} onToggle={toggle} onFocus={() => store.change((old) => selecting(old, row.key))} />
          ))}
      </div>
    </div>
  );
}

/* As the style sheet says: rows are higher where fingers press them. */
function useRowHeight() {
  const [height, setHeight] = useState(40);
  useEffect(() => {
    const narrow = matchMedia("(max-width: 767px)");
    const measure = () => setHeight(narrow.matches ? 52 : 40);
    measure();
    narrow.addEventListener("change", measure);
    return () => narrow.removeEventListener("change", measure);
  }, []);
  return height;
}

const nameOf = (row, texts) => (row.node ? titleOf(row.node, texts) : (row.person?.name ?? ""));

function Row({ row, texts, height, at, current, onToggle, onFocus, onPage }) {
  const href = hrefOf(pageOf(row));
  const name = nameOf(row, texts);
  const more = row.node ? factsOf(row.node, texts) : row.person ? roleOf(row.person, texts) : "";
  return (
    <div
      role="treeitem"
      className="org-row"
      data-key={row.key}
      aria-level={row.level}
      aria-setsize={row.size}
      aria-posinset={row.position}
      aria-expanded={row.open}
      aria-selected={current}
      aria-busy={!name || undefined}
      aria-label={[name || texts.loading, more].filter(Boolean).join(", ")}
      tabIndex={current ? 0 : -1}
      style={{ height, transform: `translateY(${at * height}px)`, "--level": row.level - 1 }}
      onFocus={onFocus}
      onClick={(event) => {
        onFocus();
        if (row.open !== undefined && !event.target.closest("a")) onToggle(row.key);
      }}
    >
      <span className="org-twist">{row.open !== undefined && <ChevronRight size={16} aria-hidden data-open={row.open || undefined} />}</span>
      {row.node ? <KindIcon kind={row.node.kind} size={16} className="icon" /> : row.person ? <Portrait person={row.person} size={24} /> : <span className="bone" data-round="" />}
      {href ? (
        <a href={href} tabIndex={-1} className="org-row-name cut" dir="auto" onClick={(event) => onPage(pageOf(row), event)}>
          {name}
        </a>
      ) : (
        <span className="org-row-name cut">{name || <span className="bone" />}</span>
      )}
      <span className="org-row-more cut quiet">{more}</span>
    </div>
  );
}
