/*
 * Writing comments: a field that keeps what is typed, saves with Ctrl/Cmd-Enter, and offers people behind an "@"; and one
 * comment with its menu, which becomes such a field when its author changes it.
 */
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { DropdownMenu } from "@radix-ui/themes";
import Ellipsis from "lucide-react/dist/esm/icons/ellipsis.mjs";
import Pencil from "lucide-react/dist/esm/icons/pencil.mjs";
import Trash from "lucide-react/dist/esm/icons/trash-2.mjs";
import { draftAt, sending } from "./comment_drafts.js";
import { LinkedText } from "./linked_text.jsx";
import { asked, completed, fitting, mentioned, stepped } from "./mentioning.js";
import { uuid7 } from "./uuid7.js";

const PAUSE = 120;
const PATIENCE = 10000;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

function Face({ image, letters, tint, size = 28 }) {
  return (
    <span className="avatar" data-size={String(size)} data-tint={tint} aria-hidden>
      {image ? <img src={image} alt="" width={size} height={size} loading="lazy" decoding="async" /> : letters}
    </span>
  );
}

/* Where a comment is written. What the list shows by now was saved, whatever became of the answer. */
export function CommentComposer({ record, rows, me, texts, answer, people, peopleFor, longest, onSend, onSearch }) {
  const place = `new:${record}`;
  const written = (uuid) => rows.some((row) => row.uuid === uuid);
  return (
    <div className="comment-composer">
      <Face {...me} />
      <Field
        key={place}
        {...{ place, texts, answer, people, peopleFor, longest, onSearch, written }}
        label={texts.write}
        placeholder={texts.hint}
        action={texts.send}
        onSend={({ uuid, text, mentions }) => onSend(uuid, text, mentions)}
      />
    </div>
  );
}

export function CommentEntry({ comment, mine, canEdit, canDelete, me, texts, answer, people, peopleFor, longest, onChange, onDelete, onSearch, children }) {
  const { uuid, body, mentions } = comment;
  const place = `edit:${uuid}`;
  const [editing, setEditing] = useState(false);
  const menu = useRef(null);
  useEffect(() => setEditing(mine && canEdit && draftAt(place).read() !== null), [place, mine, canEdit]);
  const close = () => {
    draftAt(place).drop();
    setEditing(false);
    requestAnimationFrame(() => menu.current?.focus());
  };
  const edited = comment.edited_at && (
    <span className="quiet small" title={texts.editedTitle}>
      · {texts.edited}
    </span>
  );
  return (
    <article className="comment" data-row="" data-comment={uuid} aria-label={fill(texts.by, { name: comment.name })}>
      <Face {...comment} />
      <div className="comment-said">
        <header className="comment-head">
          <strong className="cut">{comment.name}</strong>
          {children}
          {edited}
          {!editing && (mine ? canEdit : canDelete) && (
            <Menu {...{ menu, mine, texts }} name={comment.name} onEdit={() => setEditing(true)} onDelete={() => onDelete(uuid)} />
          )}
        </header>
        {editing ? (
          <Field
            {...{ place, texts, answer, people, peopleFor, longest, onSearch }}
            stored={body}
            known={mentions}
            label={texts.change}
            placeholder={texts.hint}
            action={texts.save}
            onSend={({ text, mentions: who }) => onChange(uuid, text, who)}
            answersTo={uuid}
            onDone={close}
            onCancel={close}
          />
        ) : (
          <LinkedText text={body} mentions={mentions} me={me} />
        )}
      </div>
    </article>
  );
}

