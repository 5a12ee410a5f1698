/* The other people at this record: small pictures that come and go softly, and a line about those who edit it. */
import { useReducer, useRef } from "react";
import Pencil from "lucide-react/dist/esm/icons/pencil.mjs";
import { merged, without } from "./staying.js";

const ON_A_PHONE = 2;

export function Watchers({ people, more, moreNames, label }) {
  const drawn = useRef([]);
  const [, draw] = useReducer((times) => times + 1, 0);
  drawn.current = merged(drawn.current, people);
  const gone = (uuid) => {
    drawn.current = without(drawn.current, uuid);
    draw();
  };
  if (!drawn.current.length) return null;
  return (
    <ul className="watchers" aria-label={label}>
      {drawn.current.map(({ person, leaving }) => (
        <li
          key={person.uuid}
          data-leaving={leaving || undefined}
          data-editing={person.editing || undefined}
          aria-hidden={leaving || undefined}
          onAnimationEnd={() => leaving && gone(person.uuid)}
        >
          <Watcher person={person} />
        </li>
      ))}
      <More kind="wide" count={more} names={moreNames} />
      <More kind="narrow" count={people.length + more - ON_A_PHONE} names={names(people.slice(ON_A_PHONE), moreNames)} />
    </ul>
  );
}

const names = (people, rest) => [...people.map((person) => person.name), rest].filter(Boolean).join(", ");

function Watcher({ person }) {
  return (
    <span className="watcher" role="img" tabIndex={0} aria-label={person.says}>
      <span className="avatar" data-size="28" data-tint={person.tint} aria-hidden>
        {person.image ? <img src={person.image} alt="" width={28} height={28} decoding="async" /> : person.letters}
      </span>
      {person.editing && <Pencil size={9} aria-hidden className="watcher-pencil" strokeWidth={2.5} />}
      <Tip text={person.says} />
    </span>
  );
}

function More({ kind, count, names }) {
  if (count <= 0) return null;
  return (
    <li className="watchers-more" data-kind={kind}>
      <span className="watcher" role="img" tabIndex={0} aria-label={names}>
        <span className="avatar" data-size="28" aria-hidden>
          +{count}
        </span>
        <Tip text={names} />
      </span>
    </li>
  );
}

const Tip = ({ text }) => (
  <span className="watcher-tip" aria-hidden>
    {text}
  </span>
);

/* What has just been said stays while it fades; only who sees it may still read it. */
export function EditingNote({ text }) {
  const last = useRef(text);
  if (text) last.current = text;
  return (
    <div className="editing-note">
      <span className="unseen" role="status">
        {text}
      </span>
      <p className="small" data-shown={Boolean(text)} aria-hidden>
        <Pencil size={12} aria-hidden className="icon" />
        <span className="cut">{last.current}</span>
      </p>
    </div>
  );
}
