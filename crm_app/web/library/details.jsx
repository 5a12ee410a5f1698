/* The panel with all there is to know about one file or folder. It stands beside the list, which stays usable. */
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { Close, Download, Folder, PLACE_ICONS, Restore } from "./icons.jsx";
import { Button, IconButton } from "$/public/external/crm_app/web/media/components/controls.jsx";
import { Upload } from "$/public/external/crm_app/web/media/components/icons.jsx";
import { LIBRARY } from "$/public/external/crm_app/web/media/components/library_uploads.jsx";
import { uploader } from "$/public/external/crm_app/web/media/components/store.js";
import { Thumb } from "$/public/external/crm_app/web/media/components/thumb.jsx";
import { fill, plural } from "$/public/external/crm_app/web/media/components/words.js";
import { RelativeTime } from "$/public/external/crm_app/web/ui/scripts/times.js";

const USE_ICONS = { contact: "contacts", avatar: "contacts", company: "companies", person: "people", interaction: "interactions", draft: "interactions" };

const Fact = ({ label, children }) => (
  <>
    <dt>{label}</dt>
    <dd dir="auto">{children}</dd>
  </>
);

/* What somebody writes about it: saved when they go on, left as it was with Esc. */
function Description({ row, mayEdit, onDescribe, texts }) {
  const [text, setText] = useState(row.description);
  const typing = useRef(false);
  useEffect(() => {
    if (!typing.current) setText(row.description);
  }, [row.description, row.uuid]);
  if (!mayEdit) return row.description ? <p className="library-description">{row.description}</p> : null;
  const save = () => {
    typing.current = false;
    if (text.trim() !== row.description) onDescribe(`${row.kind}:${row.uuid}`, text.trim());
  };
  const keyDown = (event) => {
    event.stopPropagation();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.blur();
    if (event.key !== "Escape") return;
    setText(row.description);
    typing.current = false;
    setTimeout(() => document.activeElement.blur?.());
  };
  return (
    <textarea
      className="input library-description"
      rows={2}
      maxLength={2000}
      value={text}
      placeholder={texts.describe}
      aria-label={texts.description}
      dir="auto"
      onFocus={() => (typing.current = true)}
      onChange={(event) => setText(event.target.value)}
      onBlur={save}
      onKeyDown={keyDown}
    />
  );
}

function Uses({ uses, texts }) {
  if (!uses.length) return <p className="quiet small">{texts.used_nowhere}</p>;
  return (
    <ul className="library-uses">
      {uses.map(({ kind, name, url }, index) => {
        const Icon = PLACE_ICONS[USE_ICONS[kind]];
        const face = (
          <>
            {Icon ? <Icon size={16} className="icon" aria-hidden /> : <Folder size={16} />}
            <span className="cut" dir="auto">
              {name || texts[`use_${kind}`]}
            </span>
            <span className="quiet small">{texts[`use_${kind}`]}</span>
          </>
        );
        return <li key={index}>{url ? <Link to={url}>{face}</Link> : <span>{face}</span>}</li>;
      })}
    </ul>
  );
}

/* A new content under the same name and address; it travels with all other uploads of the library. */
function NewVersion({ row, limit, texts }) {
  const input = useRef(null);
  const send = (event) => {
    const target = { resource: "version", record: LIBRARY, kind: "files", purpose: "attach", label: texts.library, page: "/media", more: { record: row.uuid } };
    uploader.add(target, Array.from(event.target.files), limit);
    event.target.value = "";
  };
  return (
    <>
      <input ref={input} type="file" hidden aria-label={texts.new_version} data-testid="version-input" onChange={send} />
      <Button Icon={Upload} onClick={() => input.current.click()}>
        {texts.new_version}
      </Button>
    </>
  );
}

function Versions({ versions, mayEdit, onRestore, texts }) {
  if (versions.length < 2) return null;
  return (
    <ol className="library-versions">
      {versions.map((version) => (
        <li key={version.number}>
          <span className="library-words">
            <span>
              {fill(texts.version, { number: version.number })}
              {version.present && <span className="badge" data-plain="">{texts.present}</span>}
            </span>
            <span className="quiet small">
              <RelativeTime at={version.at} justNow={texts.just_now} />
              {version.by && ` · ${version.by}`} · {version.size}
            </span>
          </span>
          <a className="button" data-kind="ghost" data-size="small" data-shape="icon" href={version.url} download="" aria-label={fill(texts.download_version, { number: version.number })} title={texts.download}>
            <Download size={16} className="icon" aria-hidden />
          </a>
          {mayEdit && !version.present && <IconButton Icon={Restore} label={fill(texts.restore_version, { number: version.number })} onClick={() => onRestore(version.number)} />}
        </li>
      ))}
    </ol>
  );
}

