import assert from "node:assert/strict";
import { test } from "node:test";
import {
  EMPTY,
  PAGE,
  firstOpen,
  grown,
  indexOf,
  isVisible,
  needed,
  openRanges,
  opened,
  opens,
  partsOf,
  pathTo,
  peopleOf,
  personAt,
  personOf,
  selecting,
  stale,
  toggled,
  unfolded,
  withPages,
  withPicture,
} from "../../crm_app/web/chart/tree.js";
import { company, people, picture, withWeb } from "./chart_company.mjs";

const names = (state, group) => peopleOf({ sheets: new Map([[group, state.sheets.get(group) ?? new Map()]]) }).map(({ name }) => name);

test("departments hang on the root, teams and those without a team on their department, the unassigned last", () => {
  const nodes = grown(picture());
  assert.deepEqual(nodes.get("all").children, ["department:e", "department:s", "unassigned"]);
  assert.deepEqual(nodes.get("department:e").children, ["team:w", "team:p", "direct:e"]);
  assert.deepEqual(nodes.get("department:s").children, ["team:n"]);
  assert.equal(nodes.get("team:w").people, 4);
  assert.equal(nodes.get("department:e").teams, 2);
});

test("nobody unassigned, and nobody without a team, are no branches", () => {
  const nodes = grown(picture({ unassigned: 0 }));
  assert.equal(nodes.has("unassigned"), false);
  assert.equal(nodes.has("direct:s"), false);
});

test("what is empty cannot be opened", () => {
  const nodes = grown(picture({ departments: [{ uuid: "x", name: "New", people: 0, direct: 0, teams: [{ uuid: "y", name: "Y", people: 0 }] }] }));
  assert.equal(opens(nodes.get("team:y")), false);
  assert.equal(opens(nodes.get("department:x")), true);
  assert.equal(opens(undefined), false);
  const state = toggled({ ...company(), nodes }, "team:y");
  assert.equal(state.open.has("team:y"), false);
});

test("a small company is first seen with everybody, a larger one with its teams, a large one with its departments", () => {
  const sized = (people, teams) => ({
    people,
    unassigned: 0,
    departments: [{ uuid: "d", name: "D", people, direct: 0, teams: Array.from({ length: teams }, (_, i) => ({ uuid: `${i}`, name: `${i}`, people: people / teams })) }],
  });
  assert.deepEqual([...firstOpen(grown(sized(8, 2)))], ["all", "department:d", "team:0", "team:1"]);
  assert.deepEqual([...firstOpen(grown(sized(200, 4)))], ["all", "department:d"]);
  assert.deepEqual([...firstOpen(grown(sized(6000, 60)))], ["all"]);
});

test("opening and closing", () => {
  const open = toggled(company(), "department:e");
  assert.ok(open.open.has("department:e"));
  assert.equal(toggled(open, "department:e").open.has("department:e"), false);
  assert.equal(company().open.has("department:e"), false, "the state before is untouched");
});

test("the way to a branch is opened as a whole", () => {
  const state = opened(company(), "team:p");
  assert.deepEqual([...state.open].sort(), ["all", "department:e", "team:p"]);
  assert.equal(isVisible(state, "team:p"), true);
  assert.equal(isVisible(company(), "team:p"), false);
  assert.deepEqual(pathTo(state, "team:p/ada").map(({ key }) => key), ["all", "department:e", "team:p"]);
});

test("all departments open, and all close with what is in them", () => {
  const state = unfolded(company("team:w"), true);
  assert.deepEqual([...state.open].sort(), ["all", "department:e", "department:s", "team:w"]);
  assert.deepEqual([...unfolded(state, false).open], ["all"]);
});

test("people come page by page", () => {
  const state = withPages(company(), [{ branch: "team:w", page: 0, rows: people("Ada", "Bo") }]);
  assert.equal(personAt(state, "team:w", 1).name, "Bo");
  assert.equal(personAt(state, "team:w", PAGE), undefined);
  assert.equal(indexOf(state, "team:w", "bo"), 1);
  assert.equal(indexOf(state, "team:w", "nobody"), -1);
  assert.equal(personOf(state, "team:w/ada").name, "Ada");
  assert.equal(personOf(state, "team:w"), undefined);
});

