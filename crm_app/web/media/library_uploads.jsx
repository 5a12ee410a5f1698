/*
 * Around a page of the library: files and whole folders that are dropped on it, pasted, or chosen. They go into the folder under the
 * pointer (an element with `data-drop-folder`), else into the one that the page shows. Anything inside with `data-choose-files`
 * or `data-choose-folder` opens the dialog for it. All uploads of the library are one round, whichever folder they go to.
 */
import { useEffect, useRef, useState } from "react";
import { Clashes } from "./clashes.jsx";
import { Overlay, useFileDrag, useRest } from "./drop_zone.jsx";
import { chosenTree, droppedTree, hasFiles } from "./dropped_files.js";
import { folderAt, plan } from "./folder_plan.js";
import { askNames, makeFolders } from "./folder_requests.js";
import { uploader } from "./store.js";
import { UploadList } from "./upload_list.jsx";
import { plural } from "./words.js";

export const LIBRARY = "library";

/* Sends what was decided; empty folders are made, too. */
function start({ folder, tree, clashes, page }, choice, { label, limit }) {
  if (tree.folders.length) makeFolders(folder, tree.folders);
  const target = { resource: "folder", record: LIBRARY, kind: "files", purpose: "attach", label, page };
  for (const { more, files } of plan(folder, tree.files, clashes, choice)) uploader.add({ ...target, more }, files, limit);
}

/* Drops that wait for their answer, one after the other. */
function useDrops(options, onTold) {
  const [asked, ask] = useState(null);
  const latest = useRef();
  latest.current = { options, onTold };
  const take = async (folder, tree) => {
    const { texts } = latest.current.options;
    if (tree.unread.length) latest.current.onTold?.(plural(texts, "unread", tree.unread.length), "warning");
    if (!tree.files.length && !tree.folders.length) return;
    const { clashes, problem } = await askNames(folder, tree.files);
    const drop = { folder, tree, clashes, page: folder === "root" ? "/media" : `/media?folder=${folder}` };
    if (problem) latest.current.onTold?.(problem, "error");
    else if (clashes.size) ask(drop);
    else start(drop, "both", latest.current.options);
  };
  const answer = (choice) => {
    ask(null);
    start(asked, choice, latest.current.options);
  };
  return { asked, take, answer, cancel: () => ask(null) };
}

/* The folder under the pointer shows that it would take the files. */
function useMarked(over) {
  const marked = useRef(null);
  const mark = (element) => {
    if (marked.current === element) return;
    marked.current?.removeAttribute("data-drop-over");
    element?.setAttribute("data-drop-over", "");
    marked.current = element;
  };
  useEffect(() => {
    if (!over) mark(null);
  }, [over]);
  return (event) => hasFiles(event.dataTransfer) && mark(folderAt(event.target, "").element);
}

export function LibraryUploads({ folder, label = "", limit = 0, disabled = false, texts, onTold, children, className = "" }) {
  const files = useRef(null);
  const folders = useRef(null);
  const drops = useDrops({ label, limit, texts }, onTold);
  const over = useFileDrag(disabled, async (transfer, target) => {
    const { folder: into } = folderAt(target, folder);
    drops.take(into, await droppedTree(transfer));
  });
  const mark = useMarked(over);
  const said = useRest(LIBRARY, texts, (sum) => sum && onTold?.(sum, "success"));

  const choose = (event) => {
    const wanted = !disabled && event.target.closest?.("[data-choose-files], [data-choose-folder]");
    if (wanted) (wanted.matches("[data-choose-files]") ? files : folders).current.click();
  };
  const chosen = (event) => {
    drops.take(folder, chosenTree(event.target.files));
    event.target.value = "";
  };
  const input = { type: "file", multiple: true, hidden: true, onChange: chosen, onClick: (event) => event.stopPropagation() };

  return (
    <div className={`media-zone ${className}`} onClick={choose} onDragOver={mark} data-over={over || undefined}>
      <input ref={files} aria-label={texts.choose_files} data-testid="file-input" {...input} />
      <input ref={folders} aria-label={texts.choose_folder} data-testid="folder-input" webkitdirectory="" {...input} />
      {children}
      {over && <Overlay disabled={disabled} kind="files" texts={texts} />}
      <div className="upload-dock">
        <UploadList record={LIBRARY} kind="files" texts={texts} />
      </div>
      <div className="media-said" role="status" aria-live="polite">
        {said}
      </div>
      {drops.asked && <Question drop={drops.asked} texts={texts} onAnswer={drops.answer} onCancel={drops.cancel} />}
    </div>
  );
}

function Question({ drop, texts, onAnswer, onCancel }) {
  const names = [...drop.clashes.values()].map(({ name }) => name);
  return <Clashes names={names} total={drop.tree.files.length} texts={texts} onAnswer={onAnswer} onCancel={onCancel} />;
}
