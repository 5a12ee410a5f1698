/* What hangs on a note that is being written: files that are there, files on their way, and a place to add more. */
import { useRef, useState } from "react";
import { ACCEPTED, judge, MOST_BYTES, MOST_FILES, nameOf } from "./staging.js";
import { Clip, Close, Folder, Warning } from "./icons.jsx";
import { Button, IconButton } from "$/public/external/crm_app/web/media/components/controls.jsx";
import { uploader, useLocalPicture } from "$/public/external/crm_app/web/media/components/store.js";
import { Thumb } from "$/public/external/crm_app/web/media/components/thumb.jsx";
import { UploadRow } from "$/public/external/crm_app/web/media/components/upload_list.jsx";
import { fill } from "$/public/external/crm_app/web/media/components/words.js";
import { Picker } from "$/public/external/crm_app/web/picker/components/picker.jsx";

const EXTENSIONS = [...ACCEPTED].map((extension) => `.${extension}`).join(",");

/* Sends files to the draft; what it cannot take says why in its row. */
export function stage(target, files, taken) {
  const moment = new Date();
  const named = files.map((file, index) => {
    const name = nameOf(file, moment, index);
    return name === file.name ? file : new File([file], name, { type: file.type });
  });
  uploader.add({ ...target, resource: "draft", kind: "files", purpose: "stage" }, named, MOST_BYTES, judge(taken));
}

const pickerTexts = (texts) =>
  Object.fromEntries(Object.entries(texts).flatMap(([key, text]) => (key.startsWith("pick_") ? [[key.slice(5), text]] : [])));

/* What was taken off last can be put on again, as long as nothing else happens to the files. */
function Removed({ file, texts, onTake }) {
  return (
    <p className="note-removed quiet small" role="status">
      {file && (
        <>
          <span dir="auto">{fill(texts.removed_file, { name: file.name })}</span>
          <Button onClick={() => onTake(file)}>{texts.undo}</Button>
        </>
      )}
    </p>
  );
}

export function Attachments({ anchor, files, uploads, local, texts, onFiles, onTake, onUnstage }) {
  const [removed, setRemoved] = useState(null);
  const takeOff = (uuid) => {
    setRemoved(files.find((file) => file.uuid === uuid && !WHY[file.state]));
    onUnstage(uuid);
  };
  const takeAgain = (file) => {
    setRemoved(null);
    onTake(file);
  };
  const input = useRef(null);
  const replaced = useRef("");
  const choose = (uuid = "") => {
    replaced.current = uuid;
    input.current.click();
  };
  const chosen = (event) => {
    setRemoved(null);
    if (replaced.current) onUnstage(replaced.current);
    onFiles(Array.from(event.target.files));
    event.target.value = "";
  };
  const [looking, look] = useState(false);
  /* One after the other: the server keeps the order in which they come. */
  const picked = async (uuids, chosen) => {
    look(false);
    for (const { uuid } of files) if (!uuids.includes(uuid)) onUnstage(uuid);
    for (const file of chosen) if (!files.some(({ uuid }) => uuid === file.uuid)) await onTake(file);
  };
  const full = files.length + uploads.length >= MOST_FILES;
  return (
    <div className="note-attachments">
      {(files.length > 0 || uploads.length > 0) && (
        <ul className="note-staged" aria-label={texts.attachments}>
          {files.map((file) => (
            <StagedFile key={file.uuid} file={file} local={local.get(file.uuid)} texts={texts} onUnstage={takeOff} onReplace={choose} />
          ))}
          {uploads.map((item) => (
            <UploadRow key={item.id} item={item} kind="files" texts={texts} />
          ))}
        </ul>
      )}
      <Removed file={removed} texts={texts} onTake={takeAgain} />
      <div className="note-adds">
        <button type="button" className="note-add" onClick={() => choose()} disabled={full}>
          <Clip size={15} aria-hidden className="icon" />
          <span>{full ? texts.full : texts.add_files}</span>
          {!full && <span className="quiet small note-add-hint">{texts.add_hint}</span>}
        </button>
        {!full && (
          <button type="button" className="note-add" onClick={() => look(true)}>
            <Folder size={15} aria-hidden className="icon" />
            <span>{texts.existing}</span>
          </button>
        )}
      </div>
      <input ref={input} type="file" multiple hidden accept={EXTENSIONS} aria-label={texts.add_files} data-testid="note-files" onChange={chosen} />
      {looking && (
        <Picker
          title={texts.existing_title}
          record={anchor}
          given={files}
          cap={MOST_FILES - uploads.length}
          texts={pickerTexts(texts)}
          onPick={picked}
          onClose={() => look(false)}
        />
      )}
    </div>
  );
}

const WHY = { trashed: "file_trashed", gone: "file_gone" };

function StagedFile({ file, local, texts, onUnstage, onReplace }) {
  const why = WHY[file.state];
  return (
    <li className="media-upload note-file" data-staged={file.name} data-state={file.state ?? "ready"}>
      <Picture file={file} local={local} />
      <div className="media-upload-body">
        <div className="media-upload-line">
          <span className="media-upload-name" dir="auto" title={file.name}>
            {file.name}
          </span>
          <span className="media-upload-size">{file.size}</span>
        </div>
        {why && (
          <>
            <div className="media-upload-status" role="alert">
              <Warning size={13} aria-hidden />
              <span>{fill(texts[why], { name: file.name })}</span>
            </div>
            <div className="note-file-ways">
              <Button onClick={() => onUnstage(file.uuid)}>{texts.remove_from_note}</Button>
              <Button onClick={() => onReplace(file.uuid)}>{texts.upload_again}</Button>
            </div>
          </>
        )}
      </div>
      {!why && <IconButton Icon={Close} label={fill(texts.remove_file, { name: file.name })} onClick={() => onUnstage(file.uuid)} />}
    </li>
  );
}

function Picture({ file, local }) {
  return local ? <LocalPicture file={file} local={local} /> : <Thumb src={file.thumb_url ?? ""} icon={file.icon} pending={file.pending} className="note-thumb" />;
}

/* As long as this page has the bytes, it needs no thumbnail from the server. */
function LocalPicture({ file, local }) {
  const url = useLocalPicture(local);
  if (!url) return <Thumb src={file.thumb_url ?? ""} icon={file.icon} className="note-thumb" />;
  return <img className="media-upload-picture" src={url} alt="" />;
}
