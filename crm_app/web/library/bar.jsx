/* What can be done with all that is chosen, and the question before something is deleted for good. */
import { AlertDialog } from "@radix-ui/themes";
import { Copy, Download, FolderInput, Forever, Restore, Trash } from "./icons.jsx";
import { download, takenOut } from "./menu.jsx";
import { fill, plural } from "$/public/external/crm_app/web/media/components/words.js";

const Act = ({ Icon, danger, children, ...rest }) => (
  <button type="button" className="button" data-kind="ghost" data-size="small" data-danger={danger || undefined} title={children} {...rest}>
    <Icon size={14} aria-hidden className="icon" />
    <span className="label">{children}</span>
  </button>
);

/* Rows are read as one scrolls: who has chosen all that were read is asked whether all was meant. */
const Rest = ({ all, more, cut, reading, onAll, texts }) => (
  <>
    {all && more && (
      <button type="button" className="button" data-kind="link" data-size="small" disabled={reading} onClick={onAll}>
        {texts.select_all}
      </button>
    )}
    {all && cut && <span className="quiet">{texts.most_at_once}</span>}
  </>
);

export function Bar({ rows, keys, rest, place, may, act, onClear, texts }) {
  const said = keys.length ? plural(texts, "selected", keys.length) : "";
  const files = rows.every(({ kind }) => kind === "file");
  const changes = may.edit && !rows.some((each) => each.record);
  const trashed = place === "trash";
  return (
    <>
      <span role="status" className="unseen">
        {said}
      </span>
      {keys.length > 0 && (
        <div className="bulk-bar" role="toolbar" aria-label={texts.selection}>
          <span className="bulk-count">
            <strong>{said}</strong>
            <Rest {...rest} texts={texts} />
          </span>
          <div className="bulk-actions">
            {trashed && may.edit && (
              <Act Icon={Restore} onClick={() => act.restore(keys)}>
                {texts.restore}
              </Act>
            )}
            {trashed && may.delete && (
              <Act Icon={Forever} danger onClick={() => act.askDelete(keys)}>
                {texts.delete_short}
              </Act>
            )}
            {!trashed && changes && (
              <Act Icon={FolderInput} onClick={() => act.choose("move", keys)}>
                {texts.move_short}
              </Act>
            )}
            {!trashed && changes && files && (
              <Act Icon={Copy} onClick={() => act.choose("copy", keys)}>
                {texts.copy_short}
              </Act>
            )}
            {!trashed && (
              <Act Icon={Download} onClick={() => download(rows, keys)}>
                {texts.download}
              </Act>
            )}
            {!trashed && may.delete && !rows.some((each) => each.record) && (
              <Act Icon={Trash} danger onClick={() => act.trash(keys)}>
                {takenOut(rows) ? texts.take_out_short : texts.trash_short}
              </Act>
            )}
          </div>
          <button type="button" className="button" data-kind="ghost" data-size="small" onClick={onClear}>
            {texts.clear}
          </button>
        </div>
      )}
    </>
  );
}

/* `doomed` is {keys, names}, or {all: true} for the whole trash; null while nothing is asked. */
export function DeleteQuestion({ doomed, onYes, onNo, texts }) {
  const one = doomed?.keys?.length === 1;
  const title = doomed?.all ? texts.empty_title : one ? fill(texts.delete_title_one, { name: doomed.names[0] }) : plural(texts, "delete_title", doomed?.keys?.length ?? 0);
  return (
    <AlertDialog.Root open={doomed !== null} onOpenChange={(shown) => shown || onNo()}>
      <AlertDialog.Content className="dialog">
        <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
        <AlertDialog.Description className="dialog-text">{doomed?.all ? texts.empty_text : texts.delete_text}</AlertDialog.Description>
        <div className="dialog-actions">
          <AlertDialog.Cancel>
            <button type="button" className="button" data-kind="secondary">
              {texts.cancel}
            </button>
          </AlertDialog.Cancel>
          <AlertDialog.Action>
            <button type="button" className="button" data-kind="danger" onClick={() => onYes(doomed)}>
              {doomed?.all ? texts.empty_trash : texts.delete_now}
            </button>
          </AlertDialog.Action>
        </div>
      </AlertDialog.Content>
    </AlertDialog.Root>
  );
}
