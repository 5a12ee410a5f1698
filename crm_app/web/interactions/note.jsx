/* One interaction in a timeline: when, what, who, and what hangs on it. */
import { useState } from "react";
import { Link } from "react-router";
import { exactTime, timeOf } from "./days.js";
import { Pencil, Place, Trash, TYPE_ICONS, partyIcon } from "./icons.jsx";
import { IconButton } from "$/public/external/crm_app/web/media/components/controls.jsx";
import { KindIcon } from "$/public/external/crm_app/web/media/components/icons.jsx";
import { Thumb } from "$/public/external/crm_app/web/media/components/thumb.jsx";
import { Viewer } from "$/public/external/crm_app/web/media/components/viewer.jsx";
import { fill } from "$/public/external/crm_app/web/media/components/words.js";
import { LinkedText } from "$/public/external/crm_app/web/ui/linked_text/linked_text.jsx";
import { Glow } from "$/public/external/crm_app/web/ui/scripts/lists.js";

const LONG = 1100;
const MANY_LINES = 14;
const locale = () => document.documentElement.lang || undefined;

export function Note({ row, canEdit, texts, onEdit, onDelete }) {
  const Icon = TYPE_ICONS[row.type] ?? TYPE_ICONS.other;
  return (
    <li className="note" data-row="" data-note={row.uuid} data-type={row.type}>
      <span className="note-mark" aria-hidden>
        <Icon size={16} className="icon" />
      </span>
      <article className="note-body" aria-label={row.subject || texts[row.type]}>
        <header className="note-head">
          <span className="note-type">{texts[row.type]}</span>
          <time className="numbers" dateTime={row.at} title={exactTime(row.at, row.zone, texts, locale())}>
            {timeOf(row.at, locale())}
          </time>
          {row.owner && (
            <span className="cut quiet" dir="auto">
              {row.owner}
            </span>
          )}
          {canEdit && (
            <span className="note-tools">
              <IconButton Icon={Pencil} label={texts.edit} onClick={() => onEdit(row.uuid)} />
              <IconButton Icon={Trash} label={texts.delete} onClick={() => onDelete(row.uuid)} />
            </span>
          )}
        </header>
        {row.subject && (
          <h4 className="note-title" dir="auto">
            {row.subject}
          </h4>
        )}
        {row.body && <Text text={row.body} texts={texts} />}
        {row.parties.length > 0 && <People parties={row.parties} texts={texts} />}
        {row.files.length > 0 && <Files files={row.files} texts={texts} />}
        {row.place && (
          <Link className="note-place quiet small" to={row.place_href}>
            <Place size={13} aria-hidden className="icon" />
            <span className="cut" dir="auto">
              {fill(texts.written_at, { name: row.place })}
            </span>
          </Link>
        )}
      </article>
      <Glow version={row.version} />
    </li>
  );
}

/* Long texts show their beginning, so that one long mail does not hide a month. */
function Text({ text, texts }) {
  const long = text.length > LONG || text.split("\n").length > MANY_LINES;
  const [whole, setWhole] = useState(false);
  return (
    <>
      <div className="note-text" dir="auto" data-cut={(long && !whole) || undefined}>
        <LinkedText text={text} />
      </div>
      {long && (
        <button type="button" className="link note-more" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? texts.show_less : texts.show_all}
        </button>
      )}
    </>
  );
}

function People({ parties, texts }) {
  return (
    <ul className="note-parties" aria-label={texts.parties}>
      {parties.map((party) => (
        <li key={party.contact_uuid || party.staff_person_uuid || party.name}>
          <Somebody party={party} />
        </li>
      ))}
    </ul>
  );
}

function Somebody({ party }) {
  const Icon = partyIcon(party);
  const content = (
    <>
      <Icon size={13} aria-hidden className="icon" />
      <span className="cut" dir="auto">
        {party.name}
      </span>
    </>
  );
  const props = { className: "note-chip", title: party.detail || undefined };
  return party.href ? (
    <Link {...props} to={party.href}>
      {content}
    </Link>
  ) : (
    <span {...props}>{content}</span>
  );
}

const plainClick = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

/* Pictures as pictures, everything else as a line; both open the viewer, which goes through all files of the note. */
function Files({ files, texts }) {
  const [open, setOpen] = useState("");
  const pictures = files.filter(({ preview }) => preview === "image");
  const others = files.filter(({ preview }) => preview !== "image");
  const opening = (file) => ({
    href: file.url,
    target: "_blank",
    rel: "noopener",
    title: file.name,
    "data-file": file.uuid,
    onClick: (event) => {
      if (!plainClick(event)) return;
      event.preventDefault();
      setOpen(file.uuid);
    },
  });
  return (
    <div className="note-files">
      {pictures.length > 0 && (
        <ul className="note-pictures" aria-label={texts.pictures}>
          {pictures.map((file) => (
            <li key={file.uuid}>
              <a {...opening(file)} aria-label={file.name}>
                <Thumb src={file.thumb_url} icon={file.icon} pending={file.pending} />
              </a>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul className="note-documents" aria-label={texts.attachments}>
          {others.map((file) => (
            <li key={file.uuid}>
              <a {...opening(file)}>
                <KindIcon name={file.icon} size={15} className="icon" />
                <span className="cut" dir="auto">
                  {file.name}
                </span>
                <span className="quiet small numbers">{file.size}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {open && <Viewer files={files} uuid={open} onMove={setOpen} texts={texts} />}
    </div>
  );
}
