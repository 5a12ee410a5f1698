/* The fields of the composer. What stands in them is in the draft; they only show it and say what was typed. */
import { useEffect, useId, useRef, useState } from "react";
import { deviceZone, inZone, TYPES, wallClock, zoneDiffers } from "./form.js";
import { Clock, Kept, Lost, TYPE_ICONS } from "./icons.jsx";
import { fill } from "$/public/external/crm_app/web/media/components/words.js";

/* Radio buttons that look like one control: the arrow keys move along it, and screen readers know what it is. */
export function Types({ name, value, texts, onChange }) {
  return (
    <div className="note-types" role="radiogroup" aria-label={texts.type}>
      {TYPES.map((type) => {
        const Icon = TYPE_ICONS[type];
        return (
          <label key={type} data-checked={type === value || undefined} title={texts[type]}>
            <input type="radio" name={name} value={type} checked={type === value} onChange={() => onChange(type)} />
            <Icon size={15} aria-hidden className="icon" />
            <span className="label">{texts[type]}</span>
          </label>
        );
      })}
    </div>
  );
}

export function When({ form, texts, error, onChange }) {
  const id = useId();
  const differs = zoneDiffers(form);
  return (
    <div className="note-when">
      <label className="unseen" htmlFor={id}>
        {texts.when}
      </label>
      <input
        id={id}
        type="datetime-local"
        className="input"
        value={form.occurred_at}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange({ occurred_at: event.target.value })}
      />
      <button type="button" className="button" data-kind="ghost" data-size="small" title={texts.set_to_now} aria-label={texts.set_to_now} onClick={() => onChange({ occurred_at: wallClock(new Date()), time_zone: deviceZone() })}>
        <Clock size={15} aria-hidden className="icon" />
        <span className="label">{texts.now}</span>
      </button>
      <div id={`${id}-note`} className="note-when-note" role="alert">
        {error && <p className="problem">{error}</p>}
        {!error && differs && (
          <p className="note-hint">
            {fill(texts.zone_differs, { zone: form.time_zone, device: deviceZone() })}{" "}
            <button type="button" className="link" onClick={() => onChange(inZone(form))}>
              {texts.zone_mine}
            </button>
          </p>
        )}
      </div>
    </div>
  );
}

export function Subject({ form, texts, error, onChange }) {
  const id = useId();
  return (
    <div className="note-field">
      <label className="unseen" htmlFor={id}>
        {texts.subject}
      </label>
      <input
        id={id}
        className="input note-subject"
        name="subject"
        placeholder={texts.subject_hint}
        autoComplete="off"
        dir="auto"
        maxLength={255}
        value={form.subject}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-problem`}
        onChange={(event) => onChange({ subject: event.target.value })}
        onKeyDown={(event) => event.key === "Enter" && !(event.ctrlKey || event.metaKey) && event.preventDefault()}
      />
      <p id={`${id}-problem`} className="problem" role="alert">
        {error}
      </p>
    </div>
  );
}

/* What was said. Browsers that cannot let a field grow with its text are helped. */
export function Words({ form, texts, error, focus, onChange }) {
  const id = useId();
  const field = useRef(null);
  useEffect(() => {
    if (focus) field.current.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (CSS.supports("field-sizing", "content")) return;
    field.current.style.height = "auto";
    field.current.style.height = `${field.current.scrollHeight + 2}px`;
  }, [form.body]);
  return (
    <div className="note-field">
      <label className="unseen" htmlFor={id}>
        {texts.body}
      </label>
      <textarea
        ref={field}
        id={id}
        className="input note-words"
        name="body"
        placeholder={texts.body}
        dir="auto"
        maxLength={100000}
        value={form.body}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-problem`}
        onChange={(event) => onChange({ body: event.target.value })}
      />
      <p id={`${id}-problem`} className="problem" role="alert">
        {error}
      </p>
    </div>
  );
}

/* Where the draft is: quietly, unless it is only in this browser. */
export function Status({ draft, nothing, texts }) {
  const [told, tell] = useState(false);
  useEffect(() => {
    if (draft.status !== "kept") tell(true);
  }, [draft.status]);
  const away = draft.status === "away" || draft.status === "refused";
  const said = away ? texts[draft.status] : !nothing && (told || draft.found) && draft.status === "kept" ? texts.kept : "";
  const Icon = away ? Lost : Kept;
  return (
    <span className="note-status quiet small" data-away={away || undefined} data-status={draft.status} role="status">
      {said && <Icon size={14} aria-hidden className="icon" />}
      <span>{said}</span>
    </span>
  );
}

/* Fields that somebody else has changed meanwhile, with both versions. */
export function Conflicts({ conflicts, texts, onTake }) {
  if (!conflicts.length) return null;
  return (
    <section className="conflicts" role="alert" tabIndex={-1}>
      <p>{texts.conflict}</p>
      {conflicts.map(({ field, theirs, yours }) => (
        <div key={field} className="conflict">
          <h3>{texts[`field_${field}`] ?? field}</h3>
          <Version label={texts.saved_now} value={theirs} />
          <Version label={texts.yours} value={yours} />
          <button type="button" className="button" data-kind="secondary" data-size="small" onClick={() => onTake(field)}>
            {texts.take_saved}
          </button>
        </div>
      ))}
    </section>
  );
}

const Version = ({ label, value }) => (
  <dl>
    <dt>{label}</dt>
    <dd>{value || "—"}</dd>
  </dl>
);
