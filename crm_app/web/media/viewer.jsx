/*
 * The viewer: one file after the other, over everything. It is a native modal dialog, so the browser keeps the focus
 * inside, closes on Esc and gives the focus back. It opens without asking the server anything.
 */
import { useEffect, useRef, useState } from "react";
import { ArrowLeft, ArrowRight, Close, Download, External, Star, Trash, ZoomIn, ZoomOut } from "./icons.jsx";
import { Preview } from "./preview.jsx";
import { fill } from "./words.js";
import { ZoomPicture } from "./zoom_picture.jsx";

const isPicture = (file) => file.preview === "image";

const exactTime = (at) => new Date(at).toLocaleString(document.documentElement.lang || undefined, { dateStyle: "medium", timeStyle: "short" });

function preload(file) {
  if (!file || !isPicture(file) || !file.large_url) return;
  new Image().src = file.large_url;
}

/* The file that is shown may be removed by somebody else: then the one that took its place is shown, and it is said. */
function useShown(files, uuid, onMove) {
  const [gone, setGone] = useState("");
  const last = useRef({ index: 0, name: "" });
  const found = files.findIndex((file) => file.uuid === uuid);
  const index = found >= 0 ? found : Math.min(last.current.index, files.length - 1);
  const file = files[index];
  useEffect(() => {
    if (found >= 0) last.current = { index: found, name: files[found].name };
    else if (uuid) {
      setGone(last.current.name);
      onMove(file?.uuid ?? "");
    }
  });
  return { index, file, gone, forget: () => setGone("") };
}

function Head({ file, index, total, canEdit, zoomed, zoom, onStar, onRemove, onClose, texts }) {
  return (
    <header className="media-viewer-head">
      <div className="media-viewer-title">
        <h2 id="media-viewer-name" dir="auto" title={file.name}>
          {file.name}
        </h2>
        <p>
          {total > 1 && <span data-testid="viewer-counter">{fill(texts.counter, { index: index + 1, total })} · </span>}
          {file.size}
          {file.at && ` · ${exactTime(file.at)}`}
          {file.by && ` · ${file.by}`}
        </p>
      </div>
      <div className="media-viewer-tools">
        {isPicture(file) && (
          <>
            <Tool label={texts.zoom_out} onClick={() => zoom.current?.out()} disabled={!zoomed} Icon={ZoomOut} extra="media-wide-only" />
            <Tool label={texts.zoom_in} onClick={() => zoom.current?.in()} Icon={ZoomIn} extra="media-wide-only" />
          </>
        )}
        {isPicture(file) && onStar && (canEdit || file.is_avatar) && (
          <Tool
            label={file.is_avatar ? texts.is_photo : texts.set_photo}
            pressed={file.is_avatar}
            disabled={file.is_avatar}
            onClick={() => onStar(file.uuid)}
            Icon={Star}
          />
        )}
        {file.opens && (
          <a className="media-tool media-wide-only" href={file.url} target="_blank" rel="noopener noreferrer" aria-label={texts.open_in_tab} title={texts.open_in_tab}>
            <External size={18} aria-hidden />
          </a>
        )}
        <a className="media-tool" href={file.download_url} download={file.name} aria-label={texts.download} title={texts.download}>
          <Download size={18} aria-hidden />
        </a>
        {canEdit && onRemove && <Tool label={texts.remove} onClick={() => onRemove(file.uuid)} Icon={Trash} />}
        <Tool label={texts.close} onClick={onClose} Icon={Close} />
      </div>
    </header>
  );
}

function Tool({ label, Icon, pressed, extra = "", ...rest }) {
  return (
    <button type="button" className={`media-tool ${extra}`} aria-label={label} title={label} aria-pressed={pressed} {...rest}>
      <Icon size={18} aria-hidden fill={pressed ? "currentColor" : "none"} />
    </button>
  );
}

function keyActions(zoom, step, first, last) {
  return {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    Home: first,
    End: last,
    "+": () => zoom.current?.in(),
    "=": () => zoom.current?.in(),
    "-": () => zoom.current?.out(),
    0: () => zoom.current?.whole(),
  };
}

export function Viewer({ files, uuid, onMove, canEdit, onStar, onRemove, texts }) {
  const dialog = useRef(null);
  const zoom = useRef(null);
  const [zoomed, setZoomed] = useState(false);
  const { index, file, gone, forget } = useShown(files, uuid, onMove);

  useEffect(() => {
    if (!dialog.current.open) dialog.current.showModal();
    /* Not on a button: the first thing that one does here is to look, and to press the arrow keys. */
    dialog.current.focus();
  }, []);
  useEffect(() => {
    preload(files[index + 1]);
    preload(files[index - 1]);
  }, [file?.uuid]);

  const go = (target) => {
    if (!target) return;
    forget();
    onMove(target.uuid);
  };
  const step = (by) => go(files[index + by]);
  const keys = keyActions(zoom, step, () => go(files[0]), () => go(files.at(-1)));
  const keyDown = (event) => {
    const typing = event.target.closest("video, .media-text") && /^(Arrow|Home|End)/.test(event.key);
    if (event.ctrlKey || event.metaKey || event.altKey || typing || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  };
  const close = () => dialog.current.close();

  return (
    <dialog ref={dialog} tabIndex={-1} className="media-viewer" aria-labelledby="media-viewer-name" onClose={() => onMove("")} onKeyDown={keyDown}>
      {file && (
        <>
          <Head {...{ file, index, canEdit, zoomed, zoom, onStar, onRemove, texts }} total={files.length} onClose={close} />
          <div className="media-stage" onClick={(event) => event.target === event.currentTarget && close()}>
            {isPicture(file) ? (
              <ZoomPicture file={file} handle={zoom} onSwipe={step} onZoom={setZoomed} texts={texts} />
            ) : (
              <Preview file={file} texts={texts} />
            )}
            {index > 0 && (
              <button type="button" className="media-step" data-side="left" aria-label={texts.previous} title={texts.previous} onClick={() => step(-1)}>
                <ArrowLeft size={24} aria-hidden />
              </button>
            )}
            {index < files.length - 1 && (
              <button type="button" className="media-step" data-side="right" aria-label={texts.next} title={texts.next} onClick={() => step(1)}>
                <ArrowRight size={24} aria-hidden />
              </button>
            )}
          </div>
          <div className="media-viewer-said" role="status" aria-live="polite" data-shown={gone ? true : undefined}>
            {gone && fill(texts.gone, { name: gone })}
          </div>
          <div className="media-said" aria-live="polite">
            {`${file.name}, ${fill(texts.counter, { index: index + 1, total: files.length })}`}
          </div>
        </>
      )}
    </dialog>
  );
}
