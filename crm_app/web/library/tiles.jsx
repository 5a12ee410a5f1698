/* One folder or file, as a tile of the grid or a line of the list. Both are drawn again only when something about them changed. */
import { memo, useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { keyOf } from "./dragging.js";
import { Folder, More } from "./icons.jsx";
import { stemLength } from "./places.js";
import { choosing, useChoosing, useDrop } from "./shared.js";
import { Thumb } from "$/public/external/crm_app/web/media/components/thumb.jsx";
import { fill, plural } from "$/public/external/crm_app/web/media/components/words.js";
import { RelativeTime } from "$/public/external/crm_app/web/ui/scripts/times.js";
import { Glow } from "$/public/external/crm_app/web/ui/scripts/lists.js";

const nothing = () => {};

function Check({ row, texts }) {
  const key = keyOf(row);
  const on = useChoosing((state) => state.chosen.includes(key));
  return (
    <label className="library-check">
      <input type="checkbox" className="checkbox" tabIndex={-1} checked={on} onChange={nothing} data-choose={key} aria-label={fill(texts.select_one, { name: row.label })} />
    </label>
  );
}

function MenuButton({ row, texts }) {
  const label = fill(texts.actions_for, { name: row.label });
  return (
    <button type="button" className="button library-more" data-kind="ghost" data-size="small" data-shape="icon" data-menu={keyOf(row)} aria-label={label} title={label} aria-haspopup="menu">
      <More size={16} aria-hidden className="icon" />
    </button>
  );
}

/* The name while it is being changed: saved with Enter or by going on, left as it was with Esc. */
function NameField({ row, onRename, texts }) {
  const field = useRef(null);
  const left = useRef(false);
  useEffect(() => {
    field.current.focus();
    field.current.setSelectionRange(0, row.kind === "file" ? stemLength(row.name) : row.name.length);
  }, []);
  const leave = (save) => {
    if (left.current) return;
    left.current = true;
    const name = field.current.value.trim();
    choosing.rename("");
    if (save && name && name !== row.name) onRename(keyOf(row), name);
  };
  const keyDown = (event) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    leave(event.key === "Enter");
    document.querySelector(`[data-open="${keyOf(row)}"]`)?.focus();
  };
  return (
    <input
      ref={field}
      className="input library-rename"
      defaultValue={row.name}
      maxLength={255}
      dir="auto"
      spellCheck={false}
      autoComplete="off"
      aria-label={fill(texts.new_name_of, { name: row.label })}
      onKeyDown={keyDown}
      onBlur={() => leave(true)}
      onClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => event.stopPropagation()}
    />
  );
}

/* What was typed stands there at once; what the server says comes soon afterwards, or it is as it was. */
function useName(row, onRename) {
  const [wanted, setWanted] = useState(null);
  useEffect(() => setWanted(null), [row.name]);
  useEffect(() => {
    if (wanted === null) return;
    const timer = setTimeout(() => setWanted(null), 5000);
    return () => clearTimeout(timer);
  }, [wanted]);
  const rename = (key, name) => {
    setWanted(name);
    onRename(key, name);
  };
  return [wanted ?? row.label, rename];
}

/* How long it is still there: days are enough. */
const DAY = 86_400_000;
const daysLeft = (at, texts) => plural(texts, "in_days", Math.max(0, Math.ceil((new Date(at).getTime() - Date.now()) / DAY)));

const countOf = (row, texts) => (row.items === 0 ? texts.empty_folder : plural(texts, "items", row.items));

const Mark = ({ text }) => {
  const [before, ...rest] = text.split("[[");
  return (
    <span className="library-snippet cut" dir="auto">
      {before}
      {rest.map((part, index) => {
        const [word, after] = part.split("]]");
        return (
          <span key={index}>
            <mark>{word}</mark>
            {after}
          </span>
        );
      })}
    </span>
  );
};

function Facts({ row, place, texts }) {
  if (place === "trash")
    return (
      <span className="library-facts cut">
        {row.from_path && <span>{fill(texts.from, { path: row.from_path })}</span>}
        {row.goes_at && <span className="library-days">{daysLeft(row.goes_at, texts)}</span>}
      </span>
    );
  if (row.snippet)
    return (
      <>
        <Mark text={row.snippet} />
        <span className="library-facts cut">{row.path}</span>
      </>
    );
  if (row.kind === "folder")
    return (
      <span className="library-facts cut">
        {row.items !== null && <span>{countOf(row, texts)}</span>}
        {row.path && <span>{row.path}</span>}
      </span>
    );
  return (
    <span className="library-facts cut">
      {row.note ? <span data-tone="warning">{row.note}</span> : <span className="numbers">{row.size}</span>}
      {row.held === "link" && <span>{texts.linked}</span>}
      {row.path && <span>{row.path}</span>}
    </span>
  );
}

