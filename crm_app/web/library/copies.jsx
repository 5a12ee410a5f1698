/* Files that have the same content, side by side under what they have in common, with what can be done about them. */
import { keyOf } from "./dragging.js";
import { Copies } from "./icons.jsx";
import { fill, plural } from "$/public/external/crm_app/web/media/components/words.js";

/* Rows of one content follow each other. */
export const grouped = (rows) =>
  rows.reduce((groups, row) => {
    const last = groups.at(-1);
    if (last?.[0].content === row.content) last.push(row);
    else groups.push([row]);
    return groups;
  }, []);

/* The one that was there first is the one that people know. */
const oldest = (rows) => rows.reduce((first, row) => (row.changed_at < first.changed_at ? row : first));

export function Groups({ rows, as, draw, may, onKeep, texts }) {
  return grouped(rows).map((same) => {
    const [{ content, copies, size }] = same;
    const title = plural(texts, "same", copies);
    return (
      <section key={content} className="library-same" aria-label={title}>
        <header>
          <h2 className="library-section">
            {title} <span>{fill(texts.each, { size })}</span>
          </h2>
          {may.edit && may.delete && copies > 1 && (
            <button type="button" className="button" data-kind="secondary" data-size="small" onClick={() => onKeep(keyOf(oldest(same)))}>
              <Copies size={14} className="icon" aria-hidden />
              <span className="label">{texts.keep_one}</span>
            </button>
          )}
        </header>
        <ul {...as}>{same.map(draw)}</ul>
      </section>
    );
  });
}
