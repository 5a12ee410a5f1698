import assert from "node:assert/strict";
import { test } from "node:test";
import { createFitter, roughly } from "../../crm_app/web/chart/lettering.js";
import { createLoader } from "../../crm_app/web/chart/loader.js";
import { createStore } from "../../crm_app/web/chart/store.js";
import { EMPTY } from "../../crm_app/web/chart/tree.js";
import { captionOf, counted, factsOf, fill, hrefOf, roleOf, summaryOf, titleOf } from "../../crm_app/web/chart/words.js";
import { company, texts } from "./chart_company.mjs";

const FONT = { size: 10, weight: 400 };
const wide = (text) => [...text].length;

test("a text that fits stays, a longer one ends with dots where its place ends", () => {
  const fit = createFitter(wide);
  assert.equal(fit("Ada", 3, FONT), "Ada");
  assert.equal(fit("Ada Lovelace", 8, FONT), "Ada Lov…");
  assert.equal(fit("Ada Lovelace", 5, FONT), "Ada…", "no blank before the dots");
  assert.equal(fit("Ada", 0, FONT), "…");
  assert.equal(fit("😀😀😀😀", 3, FONT), "😀😀…", "no half characters");
});

test("each text is measured once", () => {
  let asked = 0;
  const fit = createFitter((text) => (asked += 1) && wide(text));
  fit("Ada", 9, FONT);
  fit("Ada", 9, FONT);
  assert.equal(asked, 1);
  assert.ok(roughly("Ada", { size: 20 }) > roughly("Ada", { size: 10 }));
});

test("a store tells of changes, and only of changes", () => {
  const store = createStore(1);
  const heard = [];
  const end = store.subscribe(() => heard.push(store.current()));
  store.change((value) => value + 1);
  store.change((value) => value);
  end();
  store.change((value) => value + 1);
  assert.deepEqual(heard, [2]);
  assert.equal(store.current(), 3);
});

/* A loader whose questions and clocks are noted. */
function noted() {
  const [asked, clocks] = [[], []];
  const later = (run) => {
    const clock = { run, stopped: false };
    clocks.push(clock);
    return () => (clock.stopped = true);
  };
  return { asked, clocks, loader: createLoader((number, pages) => asked.push({ number, pages }), later) };
}

const pages = (count) => Array.from({ length: count }, (_, page) => ({ branch: "unassigned", page }));

test("one question is under way at a time, and the next one is about what is wanted then", () => {
  const { asked, loader } = noted();
  loader.want(pages(1));
  loader.want([{ branch: "team:w", page: 0 }]);
  assert.equal(asked.length, 1);
  assert.equal(loader.answered(asked[0].number), true);
  loader.want([{ branch: "team:p", page: 0 }]);
  assert.deepEqual(asked[1].pages, [{ branch: "team:p", page: 0 }]);
  assert.notEqual(asked[1].number, asked[0].number);
});

test("an answer that nobody waits for is none", () => {
  const { asked, loader } = noted();
  assert.equal(loader.answered(0), false);
  loader.want(pages(1));
  assert.equal(loader.answered(asked[0].number + 1), false);
  assert.equal(loader.answered(asked[0].number), true);
  assert.equal(loader.answered(asked[0].number), false);
});

test("a lost answer is asked for again", () => {
  const { asked, clocks, loader } = noted();
  loader.want(pages(1));
  clocks[0].run();
  assert.equal(asked.length, 2);
  assert.equal(loader.answered(asked[0].number), false, "the first answer comes too late");
  assert.equal(loader.answered(asked[1].number), true);
  assert.ok(clocks[1].stopped);
});

test("no question is too large, and nothing wanted asks nothing", () => {
  const { asked, loader } = noted();
  loader.want([]);
  assert.equal(asked.length, 0);
  loader.want(pages(50));
  assert.equal(asked[0].pages.length, 16);
});

test("after the page was left nothing is asked", () => {
  const { asked, clocks, loader } = noted();
  loader.want(pages(1));
  loader.stop();
  assert.ok(clocks[0].stopped);
  assert.equal(asked.length, 1);
});

test("numbers have their words", () => {
  assert.equal(counted(texts, "people", 1), "1 person");
  assert.equal(counted(texts, "people", 10_000), "10,000 people");
  assert.equal(fill("{a} {b}", { a: 1 }), "1 {b}");
  assert.equal(fill(undefined), "");
});

test("branches without a name of their own have one", () => {
  const { nodes } = company();
  assert.deepEqual(["all", "department:e", "team:w", "direct:e", "unassigned"].map((key) => titleOf(nodes.get(key), texts)), ["Everyone", "Engineering", "Web", "Not on a team", "Unassigned"]);
});

test("a department tells of its teams and people, a team of its people", () => {
  const { nodes } = company();
  assert.equal(factsOf(nodes.get("department:e"), texts), "2 teams · 9 people");
  assert.equal(factsOf(nodes.get("department:s"), texts), "1 team · 2 people");
  assert.equal(factsOf(nodes.get("team:w"), texts), "4 people");
  assert.equal(summaryOf(company(), texts), "12 people · 2 departments");
  assert.equal(summaryOf(EMPTY, texts), "");
  assert.match(captionOf(company(), texts, new Date(2026, 10, 21)), /^12 people · 2 departments · November 21, 2026$/);
});

test("of people the title is said, and that they are inactive", () => {
  assert.equal(roleOf({ title: "Engineer", status: "active" }, texts), "Engineer");
  assert.equal(roleOf({ title: "Engineer", status: "inactive" }, texts), "Engineer · Inactive");
  assert.equal(roleOf({ title: "", status: "active" }, texts), "");
});

test("departments, teams and people have pages", () => {
  assert.equal(hrefOf({ kind: "person", uuid: "1" }), "/staff/people/1");
  assert.equal(hrefOf({ kind: "team", uuid: "1" }), "/staff/teams/1");
  assert.equal(hrefOf({ kind: "department", uuid: "1" }), "/staff/departments/1");
  assert.equal(hrefOf({ kind: "direct", uuid: "1" }), "");
  assert.equal(hrefOf({ kind: "person", uuid: undefined }), "");
});
