/*
 * Choosing files that are there already, or adding some. Looks into one place after the other; what is chosen stays chosen on the way,
 * in the order in which it was. `onPick(uuids, files)` gets it; the server verifies every one.
 */
import { useEffect, useRef, useState } from "react";
import { Dialog } from "@radix-ui/themes";
import { joined, placeOf, seeded, toggled } from "./choosing.js";
import { PLACE_ICONS, Folder, Right, Tick, Upload } from "./icons.jsx";
import { useItems } from "./looking.js";
import { usePickerUploads } from "./uploading.js";
import { Button, IconButton } from "$/public/external/crm_app/web/media/components/controls.jsx";
import { droppedFiles, hasFiles } from "$/public/external/crm_app/web/media/components/dropped_files.js";
import { Close } from "$/public/external/crm_app/web/media/components/icons.jsx";
import { neighbour } from "$/public/external/crm_app/web/media/components/picking.js";
import { Thumb } from "$/public/external/crm_app/web/media/components/thumb.jsx";
import { UploadList } from "$/public/external/crm_app/web/media/components/upload_list.jsx";
import { fill, plural } from "$/public/external/crm_app/web/media/components/words.js";

const TYPES = ["", "image", "document", "video", "audio", "archive"];

const ACCEPTS = { image: "image/*,.heic,.heif", video: "video/*", audio: "audio/*" };

/* What is chosen, and whether somebody wanted more than there is room for. */
function useChosen(given, single, cap) {
  const [chosen, setChosen] = useState(() => seeded(given, single, cap));
  const [full, setFull] = useState(false);
  const toggle = (file) => {
    const next = toggled(chosen, file, single, cap);
    setChosen(next.chosen);
    setFull(next.full);
  };
  return { chosen, full, toggle, join: (file) => setChosen((all) => joined(all, file, single, cap)) };
}

/* Where one looks: the place, the folder, the words, the type. A new place begins at its top. */
function useLook(record, type) {
  const [look, setLook] = useState({ place: "", folder: "", search: "", type });
  const shown = useItems({ record, ...look });
  /* What is asked for counts before what is shown: its answer may be on its way. */
  const place = look.place || shown.place;
  return {
    ...shown,
    look,
    go: (place) => setLook({ ...look, place, folder: "", search: "" }),
    open: (folder) => setLook({ ...look, place, folder, search: "" }),
    narrow: (change) => setLook({ ...look, place, ...change }),
  };
}

export function Picker({ title, record = "", single = false, type = "", cap = 0, given = [], upload = null, texts, onPick, onClose }) {
  const input = useRef(null);
  const opener = useRef(document.activeElement);
  const view = useLook(record, type);
  const picks = useChosen(given, single, cap);
  const uploads = usePickerUploads(upload, view.look.folder, type, (file) => {
    picks.join(file);
    view.again();
  });
  const [over, setOver] = useState(false);
  const confirm = (files = picks.chosen) => files.length && onPick(files.map(({ uuid }) => uuid), files);
  const add = (files) => files.length && uploads.add(single ? files.slice(0, 1) : files);
  const drag = {
    onDragOver: (event) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = upload ? "copy" : "none";
      setOver(Boolean(upload));
    },
    onDragLeave: (event) => event.currentTarget.contains(event.relatedTarget) || setOver(false),
    onDrop: async (event) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(false);
      if (upload) add(await droppedFiles(event.dataTransfer));
    },
  };
  return (
    <Dialog.Root open onOpenChange={(shown) => shown || onClose()}>
      <Dialog.Content
        className="dialog chooser"
        aria-describedby={undefined}
        data-over={over || undefined}
        onKeyDown={(event) => event.stopPropagation()}
        onCloseAutoFocus={() => opener.current?.focus?.()}
        {...drag}
      >
        <header className="chooser-head">
          <Dialog.Title className="dialog-title">{title}</Dialog.Title>
          <IconButton Icon={Close} label={texts.close} onClick={onClose} />
        </header>
        <div className="chooser-tools">
          <input
            className="input"
            type="search"
            autoFocus
            value={view.look.search}
            aria-label={texts.search}
            placeholder={texts.search}
            onChange={(event) => view.narrow({ search: event.target.value })}
          />
          {!type && <TypeMenu value={view.look.type} texts={texts} onChange={(chosen) => view.narrow({ type: chosen })} />}
          {upload && (
            <Button Icon={Upload} onClick={() => input.current.click()}>
              {texts.upload}
            </Button>
          )}
          <input
            ref={input}
            type="file"
            hidden
            multiple={!single}
            accept={ACCEPTS[type]}
            aria-label={texts.upload}
            data-testid="picker-files"
            onChange={(event) => {
              add(Array.from(event.target.files));
              event.target.value = "";
            }}
          />
        </div>
        <div className="chooser-body">
          {view.places.length > 1 && <Places view={view} texts={texts} />}
          <div className="chooser-shown">
            {(view.crumbs.length > 0 || view.look.folder) && <Crumbs view={view} texts={texts} />}
            <UploadList record={uploads.round} kind={upload?.kind ?? "files"} texts={texts} />
            <Items view={view} picks={picks} single={single} type={type} upload={upload} texts={texts} onConfirm={(file) => confirm([file])} />
          </div>
        </div>
        <footer className="chooser-foot">
          <span className="chooser-count" role="status">
            {picks.full ? plural(texts, "full", cap) : count(texts, picks.chosen.length, single, cap)}
          </span>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button kind="primary" disabled={!picks.chosen.length} onClick={() => confirm()}>
            {texts.choose}
          </Button>
        </footer>
      </Dialog.Content>
    </Dialog.Root>
  );
}

