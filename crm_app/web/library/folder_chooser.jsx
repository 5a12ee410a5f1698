/* A dialog to choose a folder: the same tree as beside the list, with keyboard and mouse; for moving without dragging, and for copies. */
import { useEffect, useRef, useState } from "react";
import { Dialog } from "@radix-ui/themes";
import { lines, step, trailTo, unread } from "./branches.js";
import { ChevronRight, Folder, FolderPlus, PLACE_ICONS } from "./icons.jsx";
import { fill, plural } from "$/public/external/crm_app/web/media/components/words.js";

const Root = PLACE_ICONS.folders;

function Option({ node, chosen, refused, turn, choose, confirm }) {
  return (
    <div
      role="treeitem"
      className="library-option"
      aria-level={node.level}
      aria-expanded={node.has_children ? node.open : undefined}
      aria-selected={chosen}
      aria-disabled={refused || undefined}
      tabIndex={chosen ? 0 : -1}
      data-option={node.uuid}
      style={{ "--level": node.level }}
      onClick={() => choose(node.uuid)}
      onDoubleClick={confirm}
    >
      <span
        className="library-twist"
        aria-hidden
        data-none={!node.has_children || !node.uuid || undefined}
        data-open={node.open || undefined}
        onClick={(event) => {
          event.stopPropagation();
          turn(node.uuid);
        }}
      >
        <ChevronRight size={14} />
      </span>
      {node.uuid ? <Folder color={node.color} size={16} /> : <Root size={16} className="icon" aria-hidden />}
      <span className="cut" dir="auto">
        {node.label}
      </span>
    </div>
  );
}

/*
 * `wanted` is {what: "move" | "copy" | "link", keys, names, source}; null while the dialog is closed. `onChoose(folder)` gets the
 * uuid, "" for the root.
 */
export function FolderChooser({ wanted, tree, start, trail, onOpen, onNewFolder, onChoose, onClose, texts }) {
  const [open, setOpen] = useState(new Set());
  const [at, setAt] = useState("");
  const list = useRef(null);
  const shown = [{ uuid: "", label: texts.library, level: 0, open: true, has_children: true }, ...lines(tree, open)];
  useEffect(() => {
    if (!wanted) return;
    setOpen(new Set(trail));
    setAt(start);
  }, [wanted]);
  useEffect(() => {
    const missing = unread(tree, open);
    if (wanted && missing.length) onOpen(missing);
  }, [open]);
  const turn = (uuid, on = !open.has(uuid)) => setOpen((now) => (on ? new Set([...now, uuid]) : new Set([...now].filter((each) => each !== uuid))));
  const refused = (uuid) =>
    wanted && ((uuid === wanted.source && wanted.what !== "copy") || (wanted.what === "move" && trailTo(tree, uuid).some((each) => wanted.keys.includes(`folder:${each}`))) || (wanted.what === "link" && !uuid));
  const confirm = () => wanted && !refused(at) && onChoose(at);
  const keyDown = (event) => {
    const index = shown.findIndex((line) => line.uuid === at);
    const next = step(shown, index, event.key);
    if (event.key === "Enter") confirm();
    else if (next?.open) turn(next.open, true);
    else if (next?.close) turn(next.close, false);
    else if (next && next.to !== undefined) {
      setAt(next.to);
      list.current.querySelector(`[data-option="${next.to}"]`)?.focus();
    } else return;
    event.preventDefault();
  };
  const name = shown.find((line) => line.uuid === at)?.label ?? texts.library;
  return (
    <Dialog.Root open={wanted !== null} onOpenChange={(now) => now || onClose()}>
      <Dialog.Content className="dialog library-chooser" aria-describedby={undefined} onOpenAutoFocus={(event) => {
          event.preventDefault();
          list.current?.querySelector('[aria-selected="true"]')?.focus();
        }}
      >
        <Dialog.Title className="dialog-title">{wanted && (wanted.keys.length === 1 ? fill(texts[`${wanted.what}_title`], { name: wanted.names[0] }) : plural(texts, `${wanted.what}_title`, wanted.keys.length))}</Dialog.Title>
        <div ref={list} className="library-options" role="tree" aria-label={texts.folders} onKeyDown={keyDown}>
          {shown.map((node) => (
            <Option key={node.uuid} node={node} chosen={node.uuid === at} refused={refused(node.uuid)} turn={turn} choose={setAt} confirm={confirm} />
          ))}
        </div>
        <div className="dialog-actions">
          {onNewFolder && (
            <button type="button" className="button spread" data-kind="ghost" onClick={() => onNewFolder(at)}>
              <FolderPlus size={16} className="icon" aria-hidden />
              <span className="label">{texts.new_folder_here}</span>
            </button>
          )}
          <Dialog.Close>
            <button type="button" className="button" data-kind="secondary">
              {texts.cancel}
            </button>
          </Dialog.Close>
          <button type="button" className="button" data-kind="primary" disabled={refused(at)} onClick={confirm}>
            <span className="label cut">{fill(texts[`${wanted?.what ?? "move"}_here`], { name })}</span>
          </button>
        </div>
      </Dialog.Content>
    </Dialog.Root>
  );
}
