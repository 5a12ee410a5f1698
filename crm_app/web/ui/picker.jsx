/*
 * A button that opens a search for somebody to add. The server answers `onSearch` with `options` and, in `answers`, with the
 * text that they are for. With `groups` (levels of a skill) a second step asks for them before somebody is added. With
 * `texts.create` the last entry makes what is typed, by `onCreate`. With `once` it closes as soon as something is chosen,
 * and leaves the focus to what comes then.
 */
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { Popover } from "@radix-ui/themes";
import Plus from "lucide-react/dist/esm/icons/plus.mjs";
import { toggled } from "./levels.js";

const PAUSE = 150;
const CREATE = "create";
const STEPS = { ArrowDown: 1, ArrowUp: -1 };
const fill = (text, name) => text.replace("{name}", name);

export function Picker({ open, options, answers, none, groups, texts, once, onOpen, onClose, onSearch, onPick, onCreate, children }) {
  const [shown, setShown] = useState(false);
  const [chosen, setChosen] = useState(null);
  const [said, setSaid] = useState("");
  const [left, take] = useLeft(options);
  const leads = useRef(false);
  const turn = (next) => {
    setShown(next);
    setChosen(null);
    setSaid("");
    leads.current = false;
    if (next) onOpen();
    else onClose();
  };
  const lead = (event) => {
    turn(false);
    leads.current = true;
    event();
  };
  const add = (person, levels) => {
    onPick(person.uuid, levels);
    take(person.uuid);
    setChosen(null);
    setSaid(fill(texts.added, person.name));
  };
  const choose = (person) => {
    if (person.uuid === CREATE) lead(() => onCreate(person.typed));
    else if (once) lead(() => onPick(person.uuid, []));
    else if (groups.length) setChosen(person);
    else add(person, []);
  };
  return (
    <Popover.Root open={shown} onOpenChange={turn}>
      <Popover.Trigger>
        <button type="button" className="button" data-kind="secondary" data-size="small">
          <Plus size={16} aria-hidden className="icon" />
          <span className="label">{texts.label}</span>
        </button>
      </Popover.Trigger>
      <Popover.Content className="picker" align="end" aria-label={texts.label} onCloseAutoFocus={(event) => leads.current && event.preventDefault()}>
        {chosen ? (
          <Levels person={chosen} {...{ groups, texts }} onAdd={add} onBack={() => setChosen(null)} />
        ) : (
          <Search {...{ open, answers, none, texts, onSearch }} options={left} onChoose={choose}>
            {children}
          </Search>
        )}
        <p className="unseen" role="status">
          {said}
        </p>
      </Popover.Content>
    </Popover.Root>
  );
}

/* Whoever is picked leaves the list at once, so that nobody is added twice before the server has answered. */
function useLeft(options) {
  const [taken, setTaken] = useState([]);
  useEffect(() => setTaken((before) => before.filter((uuid) => options.some((option) => option.uuid === uuid))), [options]);
  const left = useMemo(() => options.filter(({ uuid }) => !taken.includes(uuid)), [options, taken]);
  return [left, (uuid) => setTaken((before) => [...before, uuid])];
}

/*
 * Below what was found stands what could be made of what is typed, as soon as that has been looked for: so Enter never
 * makes somebody anew who is about to be found.
 */
function withNew(options, typed, texts) {
  if (!texts.create || !typed) return options;
  return [...options, { uuid: CREATE, typed, name: texts.create.replace("{name}", typed), plus: true }];
}

