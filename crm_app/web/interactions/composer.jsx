/*
 * The place where somebody writes down what happened. It is folded up until it is needed, loses nothing, and takes files that are
 * dropped or pasted anywhere on its tab. The draft lives in draft.js, uploads in the store of the media.
 */
import { useEffect, useId, useRef, useState } from "react";
import { Attachments, stage } from "./attachments.jsx";
import { Discard } from "./questions.jsx";
import { useDraft } from "./draft.js";
import { Conflicts, Status, Subject, Types, When, Words } from "./fields.jsx";
import { blank, isBlank, same, withoutParty, withParty } from "./form.js";
import { Pencil } from "./icons.jsx";
import { Parties } from "./parties.jsx";
import { dropDraft, readDraft, stageFile, unstage } from "./requests.js";
import { useSaving } from "./saving.js";
import { attachments, withFile, withoutFile } from "./staging.js";
import { droppedFiles } from "$/public/external/crm_app/web/media/components/dropped_files.js";
import { Overlay, useFileDrag } from "$/public/external/crm_app/web/media/components/drop_zone.jsx";
import { uploader, useQueue, useResults, useShowing } from "$/public/external/crm_app/web/media/components/store.js";
import { fill } from "$/public/external/crm_app/web/media/components/words.js";
import { isActive, view } from "$/public/external/crm_app/web/media/components/upload_queue.js";

/* Where a form stands beside another one (an interaction is edited in its place), files go into the one in use. */
const open = [];

function useInUse(root) {
  useEffect(() => {
    open.push(root);
    return () => open.splice(open.indexOf(root), 1);
  }, [root]);
  const takes = (target) => {
    const inside = open.find((each) => each.current?.contains(target));
    return (inside ?? open.at(-1)) === root;
  };
  return takes;
}

/* Who writes in several forms of one tab is writing until the last of them is empty. */
const writers = new Set();

function useWriting(root, on, tell) {
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    if (!on) return undefined;
    writers.add(root);
    latest.current?.(true);
    return () => {
      writers.delete(root);
      if (!writers.size) latest.current?.(false);
    };
  }, [root, on]);
}

/* A text that is copied from an office program comes with a picture of itself: whoever types wants the text. */
const pastes = (event) => {
  const typing = Boolean(event.target.closest?.("input, textarea"));
  return !typing || !Array.from(event.clipboardData.types).includes("text/plain");
};

/* The files of the draft: those that are there, those on their way, and pictures of what this page has sent itself. */
function useFiles(draft) {
  const uploads = view(useQueue(), draft.uuid).rows;
  const local = useRef(new Map());
  for (const { status, stored, file } of uploads) if (status === "done" && stored) local.current.set(stored.uuid, file);
  useShowing(draft.uuid);
  useResults("draft", "stage", async (record) => {
    if (record !== draft.uuid) return;
    const { status, body } = await readDraft(record);
    if (status === 200) draft.setFiles((before) => body.files.reduce(withFile, before));
  });
  return { ...attachments(draft.files, uploads), local: local.current, done: uploads.filter(({ status }) => status === "done"), active: uploads.filter(isActive).length };
}

