import assert from "node:assert/strict";
import { test } from "node:test";
import { layout } from "../../crm_app/web/chart/layout.js";
import { createFitter, roughly } from "../../crm_app/web/chart/lettering.js";
import { COLOURS, asVariable, stylesheet } from "../../crm_app/web/chart/styles.js";
import { escaped, facesFor, markup, pixelScale, svgDocument } from "../../crm_app/web/chart/svg.js";
import { withPages } from "../../crm_app/web/chart/tree.js";
import { company, person, texts, withWeb } from "./chart_company.mjs";

const colours = Object.fromEntries(COLOURS.map((name) => [name, "#123456"]));
const write = { texts, fit: createFitter(roughly) };
const drawn = (state, more = {}) => svgDocument({ state, picture: layout(state), write, colours, caption: "12 people", ...more });
const web = (...rows) => withPages(company("department:e", "team:w"), [{ branch: "team:w", page: 0, rows }]);

test("everything that is open is in it, by name", () => {
  const { text } = drawn(withWeb());
  for (const name of ["Everyone", "Engineering", "Sales", "Web", "Platform", "Not on a team", "Ada", "Bo", "Cleo", "Dora"]) assert.ok(text.includes(`>${name}<`), name);
  assert.doesNotMatch(text, />North</);
});

test("it says what it is", () => {
  const { text } = drawn(withWeb());
  assert.match(text, /^<svg [^>]*role="img"/);
  assert.match(text, /<title id="oc-title">Org chart<\/title><desc id="oc-desc">12 people<\/desc>/);
});

test("it needs nothing from outside", () => {
  const { text } = drawn(web(person("ada", "Ada", { image: "/files/ada/thumbnail" })));
  assert.doesNotMatch(text, /var\(|\/files\/|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
});

test("portraits are in it as data, and who has none there has initials", () => {
  const rows = [person("ada", "Ada", { image: "/files/ada" }), person("bo", "Bo", { image: "/files/bo" })];
  const { text } = drawn(web(...rows), { pictures: new Map([["/files/ada", "data:image/png;base64,AAAA"]]) });
  assert.match(text, /href="data:image\/png;base64,AAAA"/);
  assert.match(text, />B<\/text>/);
});

test("names cannot break out of it", () => {
  const { text } = drawn(web(person("ada", `<script>"&'\u0000\u000b\ud800`)));
  assert.ok(text.includes("&lt;script&gt;&quot;&amp;'<"));
  assert.doesNotMatch(text, /<script|[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
  assert.equal(escaped("Ünï 😀 \u{1F469}\u200D\u{1F4BB}"), "Ünï 😀 \u{1F469}\u200D\u{1F4BB}");
});

test("its size holds all of it", () => {
  const state = withWeb();
  const { width, height, text } = drawn(state);
  assert.ok(width > layout(state).width && height > layout(state).height);
  assert.ok(text.includes(`viewBox="0 0 ${width} ${height}"`));
});

test("tags are closed and numbers are short", () => {
  assert.equal(markup(["g", { className: "a" }, [["text", { x: 1 }, "b"], ["circle", { r: 2 }]]]), '<g class="a"><text x="1">b</text><circle r="2"></circle></g>');
});

test("on the page the same rules follow the theme", () => {
  assert.match(stylesheet(asVariable), /\.oc-name\{[^}]*fill:var\(--gray-12\)/);
  assert.doesNotMatch(stylesheet((name) => colours[name]), /--/);
});

test("pixels are sharp where there is room, and never too many", () => {
  assert.equal(pixelScale({ width: 800, height: 600 }), 2);
  const scale = pixelScale({ width: 40_000, height: 30_000 });
  assert.ok(40_000 * scale <= 16_000 && 40_000 * scale * 30_000 * scale <= 64_000_001);
});

test("only the typefaces that the names need come along", () => {
  const faces = [
    { url: "latin", range: "U+0000-00FF, U+2000-206F" },
    { url: "extended", range: "U+100-2BA" },
    { url: "wild", range: "U+4??" },
    { url: "any", range: "" },
  ];
  assert.deepEqual(facesFor(faces, "Ada").map(({ url }) => url), ["latin", "any"]);
  assert.deepEqual(facesFor(faces, "Łukasz").map(({ url }) => url), ["latin", "extended", "any"]);
  assert.deepEqual(facesFor(faces, "Ж").map(({ url }) => url), ["wild", "any"]);
});
