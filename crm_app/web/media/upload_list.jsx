/* What is being uploaded to one record: a row per file with its progress and what one can do about it. */
import { useState } from "react";
import { Button, IconButton } from "./controls.jsx";
import { Check, Close, KindIcon, Lost, Retry, Warning } from "./icons.jsx";
import { uploader, useLocalPicture, useQueue, useShowing } from "./store.js";
import { folded, isActive, view } from "./upload_queue.js";
import { failure, fileSize, fill, plural } from "./words.js";

const ids = (items) => items.map(({ id }) => id);

function statusText(texts, item) {
  if (item.status === "sending") return `${Math.floor((100 * item.loaded) / Math.max(item.size, 1))} %`;
  if (item.status === "failed" || item.status === "misplaced") return failure(texts, item);
  if (item.status === "done") return item.message || texts[item.outcome] || texts.added;
  return texts[item.status];
}

const goesElsewhere = (texts, item) => (item.kind === "images" ? texts.into_images : texts.into_files);

function Picture({ item }) {
  const url = useLocalPicture(item.file);
  if (url) return <img className="media-upload-picture" src={url} alt="" />;
  const kind = item.file.type.startsWith("image/") ? "image" : "file";
  return (
    <span className="media-upload-picture">
      <KindIcon name={kind} size={16} />
    </span>
  );
}

function Progress({ item, texts }) {
  const percent = Math.round((100 * item.loaded) / Math.max(item.size, 1));
  return (
    <div
      className="media-bar"
      role="progressbar"
      aria-label={fill(texts.progress_of, { name: item.name })}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={item.status === "done" ? 100 : percent}
      data-status={item.status}
    >
      <span style={{ transform: `scaleX(${item.status === "done" ? 1 : item.loaded / Math.max(item.size, 1)})` }} />
    </div>
  );
}

function RowActions({ item, texts }) {
  const retriable = item.status === "waiting" || (item.status === "failed" && item.canRetry !== false);
  const closes = isActive(item) ? texts.cancel_one : texts.dismiss_one;
  return (
    <div className="media-upload-actions">
      {item.status === "misplaced" && (
        <Button onClick={() => uploader.move([item.id])}>
          {item.belongs === "images" ? texts.put_in_images : texts.put_in_files}
        </Button>
      )}
      {retriable && (
        <Button Icon={Retry} onClick={() => uploader.retry([item.id])}>
          {texts.retry}
        </Button>
      )}
      <IconButton
        Icon={Close}
        label={fill(closes, { name: item.name })}
        title={isActive(item) ? texts.cancel : texts.dismiss}
        onClick={() => uploader.cancel([item.id])}
      />
    </div>
  );
}

const MARKS = { done: Check, failed: Warning, misplaced: Warning, waiting: Lost };

export function UploadRow({ item, kind, texts }) {
  const Mark = MARKS[item.status];
  return (
    <li className="media-upload" data-status={item.status} data-outcome={item.outcome} data-upload={item.name}>
      <Picture item={item} />
      <div className="media-upload-body">
        <div className="media-upload-line">
          <span className="media-upload-name" dir="auto" title={item.name}>
            {item.name}
          </span>
          <span className="media-upload-size">{fileSize(item.size)}</span>
          {item.kind !== kind && <span className="media-upload-size">{goesElsewhere(texts, item)}</span>}
        </div>
        <div className="media-upload-status">
          {Mark && <Mark size={13} aria-hidden />}
          <span dir="auto">{statusText(texts, item)}</span>
        </div>
        {(isActive(item) || item.outcome === "added") && <Progress item={item} texts={texts} />}
      </div>
      <RowActions item={item} texts={texts} />
    </li>
  );
}

function Together({ seen, texts }) {
  const { rows, active, misplaced, retriable, loaded, bytes } = seen;
  const images = misplaced.filter(({ belongs }) => belongs === "images");
  const files = misplaced.filter(({ belongs }) => belongs === "files");
  const percent = Math.floor((100 * loaded) / Math.max(bytes, 1));
  return (
    <div className="media-uploads-head">
      <strong>{active ? `${plural(texts, "uploading", active)} · ${percent} %` : texts.uploads}</strong>
      {images.length > 1 && (
        <Button onClick={() => uploader.move(ids(images))}>
          {fill(texts.put_all_in_images, { count: images.length })}
        </Button>
      )}
      {files.length > 1 && (
        <Button onClick={() => uploader.move(ids(files))}>
          {fill(texts.put_all_in_files, { count: files.length })}
        </Button>
      )}
      {retriable.length > 1 && (
        <Button onClick={() => uploader.retry(ids(retriable))}>
          {texts.retry_all}
        </Button>
      )}
      {active > 1 && (
        <Button onClick={() => uploader.cancel(seen.activeIds)}>
          {texts.cancel_all}
        </Button>
      )}
      {active === 0 && (
        <Button onClick={() => uploader.cancel(ids(rows))}>
          {texts.dismiss_all}
        </Button>
      )}
    </div>
  );
}

export function UploadList({ record, kind, texts }) {
  const seen = view(useQueue(), record);
  const [unfolded, setUnfolded] = useState(false);
  useShowing(record);
  const { rows, waiting } = folded(seen.rows);
  const behind = seen.hidden + (unfolded ? 0 : waiting.length);
  if (!seen.rows.length) return null;
  return (
    <section className="media-uploads" aria-label={texts.uploads}>
      {seen.rows.length > 1 && <Together seen={seen} texts={texts} />}
      <ul>
        {(unfolded ? seen.rows : rows).map((item) => (
          <UploadRow key={item.id} item={item} kind={kind} texts={texts} />
        ))}
      </ul>
      {(behind > 0 || waiting.length > 0) && (
        <div className="media-uploads-more">
          <span>{behind > 0 && plural(texts, "more_waiting", behind)}</span>
          {waiting.length > 0 && (
            <Button kind="ghost" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
              {unfolded ? texts.show_fewer : texts.show_waiting}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
