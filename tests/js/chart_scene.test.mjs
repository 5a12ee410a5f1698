import assert from "node:assert/strict";
import { test } from "node:test";
import { SIZE, layout } from "../../crm_app/web/chart/layout.js";
import { detailAt, runsIn, scene, wanted, whereabouts, whole } from "../../crm_app/web/chart/scene.js";
import { stale, withPages, withPicture } from "../../crm_app/web/chart/tree.js";
import { company, people, picture, withWeb } from "./chart_company.mjs";

const all = { x: -1, y: -1, width: 1e5, height: 1e5 };
const crowded = (count) => withPicture(company("unassigned"), picture({ unassigned: count }));

test("the nearer, the more is written", () => assert.deepEqual([1, 0.5, 0.1].map(detailAt), ["near", "middle", "far"]));

test("what lies in the part is drawn, and nothing else", () => {
  const state = company("department:e");
  const shown = layout(state);
  const box = shown.boxes.get("team:p");
  const { nodes } = scene(state, shown, { x: box.x + 5, y: box.y + 5, width: 10, height: 10 }, "near");
  assert.deepEqual(nodes.map(({ key }) => key), ["team:p"]);
  assert.equal(scene(state, shown, whole(shown), "near").nodes.length, shown.boxes.size);
  assert.deepEqual(scene(state, shown, { x: 1e6, y: 0, width: 10, height: 10 }, "near"), { links: [], nodes: [], people: [] });
});

test("of ten thousand people only those on the screen are drawn", () => {
  const state = crowded(10_000);
  const drawn = scene(state, layout(state), { x: 3000, y: 3000, width: 1400, height: 900 }, "near").people;
  assert.ok(drawn.length > 80 && drawn.length < 200, `${drawn.length}`);
  assert.ok(drawn.every(({ person, key }) => person === undefined && key.startsWith("unassigned/#")));
});

test("known people are drawn in their places, under keys of their own", () => {
  const state = withWeb();
  const { people: drawn } = scene(state, layout(state), all, "near");
  assert.deepEqual(drawn.map(({ key, person }) => [key, person.name]), [["team:w/ada", "Ada"], ["team:w/bo", "Bo"], ["team:w/cleo", "Cleo"], ["team:w/dora", "Dora"]]);
});

test("from afar a panel is one crowd, however many are in it, and nobody is asked for", () => {
  const state = crowded(10_000);
  const shown = layout(state);
  assert.deepEqual(scene(state, shown, all, "far").people.map(({ kind }) => kind), ["crowd"]);
  assert.deepEqual(wanted(state, shown, all, "far"), []);
});

test("pages are wanted where one looks, and not twice", () => {
  const state = crowded(10_000);
  const shown = layout(state);
  const box = shown.boxes.get("unassigned");
  const corner = { x: box.x, y: box.y, width: SIZE.person.width, height: 200 };
  assert.deepEqual(wanted(state, shown, corner, "near").map(({ page }) => page), [0]);
  const known = withPages(state, [{ branch: "unassigned", page: 0, rows: people("Ada") }]);
  assert.deepEqual(wanted(known, shown, corner, "near"), []);
  assert.deepEqual(wanted(stale(known), shown, corner, "near").map(({ page }) => page), [0]);
});

test("the last column ends with the last person", () => {
  const box = layout(crowded(50)).boxes.get("unassigned");
  const runs = runsIn(box, all);
  assert.equal(runs.at(-1).to, 50);
  assert.equal(runs.reduce((sum, { from, to }) => sum + to - from, 0), 50);
  assert.deepEqual(runsIn({ ...box, columns: 0 }, all), []);
});

test("lines on the way to what is selected are drawn over the others", () => {
  const state = company("department:e");
  const { links } = scene(state, layout(state), all, "near", new Set(["all", "department:e", "team:w"]));
  assert.deepEqual(links.filter(({ lit }) => lit).map(({ key }) => key), ["all>department:e", "department:e>team:w"]);
  assert.deepEqual(links.map(({ lit }) => lit), [false, false, true, true]);
});

test("who sees people but not of which team is told where that is", () => {
  const state = crowded(10_000);
  const shown = layout(state);
  const box = shown.boxes.get("unassigned");
  const keys = (view) => whereabouts(shown, view).map(({ key }) => key);
  assert.deepEqual(keys({ x: box.x + 2000, y: box.y + 3000, width: 1000, height: 800 }), ["unassigned"]);
  assert.deepEqual(keys({ x: 0, y: 0, width: shown.width, height: shown.height }), []);
  assert.deepEqual(keys({ x: 1e7, y: 1e7, width: 10, height: 10 }), []);
});

test("the way names the department and the team, also when only one of them is out of sight", () => {
  const shown = layout(withWeb());
  const team = shown.boxes.get("team:w");
  const view = { x: team.x, y: team.y + 60, width: 240, height: 100 };
  assert.deepEqual(whereabouts(shown, view).map(({ key }) => key), ["department:e", "team:w"]);
});
