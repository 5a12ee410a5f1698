/* The shapes as elements of the page. Only what changed is drawn again. */
import { createElement, memo } from "react";
import { crowdShapes, linkShapes, nodeShapes, personShapes } from "./shapes.js";
import { SIGNS } from "./signs.js";
import { isGroup } from "./tree.js";

const at = (box) => `translate(${box.x} ${box.y})`;

export function element([tag, attributes, inside], key) {
  const children = Array.isArray(inside) ? inside.map(element) : inside;
  return createElement(tag, { key, ...attributes }, children);
}

export const Links = memo(function Links({ links }) {
  return links.map((link) => <g key={link.key}>{linkShapes(link).map(element)}</g>);
});

const sameNode = (a, b) =>
  a.detail === b.detail &&
  a.write === b.write &&
  a.item.node === b.item.node &&
  ["open", "width", "height"].every((name) => a.item.box[name] === b.item.box[name]);

const NodeShapes = memo(({ item, detail, write }) => nodeShapes(item, detail, write).map(element), sameNode);

/* What one can press is larger than what one sees, where nothing else is near: for fingers, and for the knob. */
function reach({ node, width, head, open }) {
  const panel = isGroup(node);
  return { y: -4, width: width + (panel ? 0 : 16), height: head + (panel && open ? 4 : 8) };
}

const hasPage = (node) => node.kind === "department" || node.kind === "team";

export function Node({ item, detail, write, selected }) {
  const { node, box } = item;
  const corner = box.width - (node.kind === "department" ? 34 : 56);
  return (
    <g className="org-node" transform={at(box)} data-key={item.key} data-kind={node.kind} data-selected={selected || undefined}>
      <NodeShapes {...{ item, detail, write }} />
      <rect className="org-hit" width={box.width} height={box.head} rx={10} />
      <rect className="org-reach" {...reach(box)} />
      <rect className="org-ring" x={-1.5} y={-1.5} width={box.width + 3} height={box.height + 3} rx={12} />
      {hasPage(node) && detail === "near" && (
        <g className="org-page" data-act="page" transform={`translate(${corner} ${box.head / 2 - 12})`}>
          <title>{write.texts[`open_${node.kind}`]}</title>
          <rect width={24} height={24} rx={6} />
          <path className="oc-sign" d={SIGNS.page} transform="translate(5 5) scale(0.58)" />
        </g>
      )}
    </g>
  );
}

const samePerson = (a, b) => a.detail === b.detail && a.write === b.write && a.item.person === b.item.person;

const PersonShapes = memo(({ item, detail, write }) => personShapes(item, detail, write).map(element), samePerson);

export function Person({ item, detail, write, selected }) {
  const { width, height } = item.box;
  return (
    <g className="org-person" transform={at(item.box)} data-key={item.person ? item.key : undefined} data-kind="person" data-selected={selected || undefined}>
      <rect className="org-hit" width={width} height={height} rx={8} />
      <PersonShapes {...{ item, detail, write }} />
      <rect className="org-ring" x={0.5} y={0.5} width={width - 1} height={height - 1} rx={8} />
    </g>
  );
}

export function Crowd({ item }) {
  return <g transform={at(item.box)}>{crowdShapes(item).map(element)}</g>;
}