function count(texts, chosen, single, cap) {
  if (single) return chosen ? "" : texts.hint_one;
  if (!chosen) return texts.hint_many;
  return cap ? fill(texts.chosen_of, { count: chosen, cap }) : plural(texts, "chosen", chosen);
}

function TypeMenu({ value, texts, onChange }) {
  return (
    <select className="input chooser-type" value={value} aria-label={texts.type} onChange={(event) => onChange(event.target.value)}>
      {TYPES.map((type) => (
        <option key={type} value={type}>
          {texts[`type_${type || "all"}`]}
        </option>
      ))}
    </select>
  );
}

function Places({ view, texts }) {
  return (
    <nav className="chooser-places" aria-label={texts.places}>
      {view.places.map((place) => {
        const Icon = PLACE_ICONS[place] ?? Folder;
        return (
          <button key={place} type="button" className="chooser-place" aria-current={place === view.place ? "true" : undefined} onClick={() => view.go(place)}>
            <Icon size={16} aria-hidden />
            <span>{texts[`place_${place}`]}</span>
          </button>
        );
      })}
    </nav>
  );
}

function Crumbs({ view, texts }) {
  return (
    <nav className="chooser-crumbs" aria-label={texts.path}>
      <button type="button" onClick={() => view.open("")}>
        {texts[`place_${view.place}`]}
      </button>
      {view.crumbs.map(({ uuid, name }) => (
        <span key={uuid}>
          <Right size={14} aria-hidden />
          <button type="button" dir="auto" aria-current={uuid === view.look.folder ? "true" : undefined} onClick={() => view.open(uuid)}>
            {name}
          </button>
        </span>
      ))}
    </nav>
  );
}

const columnsOf = (all) => Math.max(1, all.filter((each) => each.offsetTop === all[0].offsetTop).length);

function Items({ view, picks, single, type, upload, texts, onConfirm }) {
  const list = useRef(null);
  const move = (event) => {
    const all = Array.from(list.current.querySelectorAll(".chooser-item"));
    const index = all.indexOf(event.target);
    const next = neighbour(index, event.key, columnsOf(all), all.length);
    if (index < 0 || next === index) return;
    event.preventDefault();
    all[next].focus();
  };
  return (
    <div className="chooser-items" aria-busy={view.busy}>
      {view.items.length > 0 && (
        <ul ref={list} className="chooser-grid" aria-label={texts.files} onKeyDown={move}>
          {view.items.map((item) => (
            <li key={`${item.kind}:${item.uuid}`}>
              {item.kind === "folder" ? (
                <FolderTile item={item} texts={texts} onOpen={() => view.open(item.uuid)} />
              ) : (
                <FileTile item={item} number={placeOf(picks.chosen, item.uuid)} single={single} onToggle={() => picks.toggle(item)} onConfirm={() => single && onConfirm(item)} />
              )}
            </li>
          ))}
        </ul>
      )}
      {!view.items.length && (view.busy ? <Bones /> : <Nothing view={view} type={type} upload={upload} texts={texts} />)}
      {view.next && <More onSeen={view.more} texts={texts} />}
    </div>
  );
}

function FolderTile({ item, texts, onOpen }) {
  return (
    <button type="button" className="chooser-item chooser-folder" onClick={onOpen}>
      <span className="chooser-face" data-color={item.color}>
        <Folder size={36} strokeWidth={1.5} aria-hidden />
      </span>
      <span className="chooser-name cut" dir="auto" title={item.name}>
        {item.name}
      </span>
      <span className="chooser-facts cut">{plural(texts, "holds", Number(item.size))}</span>
    </button>
  );
}

function FileTile({ item, number, single, onToggle, onConfirm }) {
  return (
    <button type="button" className="chooser-item" aria-pressed={number > 0} onClick={onToggle} onDoubleClick={onConfirm} data-pick={item.uuid}>
      <span className="chooser-face">
        <Thumb src={item.thumb_url} icon={item.icon} pending={item.pending} className="chooser-thumb" />
        <span className="chooser-mark" aria-hidden>
          {number > 0 && (single ? <Tick size={14} /> : number)}
        </span>
      </span>
      <span className="chooser-name cut" dir="auto" title={item.name}>
        {item.name}
      </span>
      <span className="chooser-facts cut">{[item.size, item.note].filter(Boolean).join(" · ")}</span>
    </button>
  );
}

const Bones = () => (
  <div className="chooser-grid" aria-hidden>
    {Array.from({ length: 8 }, (_, index) => (
      <div key={index} className="chooser-bone" />
    ))}
  </div>
);

function Nothing({ view, type, upload, texts }) {
  if (view.failed)
    return (
      <div className="chooser-nothing" role="alert">
        <p>{texts.failed}</p>
        <Button onClick={view.again}>{texts.again}</Button>
      </div>
    );
  const { search, type: narrowed } = view.look;
  if (search || (narrowed && !type))
    return (
      <div className="chooser-nothing">
        <p>{search ? fill(texts.no_match, { search }) : texts.none_of_type}</p>
        <Button onClick={() => view.narrow({ search: "", type })}>{texts.clear}</Button>
      </div>
    );
  return (
    <div className="chooser-nothing">
      <p>{type === "image" ? texts.no_images : texts.no_files}</p>
      {upload && <p className="quiet">{texts.no_files_hint}</p>}
    </div>
  );
}

/* Reads on when its end comes near. */
function More({ onSeen, texts }) {
  const end = useRef(null);
  const latest = useRef(onSeen);
  latest.current = onSeen;
  useEffect(() => {
    const seen = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && latest.current(), { rootMargin: "200px" });
    seen.observe(end.current);
    return () => seen.disconnect();
  });
  return (
    <div ref={end} className="chooser-more quiet">
      {texts.more}
    </div>
  );
}