test("people of a branch that is gone meanwhile are dropped", () => {
  assert.equal(withPages(company(), [{ branch: "team:gone", page: 0, rows: people("Ada") }]).sheets.size, 0);
});

test("only pages that are missing or old are needed, and none past the end", () => {
  const many = picture({ unassigned: 250 });
  const state = withPages(withPicture(company(), many), [{ branch: "unassigned", page: 1, rows: people("Ada") }]);
  assert.deepEqual(needed(state, [{ branch: "unassigned", from: 0, to: 900 }]).map(({ page }) => page), [0, 2]);
  assert.deepEqual(needed(state, [{ branch: "unassigned", from: 100, to: 200 }]), []);
  assert.deepEqual(needed(stale(state), [{ branch: "unassigned", from: 150, to: 160 }]).map(({ page }) => page), [1]);
  assert.deepEqual(needed(state, [{ branch: "unassigned", from: 0, to: 5 }, { branch: "unassigned", from: 5, to: 9 }]).length, 1);
  assert.deepEqual(needed(state, [{ branch: "gone", from: 0, to: 5 }]), []);
});

test("what is old is still shown", () => assert.deepEqual(names(stale(withWeb()), "team:w"), ["Ada", "Bo", "Cleo", "Dora"]));

test("everybody in an open branch can be asked for, not those below a closed department", () => {
  assert.deepEqual(openRanges(company("department:e", "team:w", "team:n")), [{ branch: "team:w", from: 0, to: 4 }]);
});

test("new counts leave open, known and selected what is still there", () => {
  const before = selecting(withWeb("department:s"), "team:w/bo");
  const after = withPicture(before, picture({ people: 13 }));
  assert.deepEqual(after.open, before.open);
  assert.deepEqual(names(after, "team:w"), ["Ada", "Bo", "Cleo", "Dora"]);
  assert.equal(after.selected, "team:w/bo");
  assert.equal(after.nodes.get("all").people, 13);
});

test("what is gone is closed, forgotten and not selected any more", () => {
  const before = selecting(withWeb(), "team:w/bo");
  const after = withPicture(before, picture({ departments: [] }));
  assert.deepEqual([...after.open], ["all"]);
  assert.equal(after.sheets.size, 0);
  assert.equal(after.selected, "");
});

test("pages past the end of a branch that shrank are forgotten", () => {
  let state = withPicture(company(), picture({ unassigned: 250 }));
  state = withPages(state, [0, 1, 2].map((page) => ({ branch: "unassigned", page, rows: people("Ada") })));
  assert.deepEqual([...withPicture(state, picture({ unassigned: 100 })).sheets.get("unassigned").keys()], [0]);
});

test("the first picture decides what is open, the next ones do not", () => {
  const first = withPicture(EMPTY, picture());
  assert.ok(first.open.has("team:w"));
  const closed = toggled(first, "team:w");
  assert.equal(withPicture(closed, picture()).open.has("team:w"), false);
});

test("keys of people name their group", () => {
  assert.deepEqual(partsOf("team:w/ada"), { group: "team:w", person: "ada" });
  assert.deepEqual(partsOf("team:w"), { group: "", person: "" });
});

test("on a small screen less is open at first", () => {
  assert.ok(firstOpen(grown(picture())).has("department:e"));
  assert.deepEqual([...firstOpen(grown(picture()), 5)], ["all"]);
});

test("whoever was chosen before they had a name stays chosen when it comes", () => {
  const waiting = selecting(company("department:e", "team:w"), "team:w/#1");
  const page = { branch: "team:w", page: 0, rows: people("Ada", "Bo") };
  assert.equal(withPages(waiting, [page]).selected, "team:w/bo");
  assert.equal(withPages(waiting, [{ ...page, rows: people("Ada") }]).selected, "team:w/#1");
  assert.equal(withPages(selecting(waiting, "team:w"), [page]).selected, "team:w");
});