export function Composer({ anchor, label, page, without = "", interaction = "", initial = blank, owner, disabled = false, texts, onWriting, onSaved, onClose }) {
  const draft = useDraft({ anchor, interaction, owner, initial });
  const files = useFiles(draft);
  const root = useRef(null);
  const takes = useInUse(root);
  const [unfolded, unfold] = useState(Boolean(interaction));
  const [asking, ask] = useState(false);
  const leaving = useRef(null);
  const id = useId();
  const { form, status } = draft;
  const begun = useRef(null);
  begun.current ??= initial();
  const nothing = (interaction ? same(form, begun.current) : isBlank(form)) && !files.files.length && !files.uploads.length;
  const opening = status === "opening";
  const saving = useSaving({
    draft,
    files,
    content: { anchor, interaction },
    texts,
    onSaved: (uuid) => {
      unfold(false);
      onSaved?.(uuid);
      onClose?.();
    },
  });
  const shown = unfolded || !nothing;
  const begin = () => {
    draft.begin();
    unfold(true);
  };

  const add = async (chosen) => {
    if (!chosen.length || disabled || opening) return;
    unfold(true);
    draft.change((before) => before);
    if (interaction) await draft.settle();
    stage({ record: draft.uuid, label, page, more: { anchor } }, chosen, files.files.length + files.uploads.length);
  };
  const over = useFileDrag(disabled, async (transfer, target) => takes(target) && add(await droppedFiles(transfer)), pastes);
  const edit = (fields) => draft.change((before) => ({ ...before, ...fields }));
  const remove = (uuid) => {
    uploader.cancel(files.done.filter(({ stored }) => stored?.uuid === uuid).map(({ id: number }) => number));
    draft.setFiles((before) => withoutFile(before, uuid));
    saving.forget();
    leaving.current = unstage(draft.uuid, uuid);
  };
  /* A file that the record has already. The draft has to be there before anything can be put on it. */
  const take = async (file) => {
    saving.forget();
    draft.setFiles((before) => withFile(before, file));
    draft.change((before) => before);
    if (interaction) await draft.settle();
    await leaving.current; // what is put on again at once must not be overtaken by its own leaving
    const { status } = await stageFile(draft.uuid, file.uuid, anchor);
    if (status === 200) return;
    draft.setFiles((before) => withoutFile(before, file.uuid));
    saving.complain(fill(status === 404 || status === 409 ? texts.existing_gone : texts.existing_not_put, { name: file.name }));
  };
  const discard = async () => {
    ask(false);
    uploader.cancel(files.uploads.map(({ id: number }) => number));
    await draft.finish(dropDraft);
    unfold(false);
    saving.forget();
    onClose?.();
  };

  useWriting(root, !opening && !nothing, onWriting);

  const keys = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) saving.save();
    else if (event.key === "Escape" && nothing && !interaction) unfold(false);
    else return;
    event.preventDefault();
  };
  if (disabled && !shown) return null;
  return (
    <section ref={root} className="note-composer" data-shown={shown || undefined} data-draft={draft.uuid} aria-label={interaction ? texts.edit_title : texts.new_title}>
      {!shown && <Folded texts={texts} disabled={disabled || opening} onUnfold={begin} />}
      {shown && (
        <form
          id={id}
          noValidate
          aria-busy={saving.busy}
          onKeyDown={keys}
          onSubmit={(event) => {
            event.preventDefault();
            saving.save();
          }}
        >
          <fieldset disabled={opening}>
            <div className="note-top">
              <Types name={`${id}-type`} value={form.interaction_type} texts={texts} onChange={(interaction_type) => edit({ interaction_type })} />
              <When {...{ form, texts }} error={saving.errors.occurred_at ?? saving.errors.time_zone} onChange={edit} />
            </div>
            <Subject {...{ form, texts }} error={saving.errors.subject} onChange={edit} />
            <Words {...{ form, texts }} error={saving.errors.body} focus={!interaction && nothing} onChange={edit} />
            <Parties
              parties={form.parties}
              {...{ without, texts }}
              error={saving.errors.parties}
              onAdd={(party) => draft.change((before) => withParty(before, party))}
              onRemove={(party) => draft.change((before) => withoutParty(before, party))}
            />
            {saving.errors.parties && <p className="problem" role="alert">{saving.errors.parties}</p>}
            <Kept {...{ form, texts }} onChange={edit} />
            <Attachments anchor={anchor} onTake={take} files={files.files} uploads={files.uploads} local={files.local} texts={texts} onFiles={add} onUnstage={remove} />
            <Conflicts conflicts={saving.conflicts} texts={texts} onTake={saving.take} />
            {saving.problem && (
              <div className="note-problem" role="alert" tabIndex={-1}>
                {saving.problem}
              </div>
            )}
            <div className="note-actions">
              <button type="submit" className="button" data-kind="primary" disabled={disabled || saving.busy || opening || nothing} aria-busy={saving.busy}>
                {saving.busy && <span className="spinner" aria-hidden />}
                <span className="label">{saving.busy ? saving.doing : interaction ? texts.save_changes : texts.save}</span>
              </button>
              <button type="button" className="button" data-kind="ghost" disabled={saving.sending} onClick={() => (nothing ? discard() : ask(true))}>
                <span className="label">{interaction ? texts.cancel : texts.discard}</span>
              </button>
              <Status draft={draft} nothing={nothing} texts={texts} />
            </div>
          </fieldset>
        </form>
      )}
      {over && takes(root.current) && <Overlay disabled={disabled} kind="files" texts={texts} />}
      <Discard open={asking} texts={texts} onStay={() => ask(false)} onDiscard={discard} />
      <p className="unseen" role="status">
        {saving.said}
      </p>
    </section>
  );
}

/* One line: what this is, and that files can be dropped. It opens with the first click or key. */
function Folded({ texts, disabled, onUnfold }) {
  return (
    <button type="button" className="note-folded" disabled={disabled} onClick={onUnfold}>
      <Pencil size={16} aria-hidden className="icon" />
      <span className="cut">{texts.folded}</span>
      <span className="quiet small note-folded-hint">{texts.folded_hint}</span>
    </button>
  );
}

/* While an interaction is edited: the files that it has, each of which may stay or go. */
function Kept({ form, texts, onChange }) {
  if (!form.files?.length) return null;
  const removed = form.remove_files ?? [];
  const turn = (uuid) => onChange({ remove_files: removed.includes(uuid) ? removed.filter((each) => each !== uuid) : [...removed, uuid] });
  return (
    <ul className="note-kept" aria-label={texts.attached}>
      {form.files.map(({ uuid, name, size }) => (
        <li key={uuid} data-removed={removed.includes(uuid) || undefined}>
          <span className="cut" dir="auto">
            {name}
          </span>
          <span className="quiet small numbers">{size}</span>
          <button type="button" className="button" data-kind="ghost" data-size="small" onClick={() => turn(uuid)}>
            {removed.includes(uuid) ? texts.keep_file : texts.take_off}
          </button>
        </li>
      ))}
    </ul>
  );
}
