/*
 * The selectors of a skill in a form: names, one or several, options, their order. All of it is staged here and travels as JSON
 * in one hidden field of the form, so that drafts, conflicts and "Start over" work for it as for every other field.
 */
import { useEffect, useRef, useState } from "react";
import Cross from "lucide-react/dist/esm/icons/x.mjs";
import Grip from "lucide-react/dist/esm/icons/grip-vertical.mjs";
import Plus from "lucide-react/dist/esm/icons/plus.mjs";
import { placeAt, placeByKey } from "./reorder.js";
import * as selectors from "./selectors.js";

const LONGEST = 255;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/* The hidden field and what it holds; `put` writes a new value into it as if somebody had typed it. */
function useField(value) {
  const field = useRef(null);
  const [list, setList] = useState(() => selectors.parsed(value));
  useEffect(() => {
    const element = field.current;
    const take = () => setList(selectors.parsed(element.value));
    const reset = () => setList(selectors.parsed(element.defaultValue));
    take();
    element.addEventListener("filled", take);
    element.form?.addEventListener("reset", reset);
    return () => {
      element.removeEventListener("filled", take);
      element.form?.removeEventListener("reset", reset);
    };
  }, [value]);
  const put = (next) => {
    setList(next);
    field.current.value = selectors.written(next);
    field.current.dispatchEvent(new Event("input", { bubbles: true }));
  };
  return [field, list, put];
}

export function SelectorEditor({ name, value, texts, standard }) {
  const root = useRef(null);
  const wanted = useRef("");
  const [said, setSaid] = useState("");
  const [field, list, put] = useField(value);

  useEffect(() => {
    if (!wanted.current) return;
    root.current.querySelector(`[data-name="${wanted.current}"]`)?.focus();
    wanted.current = "";
  });
  const change = (next) => {
    wanted.current = selectors.added(list, next).at(-1) ?? "";
    put(next);
  };
  const focus = (id) => (wanted.current = id);
  const moved = (item, place, total) => setSaid(fill(texts.moved, { name: item || texts.unnamed, place: place + 1, total }));

  return (
    <div ref={root} className="selectors" onKeyDown={keepEnter}>
      <textarea ref={field} name={name} defaultValue={value} hidden readOnly />
      <Sortable
        className="selector-list"
        items={list}
        onMove={(from, to) => put(selectors.moveSelector(list, from, to))}
        onMoved={moved}
        onCancel={put}
        texts={texts}
      >
        {(selector, handle) => (
          <Selector {...{ selector, handle, list, change, put, focus, moved, texts }} />
        )}
      </Sortable>
      <div className="selector-actions">
        <Add label={texts.addSelector} onClick={() => change(selectors.addSelector(list))} />
        {list.length === 0 && <Add label={texts.addStandard} onClick={() => put(selectors.standard(standard))} />}
      </div>
      <p className="unseen" role="status">
        {said}
      </p>
    </div>
  );
}

/* Enter in a name must not send the form; with Ctrl it may. */
function keepEnter(event) {
  if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && event.target.matches("input")) event.preventDefault();
}

function Selector({ selector, handle, list, change, put, focus, moved, texts }) {
  const { id, name, options, allow_multiple: several } = selector;
  const called = name || texts.unnamed;
  const add = (after) => change(selectors.addOption(list, id, after));
  const remove = (option) => {
    const index = options.indexOf(option);
    focus((options[index - 1] ?? options[index + 1])?.id ?? id);
    put(selectors.removeOption(list, id, option.id));
  };
  return (
    <fieldset className="selector">
      <legend className="unseen">{called}</legend>
      <div className="selector-head">
        {handle(called)}
        <Name item={selector} label={texts.selectorName} placeholder={texts.selectorHint} onChange={(text) => put(selectors.setSelector(list, id, { name: text }))} />
        <Several on={several} name={called} texts={texts} onChange={(on) => put(selectors.setSelector(list, id, { allow_multiple: on }))} />
        <Remove label={fill(texts.removeSelector, { name: called })} onClick={() => put(selectors.removeSelector(list, id))} />
      </div>
      <Sortable
        className="option-list"
        items={options}
        onMove={(from, to) => put(selectors.moveOption(list, id, from, to))}
        onMoved={moved}
        onCancel={(order) => put(selectors.setSelector(list, id, { options: order }))}
        texts={texts}
      >
        {(option, grip) => (
          <div className="selector-option">
            {grip(option.name || texts.unnamed)}
            <Name
              item={option}
              label={texts.optionName}
              placeholder={texts.optionHint}
              onChange={(text) => put(selectors.setOption(list, id, option.id, { name: text }))}
              onEnter={() => add(option.id)}
              onEmptied={() => remove(option)}
            />
            <Remove label={fill(texts.removeOption, { name: option.name || texts.unnamed })} onClick={() => remove(option)} />
          </div>
        )}
      </Sortable>
      <Add label={texts.addOption} onClick={() => add()} />
    </fieldset>
  );
}