const Opener = ({ row, href, children, className }) =>
  row.kind === "folder" && href ? (
    <Link to={href} className={className} data-open={keyOf(row)} draggable={false} aria-label={row.label}>
      {children}
    </Link>
  ) : (
    <a href={row.url || undefined} role={row.url ? undefined : "button"} tabIndex={0} target="_blank" rel="noopener" className={className} data-open={keyOf(row)} draggable={false} aria-label={row.label}>
      {children}
    </a>
  );

function useItem({ row, href, trail, mayEdit, onRename, onSpring }) {
  const key = keyOf(row);
  const chosen = useChoosing((state) => state.chosen.includes(key));
  const renaming = useChoosing((state) => state.renaming === key);
  const [name, rename] = useName(row, onRename);
  const target = { folder: row.uuid, trail: [...trail, row.uuid] };
  const [over, drop] = useDrop(`item:${row.uuid}`, target, onSpring && href ? () => onSpring(href) : null);
  const takes = row.kind === "folder" && mayEdit && href;
  const props = {
    "data-key": key,
    "data-row": "",
    "data-chosen": chosen || undefined,
    "data-drop": (takes && over) || undefined,
    "data-drop-folder": takes ? row.uuid : undefined,
    draggable: !renaming,
    ...(takes ? drop : {}),
  };
  return { name, rename, renaming, props };
}

const Name = ({ row, name, renaming, rename, texts }) =>
  renaming ? (
    <NameField row={row} onRename={rename} texts={texts} />
  ) : (
    <span className="library-name cut" dir="auto" title={row.label}>
      {name}
    </span>
  );

const Picture = ({ row, size }) =>
  row.kind === "folder" ? <Folder color={row.color} size={size} /> : <Thumb src={row.thumb_url} icon={row.icon} pending={row.pending} />;

export const Tile = memo(function Tile({ row, href, place, trail, mayEdit, onRename, onSpring, texts }) {
  const { name, rename, renaming, props } = useItem({ row, href, trail, mayEdit, onRename, onSpring });
  return (
    <li className="library-tile" data-kind={row.kind} {...props}>
      <Glow version={row.changed_at} />
      {row.kind === "file" && (
        <div className="library-picture">
          <Thumb src={row.thumb_url} icon={row.icon} pending={row.pending} />
        </div>
      )}
      <div className="library-foot">
        {row.kind === "folder" && <Folder color={row.color} size={22} />}
        <span className="library-words">
          <Name {...{ row, name, renaming, rename, texts }} />
          <Facts row={row} place={place} texts={texts} />
        </span>
        <MenuButton row={row} texts={texts} />
      </div>
      {!renaming && <Opener row={row} href={href} className="library-open" />}
      <Check row={row} texts={texts} />
    </li>
  );
});

export const Line = memo(function Line({ row, href, place, trail, mayEdit, onRename, onSpring, texts }) {
  const { name, rename, renaming, props } = useItem({ row, href, trail, mayEdit, onRename, onSpring });
  const trashed = place === "trash";
  return (
    <li className="library-line" data-kind={row.kind} {...props}>
      <Glow version={row.changed_at} />
      <Check row={row} texts={texts} />
      <span className="library-mark">
        <Picture row={row} size={22} />
      </span>
      <span className="library-words">
        <Name {...{ row, name, renaming, rename, texts }} />
        <Facts row={row} place={place} texts={texts} />
      </span>
      <span className="library-cell quiet cut" data-column="by">
        {trashed ? row.trashed_by : row.by}
      </span>
      <span className="library-cell quiet cut numbers" data-column="at">
        <RelativeTime at={trashed ? row.trashed_at : row.changed_at} justNow={texts.just_now} />
      </span>
      <span className="library-cell quiet cut numbers" data-column="size">
        {trashed ? row.goes_at && daysLeft(row.goes_at, texts) : row.kind === "file" ? row.size : ""}
      </span>
      <MenuButton row={row} texts={texts} />
      {!renaming && <Opener row={row} href={href} className="library-open" />}
    </li>
  );
});
