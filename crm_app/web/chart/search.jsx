/* Finds a person, a team or a department, and hands over where they are. */
import { useEffect, useId, useRef, useState } from "react";
import { Close, KindIcon, Search as Glass } from "./icons.jsx";
import { Portrait } from "./person_card.jsx";
import { fill } from "./words.js";

const WAIT = 160;

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable], [role=dialog]");

function useSlash(field) {
  useEffect(() => {
    const focus = (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      event.preventDefault();
      field.current.focus();
      field.current.select();
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, [field]);
}

/* `found` = {text, hits} is the last answer; it counts when it is about what stands in the field now. */
export function Search({ found, texts, onFind, onPick }) {
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const field = useRef(null);
  const timer = useRef(0);
  const list = useId();
  useSlash(field);
  useEffect(() => () => clearTimeout(timer.current), []);

  const wanted = text.trim();
  const answered = wanted !== "" && found.text === wanted;
  const hits = answered ? found.hits : [];
  useEffect(() => setActive(0), [found]);

  const change = (next) => {
    setText(next);
    setOpen(true);
    clearTimeout(timer.current);
    if (next.trim()) timer.current = setTimeout(() => onFind(next.trim()), WAIT);
  };
  const pick = (hit) => {
    if (!hit) return;
    setOpen(false);
    onPick(hit);
  };
  const clear = () => {
    change("");
    setOpen(false);
    field.current.focus();
  };
  const keys = {
    ArrowDown: () => (setOpen(true), setActive(Math.min(active + 1, hits.length - 1))),
    ArrowUp: () => setActive(Math.max(active - 1, 0)),
    Enter: () => pick(hits[active]),
    Escape: () => (open && wanted ? setOpen(false) : text ? clear() : field.current.blur()),
  };
  const keyDown = (event) => {
    if (!keys[event.key] || event.nativeEvent.isComposing) return;
    event.preventDefault();
    keys[event.key]();
  };
  const shown = open && wanted !== "";
  return (
    <div className="search org-search" onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}>
      <Glass size={16} aria-hidden />
      <input
        ref={field}
        type="text"
        role="combobox"
        className="input"
        value={text}
        placeholder={texts.search}
        aria-label={texts.search}
        aria-expanded={shown && hits.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={shown && hits[active] ? `${list}-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        onChange={(event) => change(event.target.value)}
        onFocus={() => setOpen(true)}
        onKeyDown={keyDown}
      />
      {text ? (
        <button type="button" aria-label={texts.clear} title={texts.clear} onClick={clear}>
          <Close size={16} aria-hidden />
        </button>
      ) : (
        <kbd aria-hidden>/</kbd>
      )}
      <div className="org-hits" hidden={!shown}>
        <ul id={list} role="listbox" aria-label={texts.results} hidden={hits.length === 0}>
          {hits.map((hit, index) => (
            <Hit key={`${hit.branch}/${hit.uuid}`} {...{ hit, texts }} id={`${list}-${index}`} active={index === active} onPick={() => pick(hit)} onPoint={() => setActive(index)} />
          ))}
        </ul>
        <p role="status" className={answered && hits.length === 0 ? "" : "unseen"}>
          {!shown || !answered ? "" : hits.length === 0 ? fill(texts.nothing, { search: wanted }) : fill(texts[hits.length === 1 ? "hits_one" : "hits_many"], { count: hits.length })}
        </p>
      </div>
    </div>
  );
}

function Hit({ hit, id, active, onPick, onPoint }) {
  const place = useRef(null);
  useEffect(() => {
    if (active) place.current.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <li ref={place} id={id} role="option" aria-selected={active} onPointerMove={onPoint} onPointerDown={(event) => event.preventDefault()} onClick={onPick}>
      {hit.kind === "person" ? (
        <Portrait person={hit} size={28} />
      ) : (
        <span className="org-hit-sign">
          <KindIcon kind={hit.kind} size={16} />
        </span>
      )}
      <span className="org-hit-text">
        <span className="cut" dir="auto">
          {hit.name}
        </span>
        <span className="cut quiet small">{hit.note}</span>
      </span>
    </li>
  );
}
