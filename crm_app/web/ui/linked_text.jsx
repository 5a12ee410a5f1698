/* What somebody typed, with its line breaks; addresses are links, people who are mentioned stand out. */
import { partsOf } from "./linked_text.js";

export function LinkedText({ text, mentions = [], me = "", className = "" }) {
  const mine = mentions.find(({ uuid }) => uuid === me)?.name;
  const parts = partsOf(text, mentions.map(({ name }) => name));
  return (
    <div className={`linked-text ${className}`.trim()}>
      {parts.map((part, at) => (
        <Part key={at} {...part} mine={part.kind === "mention" && part.name === mine} />
      ))}
    </div>
  );
}

function Part({ kind, text, href, mine }) {
  if (kind === "mention") {
    return (
      <span className="mention" data-me={mine ? "" : undefined}>
        {text}
      </span>
    );
  }
  if (kind === "link") {
    return (
      <a className="link" href={href} target="_blank" rel="noopener noreferrer nofollow">
        {text}
      </a>
    );
  }
  return text;
}
