/*
 * The draft that a composer shows: found again when the page comes back, kept while somebody writes, gone when it is saved.
 * It lives outside of what React draws; the hook below shows it.
 */
import { useEffect, useRef, useState } from "react";
import { choose, copies, newest } from "./choosing.js";
import { asOf, blank, isBlank, whole } from "./form.js";
import { forget, hold, release, remember, remembered } from "./holding.js";
import { createKeeper } from "./keeper.js";
import { draftsOf, keepDraft } from "./requests.js";
import { uuid7 } from "$/public/external/crm_app/web/ui/scripts/uuid7.js";

const OPENING = { uuid: "", form: blank(), files: [], status: "opening", problem: null };

const keyOf = ({ owner, anchor, interaction }) => `note:${owner}:${anchor}${interaction ? `:${interaction}` : ""}`;

/* `about` is {anchor, interaction, owner}; `initial` makes what stands in a draft that has just begun. */
async function open(about, initial) {
  const key = keyOf(about);
  const { body } = await draftsOf(about.anchor, about.interaction);
  const drafts = body.drafts ?? [];
  const uuid = await choose({ remembered: remembered(key), drafts, hold, fresh: uuid7 });
  remember(key, uuid);
  const copy = copies(localStorage, `${key}:`)(uuid);
  const draft = drafts.find((each) => each.uuid === uuid);
  const found = newest(copy.read(), draft);
  /* The server must know which interaction is edited before a file is added to it. */
  return { key, uuid, copy, files: draft?.files ?? [], form: found ? whole(found.form) : initial(), stale: found?.stale ?? Boolean(about.interaction), found: Boolean(found) };
}

export function useDraft({ anchor, interaction = "", owner, initial }) {
  const [shown, setShown] = useState(OPENING);
  const [round, setRound] = useState(0);
  const live = useRef({ keeper: null, key: "", uuid: "" });

  useEffect(() => {
    let gone = false;
    const about = { anchor, interaction, owner };
    open(about, initial).then(({ key, uuid, copy, files, form, stale, found }) => {
      if (gone) return release(uuid);
      const content = (next) => ({ anchor, interaction, form: next });
      const send = (next, leaving) => keepDraft(uuid, content(next), leaving);
      const told = (news) => setShown((before) => ({ ...before, ...news }));
      live.current = { key, uuid, fresh: !found && !interaction, keeper: createKeeper({ form, stale, copy, send, told }) };
      setShown({ uuid, form, files, status: "kept", problem: null, found: found && !(isBlank(form) && !files.length) });
    });
    return () => {
      gone = true;
      live.current.keeper?.stop();
      release(live.current.uuid);
      live.current = { keeper: null, key: "", uuid: "" };
    };
  }, [anchor, interaction, owner, round]);

  useEffect(() => {
    const leave = () => live.current.keeper?.leave();
    const hidden = () => document.visibilityState === "hidden" && leave();
    const again = () => live.current.keeper?.again();
    const heard = [[window, "pagehide", leave], [document, "visibilitychange", hidden], [window, "online", again]];
    heard.forEach(([where, name, listener]) => where.addEventListener(name, listener));
    return () => heard.forEach(([where, name, listener]) => where.removeEventListener(name, listener));
  }, []);

  return {
    ...shown,
    current: () => live.current.keeper?.form() ?? shown.form,
    change(edit) {
      const { keeper, fresh } = live.current;
      if (!keeper) return;
      const form = edit(fresh ? asOf(keeper.form(), new Date()) : keeper.form());
      live.current.fresh = false;
      keeper.change(form);
      setShown((before) => ({ ...before, form }));
    },
    /* Somebody begins: a time that nobody has set is now. */
    begin() {
      if (live.current.fresh) setShown((before) => ({ ...before, form: asOf(before.form, new Date()) }));
    },
    setFiles: (edit) => setShown((before) => ({ ...before, files: edit(before.files) })),
    settle: () => live.current.keeper?.settle(),
    /* What was written is saved or thrown away (`last` says so to the server): then the next draft begins. */
    async finish(last = () => {}) {
      const { keeper, key, uuid } = live.current;
      live.current = { keeper: null, key: "", uuid: "" };
      forget(key);
      await keeper?.end();
      await last(uuid);
      release(uuid);
      setShown({ ...OPENING, form: blank() });
      setRound((before) => before + 1);
    },
  };
}
