/* A quiet note at the edge of the screen about uploads to records that are not on it. */
import { Link } from "react-router";
import { Upload, Warning } from "./icons.jsx";
import { useQueue, useShownRecords } from "./store.js";
import { elsewhere } from "./upload_queue.js";
import { fill, plural } from "./words.js";

const told = (texts, { label, active, stuck }) =>
  active ? fill(plural(texts, "uploading_to", active), { label }) : fill(plural(texts, "stuck_at", stuck), { label });

export function UploadTray({ texts, paths }) {
  const others = elsewhere(useQueue(), useShownRecords());
  if (!others.length) return null;
  return (
    <aside className="media-tray" aria-label={texts.uploads}>
      {others.map((other) => (
        <Link key={other.record} className="media-tray-row" to={other.page ?? fill(paths[other.resource], { record: other.record })}>
          {other.active ? <Upload size={15} aria-hidden /> : <Warning size={15} aria-hidden />}
          <span dir="auto">{told(texts, other)}</span>
        </Link>
      ))}
    </aside>
  );
}
