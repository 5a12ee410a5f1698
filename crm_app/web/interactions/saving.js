/*
 * Saving a draft: once, when its files have arrived; what goes wrong is said, and nothing of what was typed or dropped is lost.
 */
import { useEffect, useRef, useState } from "react";
import { NOTHING, outcome } from "./answers.js";
import { readDraft, saveDraft } from "./requests.js";
import { unavailable } from "./staging.js";
import { fill, plural } from "$/public/external/crm_app/web/media/components/words.js";

export function useSaving({ draft, files, content, texts, onSaved }) {
  const [state, setState] = useState(NOTHING);
  const [wanted, want] = useState(false);
  const [sending, send] = useState(false);
  const [said, say] = useState("");
  const pressed = useRef(false);
  const failed = files.uploads.filter(({ status }) => status === "failed");

  const stop = (next) => {
    pressed.current = false;
    want(false);
    send(false);
    setState(next);
  };
  const run = async () => {
    send(true);
    await draft.settle();
    const answer = await saveDraft(draft.uuid, { ...content, form: draft.current(), files: files.files.map(({ uuid }) => uuid) });
    if (answer.status === 200) {
      await draft.finish();
      stop(NOTHING);
      say(texts.saved);
      onSaved(answer.body.uuid);
      return;
    }
    const told = outcome(answer, texts);
    if (told.conflicts.length) seen(told.conflicts);
    const { status, body } = await readDraft(draft.uuid);
    if (status === 200) draft.setFiles(() => body.files);
    stop(told);
  };
  /* Whoever saves once more after having seen what others wrote means it. */
  const seen = (conflicts) =>
    draft.change((form) => ({ ...form, seen: { ...form.seen, ...Object.fromEntries(conflicts.map(({ field, theirs }) => [field, theirs])) } }));

  useEffect(() => {
    if (!wanted || sending || files.active) return;
    const [bad] = unavailable(files.files);
    if (failed.length) stop({ ...NOTHING, problem: fill(texts.upload_first, { name: failed[0].name }) });
    else if (bad) stop({ ...NOTHING, problem: fill(texts[`save_${bad.state}`], { name: bad.name }) });
    else run();
  }, [wanted, sending, files.active, failed.length]);

  return {
    ...state,
    said,
    busy: wanted,
    sending,
    doing: files.active && !sending ? plural(texts, "waits_for", files.active) : texts.saving,
    save() {
      if (pressed.current) return;
      pressed.current = true;
      say("");
      setState(NOTHING);
      want(true);
    },
    take(field) {
      const conflict = state.conflicts.find((each) => each.field === field);
      draft.change((form) => ({ ...form, [field]: conflict.theirs }));
      setState((before) => ({ ...before, conflicts: before.conflicts.filter((each) => each !== conflict) }));
    },
    forget: () => stop(NOTHING),
    complain: (problem) => stop({ ...NOTHING, problem }),
  };
}
