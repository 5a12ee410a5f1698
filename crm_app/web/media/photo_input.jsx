/*
 * Around the picture of a record: anything inside with `data-choose-photo` opens the file dialog; the chosen image goes
 * into the record's images, and when it is stored `onPhoto(record, fileUuid)` makes it the picture.
 */
import { useRef } from "react";
import { Button } from "./controls.jsx";
import { uploader, useQueue, useResults } from "./store.js";
import { isActive } from "./upload_queue.js";
import { failure, fill } from "./words.js";

function usePhotoUpload(record) {
  const items = useQueue().items.filter((item) => item.record === record && item.purpose === "photo");
  return items.findLast((item) => item.status !== "done");
}

function PhotoProgress({ item, texts }) {
  const percent = Math.floor((100 * item.loaded) / Math.max(item.size, 1));
  return (
    <span className="media-photo-progress" role="status" aria-label={fill(texts.progress_of, { name: item.name })}>
      {item.status === "waiting" ? "…" : `${percent} %`}
    </span>
  );
}

function PhotoProblem({ item, texts }) {
  return (
    <span className="media-photo-problem" role="alert">
      {failure(texts, item)}
      <Button onClick={() => uploader.cancel([item.id])}>
        {texts.dismiss}
      </Button>
    </span>
  );
}

export function PhotoInput({ resource, record, label = "", limit = 0, disabled = false, texts, onPhoto, children, className = "" }) {
  const input = useRef(null);
  const item = usePhotoUpload(record);
  useResults(resource, "photo", onPhoto);

  const choose = (event) => {
    if (!disabled && event.target.closest?.("[data-choose-photo]")) input.current?.click();
  };
  const chosen = (event) => {
    const target = { resource, record, label, kind: "images", purpose: "photo" };
    uploader.add(target, Array.from(event.target.files).slice(0, 1), limit);
    event.target.value = "";
  };

  return (
    <span className={`media-photo ${className}`} onClick={choose}>
      {record && (
        <input
          ref={input}
          type="file"
          hidden
          accept="image/*,.heic,.heif"
          aria-label={texts.upload_photo}
          data-testid="photo-input"
          onChange={chosen}
          onClick={(event) => event.stopPropagation()}
        />
      )}
      {children}
      {item && isActive(item) && <PhotoProgress item={item} texts={texts} />}
      {item && !isActive(item) && <PhotoProblem item={item} texts={texts} />}
    </span>
  );
}
