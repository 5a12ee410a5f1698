/* Questions before something that cannot be undone. */
import { AlertDialog } from "@radix-ui/themes";

function Question({ open, title, text, yes, no, onYes, onNo }) {
  return (
    <AlertDialog.Root open={open} onOpenChange={(shown) => shown || onNo()}>
      <AlertDialog.Content className="dialog">
        <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
        <AlertDialog.Description className="dialog-text">{text}</AlertDialog.Description>
        <div className="dialog-actions">
          <AlertDialog.Cancel>
            <button type="button" className="button" data-kind="secondary">
              {no}
            </button>
          </AlertDialog.Cancel>
          <AlertDialog.Action>
            <button type="button" className="button" data-kind="danger" onClick={onYes}>
              {yes}
            </button>
          </AlertDialog.Action>
        </div>
      </AlertDialog.Content>
    </AlertDialog.Root>
  );
}

export const Discard = ({ open, texts, onStay, onDiscard }) => (
  <Question open={open} title={texts.discard_title} text={texts.discard_text} yes={texts.discard} no={texts.keep_writing} onYes={onDiscard} onNo={onStay} />
);

export const Delete = ({ open, texts, onKeep, onDelete }) => (
  <Question open={open} title={texts.delete_title} text={texts.delete_text} yes={texts.delete} no={texts.cancel} onYes={onDelete} onNo={onKeep} />
);
