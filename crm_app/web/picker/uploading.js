/* Adding files while choosing: they go where the picker says, and what has arrived is chosen. */
import { useEffect, useId } from "react";
import { refusalFor } from "./choosing.js";
import { uploader, useQueue } from "$/public/external/crm_app/web/media/components/store.js";
import { fileSize } from "$/public/external/crm_app/web/media/components/words.js";

const asItem = ({ uuid, name, size, file_type, thumb_url }) => ({
  uuid,
  kind: "file",
  name,
  size: fileSize(size),
  file_type,
  icon: file_type === "image" ? "image" : "file",
  thumb_url: thumb_url ?? "",
  pending: true,
});

/* `upload` is {resource, record, kind, label, limit}, or nothing; `folder` is the one that is shown, for uploads into the library. */
export function usePickerUploads(upload, folder, type, onFile) {
  const round = `picker${useId()}`;
  const queue = useQueue();
  useEffect(() => {
    if (upload) for (const { file } of uploader.takeResults(upload.resource, round)) onFile(asItem(file));
  }, [queue]);
  const add = (files) => {
    const { resource, kind, label, limit } = upload;
    const record = resource === "folder" ? folder || upload.record : upload.record;
    const page = window.location.pathname + window.location.search;
    const target = { resource, record: round, kind, label, page, purpose: round, more: { record } };
    const refused = refusalFor(type);
    const tooLarge = (file) => (limit && file.size > limit ? "too_large" : "");
    uploader.add(target, files, limit, (file) => refused(file) || tooLarge(file));
  };
  return { round, add };
}
