/*
 * Around the rows of a list of files: opens the viewer, keeps the selection, moves the focus with the arrow keys. The rows
 * themselves come from the server; they say what they are with `data-file` (the row), `data-open` (its main control),
 * `data-choose` (its checkbox), `data-remove` and `data-star` (buttons).
 */
import { useEffect, useRef, useState } from "react";
import { Button, IconButton } from "./controls.jsx";
import { Close, Download, Trash } from "./icons.jsx";
import { neighbour, ranged, remaining, toggled } from "./picking.js";
import { Viewer } from "./viewer.jsx";
import { plural } from "./words.js";

/* Browsers drop downloads that start in the same instant. */
const DOWNLOAD_PAUSE = 400;
const STILL_THERE = 4000;

function downloadAll(files) {
  files.forEach((file, index) =>
    setTimeout(() => {
      const link = document.createElement("a");
      link.href = file.download_url;
      link.download = file.name;
      link.click();
    }, index * DOWNLOAD_PAUSE),
  );
}

const openers = (root) => Array.from(root.querySelectorAll("[data-open]"));

const columnsOf = (all) => {
  const top = all[0]?.getBoundingClientRect().top;
  const inFirstRow = all.filter((each) => Math.abs(each.getBoundingClientRect().top - top) < 4).length;
  return Math.max(1, inFirstRow);
};

/* Answers the click at once; what the server refuses to remove is bright again after a while. */
function dim(root, uuids) {
  const rows = uuids.map((uuid) => root.querySelector(`[data-file="${uuid}"]`)).filter(Boolean);
  rows.forEach((row) => row.setAttribute("data-leaving", ""));
  setTimeout(() => rows.forEach((row) => row.removeAttribute("data-leaving")), STILL_THERE);
}

/* When the row with the focus leaves the list, the one that takes its place gets it. */
function useFocusStays(root, files) {
  const held = useRef(-1);
  useEffect(() => {
    if (held.current < 0 || document.activeElement !== document.body) return;
    const all = openers(root.current);
    all[Math.min(held.current, all.length - 1)]?.focus();
  }, [files]);
  return {
    onFocus: (event) => {
      const row = event.target.closest("[data-file]");
      held.current = row ? openers(root.current).findIndex((each) => row.contains(each)) : -1;
    },
    onBlur: (event) => {
      if (event.relatedTarget && !root.current.contains(event.relatedTarget)) held.current = -1;
    },
  };
}

/* The checkboxes belong to the rows, and rows come and go: they are told what is chosen after every change. */
function useChosen(root, order) {
  const [chosen, setChosen] = useState(new Set());
  const last = useRef("");
  const valid = remaining(chosen, order);
  useEffect(() => {
    for (const box of root.current.querySelectorAll("[data-choose]")) box.checked = valid.has(box.dataset.choose);
  });
  const choose = (uuid, on, range) => {
    setChosen(range ? ranged(valid, order, last.current, uuid) : toggled(valid, uuid, on));
    last.current = uuid;
  };
  return { chosen: valid, choose, chooseAll: () => setChosen(new Set(order)), clear: () => setChosen(new Set()) };
}

function Bar({ files, chosen, canEdit, onRemove, clear, texts }) {
  if (!chosen.size) return null;
  const picked = files.filter(({ uuid }) => chosen.has(uuid));
  return (
    <div className="media-selection" role="toolbar" aria-label={texts.selection}>
      <strong aria-live="polite">{plural(texts, "selected", picked.length)}</strong>
      <Button kind="ghost" Icon={Download} onClick={() => downloadAll(picked)}>
        {texts.download}
      </Button>
      {canEdit && (
        <Button kind="ghost" Icon={Trash} onClick={() => onRemove(picked.map(({ uuid }) => uuid))}>
          {texts.remove}
        </Button>
      )}
      <IconButton Icon={Close} label={texts.clear_selection} onClick={clear} />
    </div>
  );
}

const plainClick = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

export function Shelf({ files, canEdit = false, onRemove, onStar, texts, children, className = "" }) {
  const root = useRef(null);
  const [open, setOpen] = useState("");
  const order = files.map(({ uuid }) => uuid);
  const { chosen, choose, chooseAll, clear } = useChosen(root, order);
  const focus = useFocusStays(root, files);

  const remove = (uuids) => {
    dim(root.current, uuids);
    onRemove?.(uuids);
    clear();
    /* The viewer covers the message with the way back. */
    setOpen("");
  };
  const actions = {
    choose: (uuid, event) => choose(uuid, event.target.checked, event.shiftKey),
    remove: (uuid) => canEdit && remove([uuid]),
    star: (uuid) => canEdit && onStar?.(uuid),
    open: (uuid, event) => {
      if (event.shiftKey) choose(uuid, true, true);
      else if (plainClick(event)) setOpen(uuid);
      else return;
      event.preventDefault();
    },
  };
  const click = (event) => {
    const target = event.target.closest("[data-choose], [data-remove], [data-star], [data-open]");
    if (!target || !root.current.contains(target)) return;
    const [name] = ["choose", "remove", "star", "open"].filter((each) => target.dataset[each]);
    if (name) actions[name](target.dataset[name], event);
  };
  const keys = (event, uuid, all) => {
    const index = all.indexOf(event.target);
    const moved = neighbour(index, event.key, columnsOf(all), all.length);
    if (moved !== index) all[moved].focus();
    else if (event.key === " ") choose(uuid, !chosen.has(uuid), event.shiftKey);
    else if (event.key === "Delete" && canEdit) remove(chosen.size ? [...chosen] : [uuid]);
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) chooseAll();
    else return false;
    return true;
  };
  const keyDown = (event) => {
    if (event.target.closest("dialog")) return;
    if (event.key === "Escape" && chosen.size) clear();
    else if (!event.target.dataset.open || !keys(event, event.target.dataset.open, openers(root.current))) return;
    event.preventDefault();
  };

  return (
    <div ref={root} className={`media-shelf ${className}`} onClick={click} onKeyDown={keyDown} data-choosing={chosen.size > 0 || undefined} {...focus}>
      {children}
      <Bar {...{ files, chosen, canEdit, clear, texts }} onRemove={remove} />
      {open && <Viewer {...{ files, canEdit, onStar, texts }} uuid={open} onMove={setOpen} onRemove={onRemove && ((uuid) => remove([uuid]))} />}
    </div>
  );
}
