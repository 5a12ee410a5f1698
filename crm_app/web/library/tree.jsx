/* The places of the library and the tree of its folders, beside the list; on narrow screens a sheet. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Link, useLocation } from "react-router";
import { lines, step, trailTo, unread } from "./branches.js";
import { ChevronRight, Close, Folder, PLACE_ICONS } from "./icons.jsx";
import { addressOf } from "./places.js";
import { useDrop, useDragging } from "./shared.js";
import { IconButton } from "$/public/external/crm_app/web/media/components/controls.jsx";
import { fill } from "$/public/external/crm_app/web/media/components/words.js";

const KEPT = "library-open";

const kept = () => {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(KEPT) ?? "[]"));
  } catch {
    return new Set();
  }
};

/* Which folders are open: those that one has opened in this tab, and always the way to the one that is shown. */
function useOpen(tree, trail, onOpen) {
  const [open, setOpen] = useState(new Set());
  useLayoutEffect(() => setOpen((now) => new Set([...kept(), ...now])), []);
  const way = trail.slice(0, -1).join(" ");
  useEffect(() => {
    if (way) setOpen((now) => new Set([...now, ...way.split(" ")]));
  }, [way]);
  const asked = useRef(new Set());
  useEffect(() => {
    sessionStorage.setItem(KEPT, JSON.stringify([...open].slice(-200)));
    const wanted = unread(tree, open).filter((uuid) => !asked.current.has(uuid));
    wanted.forEach((uuid) => asked.current.add(uuid));
    if (wanted.length) onOpen(wanted);
    for (const uuid of Object.keys(tree)) asked.current.delete(uuid);
  }, [open, tree]);
  const turn = (uuid, on) =>
    setOpen((now) => {
      const next = new Set(now);
      if (on ?? !now.has(uuid)) next.add(uuid);
      else next.delete(uuid);
      return next;
    });
  return [open, turn];
}

function Place({ place, label, count, here }) {
  const Icon = PLACE_ICONS[place];
  const target = place === "trash" ? { trash: true } : { folder: "", trail: [] };
  const takes = place === "trash" || place === "folders";
  const [over, drop] = useDrop(`place:${place}`, target);
  return (
    <li>
      <Link
        to={addressOf(place)}
        className="library-branch"
        data-drop={(takes && over) || undefined}
        data-place={place}
        data-drop-folder={place === "folders" ? "root" : undefined}
        aria-current={here ? "page" : undefined}
        draggable={false}
        {...(takes ? drop : {})}
      >
        <Icon size={16} className="icon" aria-hidden />
        <span className="cut">{label}</span>
        {count > 0 && <span className="count">{count.toLocaleString()}</span>}
      </Link>
    </li>
  );
}

function Branch({ node, here, trail, turn, texts }) {
  const [over, drop] = useDrop(`tree:${node.uuid}`, { folder: node.uuid, trail }, node.has_children && !node.open ? () => turn(node.uuid, true) : null);
  const label = fill(node.open ? texts.close_folder : texts.open_folder, { name: node.label });
  return (
    <li data-branch={node.uuid}>
      <span className="library-branch" data-drop={over || undefined} data-here={here || undefined} data-drop-folder={node.uuid} style={{ "--level": node.level }} {...drop}>
        <button type="button" className="library-twist" aria-label={label} aria-expanded={node.open} tabIndex={-1} data-none={!node.has_children || undefined} onClick={() => turn(node.uuid)}>
          <ChevronRight size={14} aria-hidden />
        </button>
        <Link to={addressOf("folders", node.uuid)} className="library-branch-link" aria-current={here ? "page" : undefined} draggable={false} title={node.label} data-node={node.uuid}>
          <Folder color={node.color} size={16} />
          <span className="cut" dir="auto">
            {node.label}
          </span>
        </Link>
      </span>
    </li>
  );
}

/* `tree` holds children by parent. `places` are {place, label, count}; one that the person may not open has no name. */
export function Tree({ tree, places: all, place, folder, trail = [], onOpen, texts }) {
  const [open, turn] = useOpen(tree, trail, onOpen);
  const root = useRef(null);
  const places = all.filter((each) => each.place);
  const shown = useMemo(() => lines(tree, open), [tree, open]);
  const dragged = useDragging((state) => state.dragged !== null);
  const [sheet, setSheet] = useState(false);
  const { search } = useLocation();
  useEffect(() => setSheet(false), [search]);
  useEffect(() => {
    const show = () => setSheet(true);
    addEventListener("library-tree", show);
    return () => removeEventListener("library-tree", show);
  }, []);
  useEffect(() => {
    if (!sheet) return;
    const close = (event) => event.key === "Escape" && setSheet(false);
    root.current.querySelector("a")?.focus();
    addEventListener("keydown", close);
    return () => removeEventListener("keydown", close);
  }, [sheet]);

  const keyDown = (event) => {
    const uuid = event.target.dataset?.node;
    const index = shown.findIndex((line) => line.uuid === uuid);
    const next = index >= 0 && step(shown, index, event.key);
    if (!next || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (next.open) turn(next.open, true);
    if (next.close) turn(next.close, false);
    if (next.to) root.current.querySelector(`[data-node="${next.to}"]`)?.focus();
  };
  return (
    <>
      {sheet && <div className="library-veil" onClick={() => setSheet(false)} aria-hidden />}
      <nav ref={root} className="library-tree" data-sheet={sheet || undefined} data-dragging={dragged || undefined} aria-label={texts.places} onKeyDown={keyDown}>
        <div className="library-tree-head">
          <strong>{texts.places}</strong>
          <IconButton Icon={Close} label={texts.close} onClick={() => setSheet(false)} />
        </div>
        <ul>
          {places.slice(0, 1).map((each) => (
            <Place key={each.place} {...each} here={place === each.place && !folder} />
          ))}
          {shown.map((node) => (
            <Branch key={node.uuid} node={node} here={folder === node.uuid} trail={trailTo(tree, node.uuid)} turn={turn} texts={texts} />
          ))}
        </ul>
        <ul className="library-places">
          {places.slice(1).map((each) => (
            <Place key={each.place} {...each} here={place === each.place} />
          ))}
        </ul>
      </nav>
    </>
  );
}
