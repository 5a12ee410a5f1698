/*
 * The place where files are added to a record: drop them, paste them, or choose them. Anything inside it with
 * `data-choose-files` opens the file dialog. The uploads themselves live in the store, not here.
 */
import { useEffect, useRef, useState } from "react";
import { droppedFiles, hasFiles } from "./dropped_files.js";
import { Upload, Warning } from "./icons.jsx";
import { uploader, useQueue } from "./store.js";
import { view } from "./upload_queue.js";
import { summary } from "./words.js";

const PICTURES = "image/*,.heic,.heif";

const isTyping = (element) => Boolean(element?.closest?.("input, textarea, [contenteditable=true]"));

const dialogIsOpen = () => Boolean(document.querySelector("dialog[open], [role=dialog][data-state=open]"));

const besideText = (event) => !isTyping(event.target);

/*
 * Listens on the window: a file that misses the tab by an inch must not replace the page. `take(transfer, target)` gets what is
 * dropped or pasted, where `pastes(event)` lets it.
 */
export function useFileDrag(disabled, take, pastes = besideText) {
  const [over, setOver] = useState(false);
  const latest = useRef();
  latest.current = { disabled, take, pastes };
  useEffect(() => {
    const drag = (event) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = latest.current.disabled || dialogIsOpen() ? "none" : "copy";
      setOver(!dialogIsOpen());
    };
    const leave = (event) => !event.relatedTarget && setOver(false);
    const drop = (event) => {
      setOver(false);
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      if (!latest.current.disabled && !dialogIsOpen()) latest.current.take(event.dataTransfer, event.target);
    };
    const paste = (event) => {
      const wanted = event.clipboardData?.files.length && latest.current.pastes(event) && !dialogIsOpen();
      if (!wanted || latest.current.disabled) return;
      event.preventDefault();
      latest.current.take(event.clipboardData, event.target);
    };
    const handlers = { dragenter: drag, dragover: drag, dragleave: leave, dragend: leave, drop, paste };
    Object.entries(handlers).forEach(([name, handler]) => window.addEventListener(name, handler));
    return () => Object.entries(handlers).forEach(([name, handler]) => window.removeEventListener(name, handler));
  }, []);
  return over;
}

/* Says what came of a round of uploads when its last file has come to rest, and tells the page the same. */
export function useRest(record, texts, onSettled) {
  const seen = view(useQueue(), record);
  const [said, setSaid] = useState("");
  const before = useRef(0);
  const { active, tally } = seen;
  useEffect(() => {
    if (before.current > 0 && active === 0) {
      setSaid(summary(texts, tally));
      onSettled?.(summary(texts, tally));
    } else if (active > 0) setSaid("");
    before.current = active;
  }, [active]);
  return said;
}

export function Overlay({ disabled, kind, texts }) {
  const inviting = kind === "images" ? texts.drop_images : texts.drop_files;
  return (
    <div className="media-overlay" data-refused={disabled || undefined} aria-hidden>
      <div className="media-overlay-sign">
        {disabled ? <Warning size={28} /> : <Upload size={28} />}
        <span>{disabled ? texts.drop_refused : inviting}</span>
      </div>
    </div>
  );
}

export function DropZone({ resource, record, label = "", kind, limit = 0, disabled = false, texts, onSettled, children, className = "" }) {
  const input = useRef(null);
  const add = (files) => files.length && uploader.add({ resource, record, label, kind, purpose: "attach" }, files, limit);
  const over = useFileDrag(disabled, async (transfer) => add(await droppedFiles(transfer)));
  const said = useRest(record, texts, () => onSettled?.());

  const choose = (event) => {
    if (!disabled && event.target.closest?.("[data-choose-files]")) input.current.click();
  };
  const chosen = (event) => {
    add(Array.from(event.target.files));
    event.target.value = "";
  };

  return (
    <div className={`media-zone ${className}`} onClick={choose} data-over={over || undefined}>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={kind === "images" ? PICTURES : undefined}
        aria-label={kind === "images" ? texts.choose_images : texts.choose_files}
        data-testid="file-input"
        onChange={chosen}
        onClick={(event) => event.stopPropagation()}
      />
      {children}
      {over && <Overlay disabled={disabled} kind={kind} texts={texts} />}
      <div className="media-said" role="status" aria-live="polite">
        {said}
      </div>
    </div>
  );
}
