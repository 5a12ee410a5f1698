/*
 * What happened with a record, by the days of this browser's clock. Rows are the same objects until a patch changes them, so of a
 * long timeline only those that changed are drawn again. One's own are edited in their place.
 */
import { memo, useCallback, useEffect, useState } from "react";
import { Composer } from "./composer.jsx";
import { byDay, dayName } from "./days.js";
import { blank, deviceZone, offsetAt } from "./form.js";
import { Note } from "./note.jsx";
import { Delete } from "./questions.jsx";

const locale = () => document.documentElement.lang || undefined;

/* Days change their names at midnight. */
function useToday() {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const midnight = new Date(now);
    midnight.setHours(24, 0, 1, 0);
    const timer = setTimeout(() => setNow(Date.now()), Math.max(1000, midnight.getTime() - now));
    return () => clearTimeout(timer);
  }, [now]);
  return now;
}

export function Timeline({ rows, anchor, page, label, without, owner, canEdit, texts, onDelete, onWriting }) {
  const [doomed, setDoomed] = useState("");
  const [edited, setEdited] = useState("");
  const now = useToday();
  const ask = useCallback((uuid) => setDoomed(uuid), []);
  const edit = useCallback((uuid) => setEdited(uuid), []);
  const form = { anchor, page, label, without, owner, texts, onWriting, onClose: () => setEdited("") };
  return (
    <div className="timeline">
      {byDay(rows).map(({ day, at, rows: notes }) => (
        <section key={day} className="timeline-day" aria-label={dayName(at, now, texts, locale())}>
          <h3 className="timeline-date">{dayName(at, now, texts, locale())}</h3>
          <ol>
            {notes.map((row) =>
              row.uuid === edited && canEdit ? (
                <li key={row.uuid} className="note-edited">
                  <Composer {...form} interaction={row.uuid} initial={() => formOf(row)} />
                </li>
              ) : (
                <Row key={row.uuid} row={row} canEdit={canEdit && row.here} texts={texts} onEdit={edit} onDelete={ask} />
              ),
            )}
          </ol>
        </section>
      ))}
      <Delete
        open={doomed !== ""}
        texts={texts}
        onKeep={() => setDoomed("")}
        onDelete={() => {
          onDelete(doomed);
          setDoomed("");
        }}
      />
    </div>
  );
}

const Row = memo(Note);

/* What a form holds that edits a row: the row in words, the time by the clock of this device, and what stood there before. */
function formOf(row) {
  const zone = deviceZone();
  const at = new Date(row.at);
  const occurred_at = new Date(at.getTime() + (offsetAt(zone, at) ?? 0) * 60000).toISOString().slice(0, 16);
  const fields = { interaction_type: row.type, occurred_at, time_zone: zone, subject: row.subject, body: row.body };
  const files = row.files.map(({ uuid, name, size }) => ({ uuid, name, size }));
  return { ...blank(at, zone), ...fields, parties: row.parties, seen: fields, files, remove_files: [] };
}