function Menu({ menu, mine, name, texts, onEdit, onDelete }) {
  const label = fill(texts.actions, { name });
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger>
        <button ref={menu} type="button" className="button comment-menu" data-kind="ghost" data-size="small" data-shape="icon" aria-label={label} title={label}>
          <Ellipsis size={16} aria-hidden className="icon" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content className="menu" align="end" variant="soft">
        {mine && (
          <DropdownMenu.Item onSelect={onEdit}>
            <Pencil size={16} aria-hidden className="icon" />
            {texts.edit}
          </DropdownMenu.Item>
        )}
        <DropdownMenu.Item color="red" onSelect={onDelete}>
          <Trash size={16} aria-hidden className="icon" />
          {texts.delete}
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

/* Grows with what is typed. */
function useHeight(field, text) {
  useLayoutEffect(() => {
    const { current } = field;
    current.style.height = "auto";
    current.style.height = `${current.scrollHeight + 2}px`;
  }, [field, text]);
}

/*
 * `stored` is what stands in it at first, `known` who is mentioned there. It sends {uuid, text, mentions}, and is done when
 * an `answer` for that uuid (or `answersTo`) comes without a problem, or when the comment is `written`.
 */
function Field({ place, stored = "", known = [], label, placeholder, action, texts, answer, people, peopleFor, longest, answersTo, written, onSend, onSearch, onDone, onCancel }) {
  const id = useId();
  const field = useRef(null);
  const draft = useRef({ uuid: "", text: stored, sent: "", people: known });
  const heard = useRef(answer.number);
  const [text, setText] = useState(stored);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const offer = useOffer({ text, field, people, peopleFor, onSearch });
  useHeight(field, text);

  const put = (next, changes = {}) => {
    draft.current = { ...draft.current, ...changes, text: next };
    setText(next);
    if (next === stored && !onCancel) draftAt(place).drop();
    else draftAt(place).keep(draft.current);
  };
  const done = () => {
    draftAt(place).drop();
    draft.current = { uuid: "", text: stored, sent: "", people: known };
    setText(stored);
    setBusy(false);
    setProblem("");
    onDone?.();
  };

  useEffect(() => {
    const kept = draftAt(place).read();
    if (kept) {
      draft.current = kept;
      setText(kept.text);
    }
    if (!onCancel) return;
    draftAt(place).keep(draft.current);
    const { length } = draft.current.text;
    field.current.focus();
    field.current.setSelectionRange(length, length);
    field.current.form.scrollIntoView({ block: "nearest" });
  }, []);
  useEffect(() => {
    const { uuid, sent, text: now } = draft.current;
    if (uuid && now === sent && written?.(uuid)) done();
  });
  useEffect(() => {
    if (heard.current === answer.number) return;
    heard.current = answer.number;
    if (answer.uuid !== (answersTo ?? draft.current.uuid)) return;
    setBusy(false);
    setProblem(answer.problem);
    if (answer.problem) field.current.focus();
    else if (draft.current.text === draft.current.sent) done();
  }, [answer]);
  useEffect(() => {
    if (!busy) return;
    const timer = setTimeout(() => setBusy(false), PATIENCE);
    return () => clearTimeout(timer);
  }, [busy]);

  const send = () => {
    if (busy || !text.trim()) return;
    if (onCancel && text.trim() === stored) return done();
    draft.current = sending(draft.current, uuid7);
    draftAt(place).keep(draft.current);
    setBusy(true);
    setProblem("");
    onSend({ uuid: draft.current.uuid, text, mentions: mentioned(text, draft.current.people) });
  };
  const choose = (person) => {
    const after = completed(text, field.current.selectionStart, offer.at, person.name);
    const { uuid, name } = person;
    put(after.text, { people: [...draft.current.people.filter((each) => each.uuid !== uuid), { uuid, name }] });
    offer.close();
    field.current.focus();
    requestAnimationFrame(() => field.current?.setSelectionRange(after.caret, after.caret));
  };
  const keys = (event) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    } else if (offer.keys(event, choose)) event.preventDefault();
    else if (event.key === "Escape" && onCancel) {
      event.preventDefault();
      onCancel();
    }
  };
  return (
    <form
      className="comment-field"
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        className="input"
        rows={onCancel ? 2 : 1}
        value={text}
        maxLength={longest}
        placeholder={placeholder}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={offer.shown ? id : undefined}
        aria-activedescendant={offer.current ? `${id}-${offer.current.uuid}` : undefined}
        aria-invalid={problem ? "true" : undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
        onChange={(event) => put(event.target.value)}
        onKeyDown={keys}
        onKeyUp={offer.look}
        onClick={offer.look}
        onBlur={offer.close}
      />
      {offer.shown && <People id={id} offer={offer} label={texts.people} onChoose={choose} />}
      <p className="unseen" role="status">
        {offer.shown ? fill(texts.offered, { count: offer.options.length }) : ""}
      </p>
      {problem && (
        <p id={`${id}-problem`} className="comment-problem small" role="alert">
          {problem}
        </p>
      )}
      <div className="comment-actions" data-shown={Boolean(text.trim()) || Boolean(onCancel)}>
        <span className="quiet small comment-keys" aria-hidden>
          {texts.mention} · <kbd>Ctrl</kbd> <kbd>↵</kbd>
        </span>
        {onCancel && (
          <button type="button" className="button" data-kind="ghost" data-size="small" onClick={onCancel}>
            <span className="label">{texts.cancel}</span>
          </button>
        )}
        <button type="submit" className="button" data-kind="primary" data-size="small" aria-busy={busy} disabled={busy || !text.trim()}>
          {busy && <span className="spinner" aria-hidden />}
          <span className="label">{busy ? texts.saving : action}</span>
        </button>
      </div>
    </form>
  );
}

