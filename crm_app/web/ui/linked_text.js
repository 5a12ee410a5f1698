// Text that people typed, as parts to show: what is an address becomes a link, who is mentioned a mention. Never HTML.

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"'`{}|\\^]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;
const CLOSING = { ")": "(", "]": "[" };
const WORD = /[\p{L}\p{N}_]/u;

const count = (text, sign) => text.split(sign).length - 1;

// A full stop behind an address ends the sentence; a bracket belongs to the address only if it was opened there.
function trimmed(address) {
  let end = address.length;
  for (;;) {
    const last = address[end - 1];
    const whole = address.slice(0, end);
    const opener = CLOSING[last];
    if (".,;:!?*_~".includes(last) || (opener && count(whole, last) > count(whole, opener))) end -= 1;
    else return whole;
  }
}

function target(address) {
  if (!/^(https?:\/\/|www\.)/i.test(address)) return `mailto:${address}`;
  try {
    const url = new URL(/^www\./i.test(address) ? `https://${address}` : address);
    return url.hostname.includes(".") || url.hostname === "localhost" ? url.href : "";
  } catch {
    return "";
  }
}

function links(text) {
  const parts = [];
  let done = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = trimmed(found);
    const href = target(address);
    if (!href) continue;
    if (index > done) parts.push({ kind: "text", text: text.slice(done, index) });
    parts.push({ kind: "link", text: address, href });
    done = index + address.length;
  }
  if (done < text.length) parts.push({ kind: "text", text: text.slice(done) });
  return parts;
}

// Where "@name" stands as words of its own; the longest of several names wins.
export function mentionsIn(text, names) {
  const found = [];
  const longest = [...names].filter(Boolean).sort((a, b) => b.length - a.length);
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    if (at > 0 && WORD.test(text[at - 1])) continue;
    const name = longest.find((each) => text.startsWith(each, at + 1) && !WORD.test(text[at + 1 + each.length] ?? ""));
    if (name === undefined) continue;
    found.push({ at, name, end: at + 1 + name.length });
    at += name.length;
  }
  return found;
}

// The parts of the text in their order, none of them empty: {kind: "text" | "link" | "mention", text, href?, name?}.
export function partsOf(text, names = []) {
  const parts = [];
  let done = 0;
  for (const { at, name, end } of mentionsIn(text, names)) {
    parts.push(...links(text.slice(done, at)), { kind: "mention", text: text.slice(at, end), name });
    done = end;
  }
  return [...parts, ...links(text.slice(done))];
}