function Search({ open, options: found, answers, none, texts, onSearch, onChoose, children }) {
  const id = useId();
  const field = useRef(null);
  const list = useRef(null);
  const timer = useRef(null);
  const [text, setText] = useState("");
  const [at, setAt] = useState("");
  const ready = open && answers === text.trim();
  const options = useMemo(() => withNew(found, ready ? text.trim() : "", texts), [found, ready, text, texts]);
  const there = options.findIndex(({ uuid }) => uuid === at);
  const index = there < 0 ? 0 : there;
  const current = options[index];

  useEffect(() => () => clearTimeout(timer.current), []);
  /* Whoever is chosen leaves the list: the one in their place is next. */
  const [place, setPlace] = useState(0);
  useEffect(() => {
    if (there < 0) setAt(options[Math.min(place, options.length - 1)]?.uuid ?? "");
    else setPlace(there);
  }, [options, there, place]);
  useEffect(() => {
    list.current?.children[index]?.scrollIntoView({ block: "nearest" });
  }, [at, index]);

  const type = (next) => {
    setText(next);
    setPlace(0);
    setAt("");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(next), PAUSE);
  };
  const keys = (event) => {
    if (event.nativeEvent.isComposing) return;
    const step = STEPS[event.key];
    if (step) setAt(options[Math.min(Math.max(index + step, 0), options.length - 1)]?.uuid ?? "");
    else if (event.key === "Enter" && current) onChoose(current);
    else return;
    event.preventDefault();
  };
  const shown = open ? options : [];
  return (
    <>
      <input
        ref={field}
        className="input"
        role="combobox"
        aria-label={texts.search}
        aria-expanded={shown.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={current && `${id}-${current.uuid}`}
        placeholder={texts.search}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={keys}
      />
      <ul ref={list} id={id} role="listbox" aria-label={texts.people} aria-busy={!ready} hidden={shown.length === 0}>
        {shown.map((option) => (
          <li
            key={option.uuid}
            id={`${id}-${option.uuid}`}
            role="option"
            aria-selected={option === current}
            onPointerMove={() => setAt(option.uuid)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(option)}
          >
            {option.letters && <Face {...option} />}
            {option.plus && <Plus size={16} aria-hidden className="icon" />}
            <span className="picker-name">
              <span className="cut">{option.name}</span>
              <span className="cut quiet small">{option.title || option.email}</span>
            </span>
          </li>
        ))}
      </ul>
      {ready && shown.length === 0 && <Nobody none={none} text={text} texts={texts} wayOut={children} />}
      {!ready && shown.length === 0 && <p className="picker-note quiet">{texts.searching}</p>}
    </>
  );
}

/* `none` says why there is nobody: no people at all, everybody is there already, or nobody matches. */
function Nobody({ none, text, texts, wayOut }) {
  return (
    <div className="picker-note quiet" role="status">
      {none === "match" ? texts.match.replace("{search}", text) : texts[none]}
      {none === "empty" && wayOut}
    </div>
  );
}

function Face({ image, letters, tint }) {
  return (
    <span className="avatar" data-size="24" data-tint={tint} aria-hidden>
      {image ? <img src={image} alt="" width={24} height={24} /> : letters}
    </span>
  );
}

function Levels({ person, groups, texts, onAdd, onBack }) {
  const panel = useRef(null);
  const [levels, setLevels] = useState([]);
  useEffect(() => panel.current.querySelector("button")?.focus(), []);
  return (
    <div ref={panel} className="picker-levels">
      <p className="picker-person">
        <Face {...person} />
        <strong className="cut">{person.name}</strong>
      </p>
      {groups.map((group) => (
        <div key={group.id} className="level-group" role="group" aria-label={group.name || texts.levels}>
          {group.name && <span className="quiet small">{group.name}</span>}
          {group.options.map(({ id, name }) => (
            <button key={id} type="button" className="level" aria-pressed={levels.includes(id)} onClick={() => setLevels(toggled(groups, levels, id))}>
              {name}
            </button>
          ))}
        </div>
      ))}
      <div className="picker-actions">
        <button type="button" className="button" data-kind="ghost" data-size="small" onClick={onBack}>
          {texts.back}
        </button>
        <button type="button" className="button" data-kind="primary" data-size="small" onClick={() => onAdd(person, levels)}>
          {texts.add}
        </button>
      </div>
    </div>
  );
}
