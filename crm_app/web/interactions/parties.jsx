/* Who took part: chips, and a search for contacts and colleagues behind them. A name alone is somebody, too. */
import { useEffect, useId, useRef, useState } from "react";
import { includes } from "./form.js";
import { Close, Plus, partyIcon } from "./icons.jsx";
import { findParties } from "./requests.js";
import { fill } from "$/public/external/crm_app/web/media/components/words.js";

const PAUSE = 150;
const FEW = 8;
const MOST = 60;
const NOBODY = { options: [], more: false, me: null, for: null };

/* What the server finds for a text; an older answer never stands in for a newer one. */
export function useFound(text, limit, without, asked) {
  const [found, setFound] = useState(NOBODY);
  const latest = useRef(0);
  useEffect(() => {
    if (!asked) return undefined;
    const number = (latest.current += 1);
    const timer = setTimeout(async () => {
      const { status, body } = await findParties(text.trim(), limit, without);
      if (number === latest.current) setFound(status === 200 ? { ...body, for: text } : { ...NOBODY, for: text, failed: true });
    }, found.for === null ? 0 : PAUSE);
    return () => clearTimeout(timer);
  }, [text, limit, without, asked]);
  return found;
}

export function Parties({ parties, without, texts, error, onAdd, onRemove }) {
  const id = useId();
  const field = useRef(null);
  const [text, setText] = useState("");
  const [limit, setLimit] = useState(FEW);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const found = useFound(text, limit, without, open);
  const pending = found.for !== text;
  const rows = choices({ found, pending, text, limit, parties, texts });
  const current = Math.min(at, rows.length - 1);
  const [entered, enter] = useState(false);

  const close = () => {
    setOpen(false);
    setLimit(FEW);
    setAt(0);
  };
  const choose = (row) => {
    if (row.more) return setLimit(MOST);
    onAdd(row.party);
    setText("");
    setLimit(FEW);
    setAt(0);
    field.current.focus();
  };
  /* Enter is about what was typed, not about what was found for something shorter. */
  useEffect(() => {
    if (!entered || pending) return;
    enter(false);
    if (rows[0]) choose(rows[0]);
  }, [entered, pending]);
  const keys = (event) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !open) setOpen(true);
    else if (step) setAt(Math.min(Math.max(current + step, 0), rows.length - 1));
    else if (event.key === "Enter" && !(event.ctrlKey || event.metaKey)) open && (pending ? enter(true) : rows[current] && choose(rows[current]));
    else if (event.key === "Escape" && open) close();
    else if (event.key === "Backspace" && !text && parties.length) return onRemove(parties.at(-1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="note-people" data-open={open || undefined}>
      <div className="note-people-field" onClick={(event) => event.target === event.currentTarget && field.current.focus()}>
        {parties.map((party) => (
          <Chip key={party.contact_uuid || party.staff_person_uuid || party.name} party={party} texts={texts} onRemove={onRemove} />
        ))}
        <input
          ref={field}
          role="combobox"
          aria-label={texts.parties}
          aria-expanded={open && rows.length > 0}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={open && rows[current] ? `${id}-${current}` : undefined}
          aria-invalid={error ? true : undefined}
          placeholder={parties.length ? texts.add_another : texts.add_somebody}
          autoComplete="off"
          spellCheck={false}
          maxLength={255}
          value={text}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          onBlur={close}
          onChange={(event) => {
            setText(event.target.value);
            enter(false);
            setLimit(FEW);
            setAt(0);
            setOpen(true);
          }}
          onKeyDown={keys}
        />
      </div>
      <ul id={id} role="listbox" aria-label={texts.parties} className="note-options" hidden={!open || rows.length === 0}>
        {rows.map((row, index) => (
          <li
            key={row.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === current}
            data-more={row.more || undefined}
            onPointerMove={() => setAt(index)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(row)}
          >
            <Option row={row} />
          </li>
        ))}
      </ul>
      {open && found.failed && <p className="note-hint">{texts.search_failed}</p>}
    </div>
  );
}

/* The rows below the search: oneself, who was found, what was typed as a name, and a way to more. */
function choices({ found, pending, text, limit, parties, texts }) {
  const typed = text.trim();
  const me = found.me && !typed ? [{ ...found.me, me: true }] : [];
  const others = found.options.filter(({ uuid }) => uuid !== me[0]?.uuid);
  const people = [...me, ...others]
    .map((option) => ({ key: option.uuid || "me", option, texts, party: partyOf(option) }))
    .filter(({ party }) => !includes(parties, party));
  const free = typed && !pending && !includes(parties, { name: typed }) ? [{ key: "free", free: fill(texts.as_text, { name: typed }), party: { name: typed } }] : [];
  const more = found.more && limit < MOST ? [{ key: "more", more: true, free: texts.load_more }] : [];
  return [...people, ...free, ...more];
}

export const partyOf = ({ kind, uuid, name }) => ({
  name,
  ...(kind === "contact" && { contact_uuid: uuid }),
  ...(kind === "person" && { staff_person_uuid: uuid }),
});

function Option({ row }) {
  if (row.free)
    return (
      <>
        <span className="note-option-mark">
          <Plus size={14} aria-hidden />
        </span>
        <span className="cut" dir="auto">
          {row.free}
        </span>
      </>
    );
  const { option, party, texts } = row;
  const Icon = partyIcon(party);
  return (
    <>
      <span className="avatar" data-size="24" data-tint={option.tint} aria-hidden>
        {option.image ? <img src={option.image} alt="" width={24} height={24} decoding="async" /> : option.letters || <Icon size={13} />}
      </span>
      <span className="cut" dir="auto">
        {option.me ? `${option.name} ${texts.you}` : option.name}
      </span>
      <span className="cut quiet small">{option.me ? texts.add_me : option.detail}</span>
    </>
  );
}

function Chip({ party, texts, onRemove }) {
  const Icon = partyIcon(party);
  return (
    <span className="note-chip" data-party={party.name}>
      <Icon size={13} aria-hidden className="icon" />
      <span className="cut" dir="auto" title={party.name}>
        {party.name}
      </span>
      <button type="button" aria-label={fill(texts.remove_party, { name: party.name })} title={fill(texts.remove_party, { name: party.name })} onClick={() => onRemove(party)}>
        <Close size={13} aria-hidden />
      </button>
    </span>
  );
}