/* Enter leads on to the next one, Backspace in an empty one takes it away. */
function Name({ item, label, placeholder, onChange, onEnter, onEmptied }) {
  const keys = (event) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") onEnter?.();
    if (event.key !== "Backspace" || item.name || !onEmptied) return;
    event.preventDefault();
    onEmptied();
  };
  return (
    <input
      className="input"
      data-name={item.id}
      value={item.name}
      maxLength={LONGEST}
      autoComplete="off"
      aria-label={label}
      placeholder={placeholder}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={keys}
    />
  );
}

function Several({ on, name, texts, onChange }) {
  const choice = (value, label) => (
    <button type="button" className="segment" aria-pressed={on === value} onClick={() => onChange(value)}>
      {label}
    </button>
  );
  return (
    <div className="segments" role="group" aria-label={fill(texts.howMany, { name })}>
      {choice(false, texts.single)}
      {choice(true, texts.multiple)}
    </div>
  );
}

function Remove({ label, onClick }) {
  return (
    <button type="button" className="button" data-kind="ghost" data-size="small" data-shape="icon" aria-label={label} title={label} onClick={onClick}>
      <Cross size={16} aria-hidden className="icon" />
    </button>
  );
}

function Add({ label, onClick }) {
  return (
    <button type="button" className="button" data-kind="ghost" data-size="small" onClick={onClick}>
      <Plus size={14} aria-hidden className="icon" />
      <span className="label">{label}</span>
    </button>
  );
}

/*
 * A list whose rows can be dragged by their handle, or moved with the arrow keys while it has the focus. The order changes
 * while one drags; Escape brings back the one from before. `children(item, handle)` draws a row.
 */
function Sortable({ className, items, onMove, onMoved, onCancel, texts, children }) {
  const list = useRef(null);
  const dragging = useDrag(list, items, { onMove, onMoved, onCancel });
  const byKey = (event, item) => {
    const from = items.indexOf(item);
    const to = placeByKey(event.key, from, items.length);
    if (to === from) return;
    event.preventDefault();
    onMove(from, to);
    onMoved(item.name, to, items.length);
  };
  const handle = (item) => (name) =>
    items.length > 1 && (
      <button
        type="button"
        className="drag-handle"
        aria-label={fill(texts.move, { name })}
        title={texts.moveHint}
        onPointerDown={(event) => dragging.start(event, item)}
        onKeyDown={(event) => byKey(event, item)}
      >
        <Grip size={16} aria-hidden className="icon" />
      </button>
    );
  return (
    <ul ref={list} className={className}>
      {items.map((item) => (
        <li key={item.id} data-dragged={dragging.id === item.id ? "" : undefined}>
          {children(item, handle(item))}
        </li>
      ))}
    </ul>
  );
}

/* Listens at the window: a row that moves in the page loses the pointer. */
function useDrag(list, items, { onMove, onMoved, onCancel }) {
  const [id, setId] = useState("");
  const before = useRef(items);
  const now = useRef(null);
  now.current = { items, onMove, onMoved, onCancel };

  useEffect(() => {
    if (!id) return;
    const place = () => now.current.items.findIndex((item) => item.id === id);
    const move = (event) => {
      const boxes = Array.from(list.current.children, (child) => child.getBoundingClientRect());
      const from = place();
      if (from < 0) return setId("");
      const to = placeAt(boxes, from, event.clientY);
      if (to !== from) now.current.onMove(from, to);
    };
    const end = () => {
      const at = place();
      if (at >= 0) now.current.onMoved(now.current.items[at].name, at, now.current.items.length);
      setId("");
    };
    const cancel = (event) => {
      if (event.type === "keydown" && event.key !== "Escape") return;
      event.preventDefault();
      now.current.onCancel(before.current);
      setId("");
    };
    const heard = { pointermove: move, pointerup: end, pointercancel: cancel, keydown: cancel };
    for (const [name, listener] of Object.entries(heard)) addEventListener(name, listener);
    return () => {
      for (const [name, listener] of Object.entries(heard)) removeEventListener(name, listener);
    };
  }, [id, list]);

  const start = (event, item) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.focus();
    before.current = items;
    setId(item.id);
  };
  return { id, start };
}
