/* Files that the record has already: one click puts one on the note, another takes it off again. */
import { useEffect, useState } from "react";
import { Dialog } from "@radix-ui/themes";
import { Tick } from "./icons.jsx";
import { filesAtHand } from "./requests.js";
import { Thumb } from "$/public/external/crm_app/web/media/components/thumb.jsx";

const WAIT_MS = 150;

/* What was asked for last; null while nothing has answered yet. */
function useFiles(anchor, search) {
  const [found, setFound] = useState(null);
  useEffect(() => {
    let stale = false;
    const asking = setTimeout(async () => {
      const { status, body } = await filesAtHand(anchor, search);
      if (!stale) setFound({ search, failed: status !== 200, files: body.files ?? [] });
    }, search ? WAIT_MS : 0);
    return () => {
      stale = true;
      clearTimeout(asking);
    };
  }, [anchor, search]);
  return found;
}

export function Existing({ anchor, chosen, full, texts, onTake, onLeave, onClose }) {
  const [search, setSearch] = useState("");
  const found = useFiles(anchor, search.trim());
  const empty = found && !found.failed && !found.files.length;
  return (
    <Dialog.Root open onOpenChange={(shown) => shown || onClose()}>
      <Dialog.Content className="dialog note-existing" aria-describedby={undefined} onKeyDown={(event) => event.stopPropagation()}>
        <Dialog.Title className="dialog-title">{texts.existing_title}</Dialog.Title>
        <input
          className="input"
          type="search"
          autoFocus
          value={search}
          aria-label={texts.existing_search}
          placeholder={texts.existing_search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <div className="note-existing-files" aria-busy={found?.search !== search.trim()}>
          {found?.failed && <p className="problem" role="alert">{texts.existing_failed}</p>}
          {empty && <p className="quiet">{found.search ? texts.existing_no_match : texts.existing_none}</p>}
          <ul aria-label={texts.existing_title}>
            {found?.files.map((file) => (
              <Choice key={file.uuid} file={file} on={chosen.has(file.uuid)} full={full} onTake={onTake} onLeave={onLeave} />
            ))}
          </ul>
        </div>
        {full && <p className="quiet small" role="status">{texts.full}</p>}
        <div className="dialog-actions">
          <button type="button" className="button" data-kind="primary" onClick={onClose}>
            {texts.existing_done}
          </button>
        </div>
      </Dialog.Content>
    </Dialog.Root>
  );
}

function Choice({ file, on, full, onTake, onLeave }) {
  return (
    <li>
      <button type="button" className="note-existing-file" aria-pressed={on} disabled={full && !on} onClick={() => (on ? onLeave(file.uuid) : onTake(file))}>
        <Thumb src={file.thumb_url} icon={file.icon} pending={file.pending} className="note-thumb" />
        <span className="cut" dir="auto">
          {file.name}
        </span>
        <span className="quiet small numbers">{file.size}</span>
        <span className="note-existing-tick">{on && <Tick size={16} aria-hidden />}</span>
      </button>
    </li>
  );
}