function Body({ details, row, limit, mayEdit, texts, onDescribe, onRestoreVersion, children }) {
  const isFile = row.kind === "file";
  const changes = mayEdit && !row.trashed_at;
  const isHome = ({ kind, name }) => kind === "folder" && name === details.path;
  const home = details.uses.find(isHome);
  return (
    <>
      {isFile ? (
        <a className="library-details-picture" href={row.url} target="_blank" rel="noopener" tabIndex={-1} aria-hidden>
          <Thumb src={row.large_url || row.thumb_url} icon={row.icon} pending={row.pending} />
        </a>
      ) : (
        <div className="library-details-picture" data-kind="folder">
          <Folder color={row.color} size={56} />
        </div>
      )}
      {details.fault && <p className="library-fault">{details.fault}</p>}
      <Description row={row} mayEdit={changes} onDescribe={onDescribe} texts={texts} />
      <dl className="facts">
        {isFile ? (
          <>
            <Fact label={texts.size}>{row.size}</Fact>
            {row.width > 0 && <Fact label={texts.pixels}>{`${row.width} × ${row.height}`}</Fact>}
          </>
        ) : (
          <Fact label={texts.holds}>{row.items ? plural(texts, "items", row.items) : texts.empty_folder}</Fact>
        )}
        <Fact label={texts.lies_in}>{home ? <Link to={home.url} className="link">{details.path}</Link> : details.path || texts.library}</Fact>
        <Fact label={texts.added}>
          <RelativeTime at={row.changed_at} justNow={texts.just_now} />
        </Fact>
        {row.by && <Fact label={texts.added_by}>{row.by}</Fact>}
        {row.trashed_at && (
          <Fact label={texts.trashed_at}>
            <RelativeTime at={row.trashed_at} justNow={texts.just_now} />
            {row.trashed_by && ` · ${row.trashed_by}`}
          </Fact>
        )}
      </dl>
      {isFile && (
        <section>
          <h3>{texts.where_used}</h3>
          <Uses uses={details.uses.filter((use) => !isHome(use))} texts={texts} />
        </section>
      )}
      {isFile && (changes || details.versions.length > 1) && (
        <section>
          <h3>{texts.versions}</h3>
          <Versions versions={details.versions} mayEdit={changes} onRestore={onRestoreVersion} texts={texts} />
          {changes && <NewVersion row={row} limit={limit} texts={texts} />}
        </section>
      )}
      {children}
    </>
  );
}

/* `details` is {key, row, ...}: without a key the panel is closed, without a row there is no such thing any more. */
export function Details({ details, limit, mayEdit, texts, onDescribe, onRestoreVersion, onClose, children }) {
  const panel = useRef(null);
  const before = useRef(null);
  const { key, row } = details;
  useEffect(() => {
    if (!key) return;
    before.current ??= document.activeElement;
    panel.current?.focus({ preventScroll: true });
  }, [key]);
  useEffect(() => {
    document.body.toggleAttribute("data-details", Boolean(key));
    return () => document.body.removeAttribute("data-details");
  }, [Boolean(key)]);
  if (!key) return null;
  const close = () => {
    onClose();
    const name = before.current?.dataset?.open ?? key;
    before.current = null;
    document.querySelector(`[data-open="${name}"]`)?.focus({ preventScroll: true });
  };
  const keyDown = (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return (
    <aside ref={panel} className="library-details" tabIndex={-1} aria-label={fill(texts.details_of, { name: row?.label ?? "" })} onKeyDown={keyDown}>
      <header>
        <h2 className="cut" dir="auto" title={row?.label}>
          {row?.label ?? texts.details}
        </h2>
        {row?.kind === "file" && (
          <a className="button" data-kind="ghost" data-size="small" data-shape="icon" href={row.download_url} download={row.name} aria-label={texts.download} title={texts.download}>
            <Download size={16} className="icon" aria-hidden />
          </a>
        )}
        <IconButton Icon={Close} label={texts.close} onClick={close} />
      </header>
      <div className="library-details-body">{row ? <Body {...{ details, row, limit, mayEdit, texts, onDescribe, onRestoreVersion, children }} /> : <p className="quiet">{texts.gone_for_good}</p>}</div>
    </aside>
  );
}
