/* The filter by somebody: a search behind a button; who is chosen stands in the address. */
import { useId, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { Popover } from "@radix-ui/themes";
import { Close, Person } from "./icons.jsx";
import { useFound } from "./parties.jsx";
import { fill } from "$/public/external/crm_app/web/media/components/words.js";

export function Who({ param, name, without, texts }) {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const go = (uuid) => {
    const parameters = new URLSearchParams(search);
    if (uuid) parameters.set(param, uuid);
    else parameters.delete(param);
    setOpen(false);
    navigate(`${pathname}?${parameters}`, { preventScrollReset: true });
  };
  if (name)
    return (
      <button type="button" className="button note-who" data-kind="secondary" data-size="small" aria-label={fill(texts.not_only, { name })} onClick={() => go("")}>
        <Person size={14} aria-hidden className="icon" />
        <span className="label cut">{name}</span>
        <Close size={13} aria-hidden className="icon" />
      </button>
    );
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger>
        <button type="button" className="button note-who" data-kind="ghost" data-size="small" aria-label={texts.by_person} title={texts.by_person}>
          <Person size={14} aria-hidden className="icon" />
          <span className="label">{texts.person}</span>
        </button>
      </Popover.Trigger>
      <Popover.Content className="picker" align="end" aria-label={texts.person}>
        <Search {...{ without, texts }} onChoose={go} />
      </Popover.Content>
    </Popover.Root>
  );
}

function Search({ without, texts, onChoose }) {
  const id = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const found = useFound(text, 12, without, true);
  const people = found.options;
  const current = Math.min(at, people.length - 1);
  const keys = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.nativeEvent.isComposing) return;
    if (step) setAt(Math.min(Math.max(current + step, 0), people.length - 1));
    else if (event.key === "Enter" && people[current]) onChoose(people[current].uuid);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className="input"
        role="combobox"
        aria-label={texts.search_person}
        aria-expanded={people.length > 0}
        aria-controls={id}
        aria-activedescendant={people[current] ? `${id}-${current}` : undefined}
        placeholder={texts.search_person}
        autoComplete="off"
        maxLength={200}
        value={text}
        onChange={(event) => (setText(event.target.value), setAt(0))}
        onKeyDown={keys}
      />
      <ul id={id} role="listbox" aria-label={texts.person} hidden={!people.length}>
        {people.map((option, index) => (
          <li key={option.uuid} id={`${id}-${index}`} role="option" aria-selected={index === current} onPointerMove={() => setAt(index)} onClick={() => onChoose(option.uuid)}>
            <span className="avatar" data-size="28" data-tint={option.tint} aria-hidden>
              {option.image ? <img src={option.image} alt="" width={28} height={28} decoding="async" /> : option.letters}
            </span>
            <span className="picker-name">
              <span className="cut">{option.name}</span>
              <span className="cut quiet small">{option.detail}</span>
            </span>
          </li>
        ))}
      </ul>
      {found.for === text && !people.length && <p className="picker-note quiet">{texts.nobody}</p>}
    </>
  );
}
