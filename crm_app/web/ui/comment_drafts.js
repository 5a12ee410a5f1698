// What is typed but not saved yet, by place: {uuid, text, sent, people}. It outlives reloads and a server that forgot us.

const BLANK = { uuid: "", text: "", sent: "", people: [] };

// `storage` is the browser's sessionStorage; one that is full or forbidden costs the draft, never the text.
export function draftAt(place, storage = globalThis.sessionStorage) {
  const name = `draft:comment:${place}`;
  return {
    read() {
      try {
        const kept = JSON.parse(storage.getItem(name));
        return kept && typeof kept.text === "string" ? { ...BLANK, ...kept } : null;
      } catch {
        return null;
      }
    },
    keep(draft) {
      try {
        storage.setItem(name, JSON.stringify(draft));
      } catch {
        // Nothing to do: the text is still on the screen.
      }
    },
    drop() {
      try {
        storage.removeItem(name);
      } catch {
        // As above.
      }
    },
  };
}

// The draft as it is sent: the same text again has the same uuid, so that it is written once; other words are another comment.
export function sending(draft, newUuid) {
  const again = draft.uuid && draft.sent === draft.text;
  return { ...draft, uuid: again ? draft.uuid : newUuid(), sent: draft.text };
}
