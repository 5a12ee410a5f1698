/* A person in short: who it is, where they belong, and the way to their page. */
import { ArrowUpRight, Close, Mail } from "./icons.jsx";
import { ROOT, partsOf, pathTo } from "./tree.js";
import { titleOf } from "./words.js";

export function PersonCard({ ref, person, state, write: { texts }, onPage, onClose }) {
  const way = pathTo(state, partsOf(state.selected).group).filter((node) => node.key !== ROOT);
  const keyDown = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onClose();
  };
  return (
    <section ref={ref} className="org-card" aria-label={person.name} data-still onKeyDown={keyDown}>
      <header>
        <Portrait person={person} size={40} />
        <div>
          <h2 dir="auto">{person.name}</h2>
          {person.title && <p dir="auto">{person.title}</p>}
        </div>
        <button type="button" className="button" data-kind="ghost" data-shape="icon" data-size="small" aria-label={texts.close} title={texts.close} onClick={onClose}>
          <Close size={16} aria-hidden />
        </button>
      </header>
      <p className="org-way">{way.map((node) => titleOf(node, texts)).join(" › ")}</p>
      {person.email && (
        <a className="org-mail" href={`mailto:${person.email}`}>
          <Mail size={14} aria-hidden />
          <span className="cut">{person.email}</span>
        </a>
      )}
      <footer>
        {person.status === "inactive" && <span className="badge">{texts.inactive}</span>}
        <a className="button" data-kind="secondary" data-size="small" href={`/staff/people/${person.uuid}`} onClick={(event) => onPage({ kind: "person", uuid: person.uuid }, event)}>
          <span className="label">{texts.open_person}</span>
          <ArrowUpRight size={16} aria-hidden className="icon" />
        </a>
      </footer>
    </section>
  );
}

export function Portrait({ person, size }) {
  return (
    <span className="avatar" data-size={size} data-tint={person.tint} aria-hidden>
      {person.image ? <img src={person.image} alt="" width={size} height={size} loading="lazy" decoding="async" /> : person.letters}
    </span>
  );
}
