/* A note's text as pieces: what is plain, and what is a link. React draws them, so nothing in it is ever markup. */
const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"“”„«»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;
const CLOSING = { ")": "(", "]": "[", "}": "{" };

/* What stands behind an address in a sentence is not part of it; a bracket is, if it was opened in it. */
function trimmed(address) {
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address[end - 1];
    const inside = address.slice(0, end);
    if (/[.,;:!?'*_]/.test(last)) continue;
    if (CLOSING[last] && inside.split(last).length > inside.split(CLOSING[last]).length) continue;
    break;
  }
  return address.slice(0, end);
}

function hrefOf(address) {
  if (!address.includes("://") && address.includes("@") && !address.startsWith("www.")) return `mailto:${address}`;
  const href = address.includes("://") ? address : `https://${address}`;
  return URL.canParse(href) ? href : "";
}

export function pieces(text) {
  const found = [];
  let from = 0;
  for (const match of String(text ?? "").matchAll(LINK)) {
    const address = trimmed(match[0]);
    const href = hrefOf(address);
    if (!href) continue;
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    found.push({ text: address, href });
    from = match.index + address.length;
  }
  if (from < (text ?? "").length) found.push({ text: text.slice(from) });
  return found;
}