/* Who is offered behind the "@" at the caret. */
function useOffer({ text, field, people, peopleFor, onSearch }) {
  const [query, setQuery] = useState(null);
  const [index, setIndex] = useState(0);
  const dismissed = useRef(-1);
  const timer = useRef(null);
  const look = () => {
    const caret = field.current.selectionStart;
    const found = caret === field.current.selectionEnd ? asked(field.current.value, caret) : null;
    if (found?.at !== dismissed.current) dismissed.current = -1;
    const next = dismissed.current < 0 ? found : null;
    setQuery((before) => (before?.at === next?.at && before?.search === next?.search ? before : next));
  };
  useEffect(() => {
    if (document.activeElement === field.current) look();
  }, [text]);
  useEffect(() => {
    clearTimeout(timer.current);
    setIndex(0);
    if (query) timer.current = setTimeout(() => onSearch(query.search), PAUSE);
    return () => clearTimeout(timer.current);
  }, [query?.search, query?.at]);

  const options = query ? (peopleFor === query.search.trim() ? people : fitting(people, query.search.trim())) : [];
  const shown = options.length > 0;
  const current = options[Math.min(index, options.length - 1)];
  const keys = (event, choose) => {
    if (!shown) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setIndex(stepped(Math.min(index, options.length - 1), step, options.length));
    else if (event.key === "Enter" || event.key === "Tab") choose(current);
    else if (event.key === "Escape") {
      dismissed.current = query.at;
      setQuery(null);
    } else return false;
    return true;
  };
  return { options, shown, current, at: query?.at ?? 0, look, keys, close: () => setQuery(null), point: setIndex };
}

function People({ id, offer, label, onChoose }) {
  const list = useRef(null);
  const index = offer.options.indexOf(offer.current);
  useEffect(() => {
    list.current.children[index]?.scrollIntoView({ block: "nearest" });
  }, [index]);
  return (
    <ul ref={list} id={id} className="mention-offer" role="listbox" aria-label={label}>
      {offer.options.map((person, at) => (
        <li
          key={person.uuid}
          id={`${id}-${person.uuid}`}
          role="option"
          aria-selected={person === offer.current}
          onPointerMove={() => offer.point(at)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(person)}
        >
          <Face {...person} size={24} />
          <span className="cut">{person.name}</span>
        </li>
      ))}
    </ul>
  );
}
