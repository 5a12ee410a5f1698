import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { added, chosen, found, parsed, removed, toggled, written } from "../../crm_app/web/ui/staged_skills.js";

const python = {
  uuid: "1",
  name: "Python",
  levels: [
    { id: "how", name: "Proficiency", allow_multiple: false, options: [{ id: "basic" }, { id: "expert" }] },
    { id: "where", name: "Where", allow_multiple: true, options: [{ id: "work" }, { id: "home" }] },
  ],
};
const skills = [python, { uuid: "2", name: "Résumé writing", levels: [] }, { uuid: "3", name: "Rust", levels: [] }];

describe("a choice of skills", () => {
  test("a level of a single selector takes the place of the other, a second click takes it back", () => {
    const basic = toggled({ 1: [] }, python, "basic");
    assert.deepEqual(basic, { 1: ["basic"] });
    assert.deepEqual(toggled(basic, python, "expert"), { 1: ["expert"] });
    assert.deepEqual(toggled(basic, python, "basic"), { 1: [] });
  });

  test("levels of other selectors stay, several add up, all in the order of the skill", () => {
    const one = toggled({ 1: ["expert"] }, python, "home");
    assert.deepEqual(one, { 1: ["expert", "home"] });
    assert.deepEqual(toggled(one, python, "work"), { 1: ["expert", "work", "home"] });
    assert.deepEqual(toggled(one, python, "basic"), { 1: ["basic", "home"] });
  });

  test("a level that the skill does not have changes nothing", () => {
    const choice = { 1: ["basic"] };
    assert.deepEqual(toggled(choice, python, "gone"), choice);
  });

  test("adding twice keeps the levels, removing takes all of it", () => {
    assert.deepEqual(added({ 1: ["basic"] }, "1"), { 1: ["basic"] });
    assert.deepEqual(removed(added({ 1: ["basic"] }, "2"), "1"), { 2: [] });
  });

  test("the same choice is the same text, whatever came first", () => {
    assert.equal(written({ b: [], a: ["x"] }), '{"a":["x"],"b":[]}');
    assert.equal(written(parsed('{"b":[],"a":["x"]}')), written({ a: ["x"], b: [] }));
  });

  test("what is no choice counts as none", () => {
    for (const text of ["", "{", "[1]", "null", "7"]) assert.deepEqual(parsed(text), {});
  });

  test("skills are found by a part of their name, without capitals and accents, and only those not chosen", () => {
    const names = (...args) => found(...args).map(({ name }) => name);
    assert.deepEqual(names({}, skills, " resume "), ["Résumé writing"]);
    assert.deepEqual(names({}, skills, ""), ["Python", "Résumé writing", "Rust"]);
    assert.deepEqual(names({ 1: [] }, skills, "T"), ["Résumé writing", "Rust"]);
    assert.deepEqual(names({}, skills, ".*"), []);
  });

  test("at most eight are offered", () => {
    const many = Array.from({ length: 20 }, (_, number) => ({ uuid: String(number), name: "Skill", levels: [] }));
    assert.equal(found({}, many, "skill").length, 8);
  });

  test("chosen skills come in the order of the skills, without those that are gone", () => {
    assert.deepEqual(
      chosen({ 3: [], gone: [], 1: [] }, skills).map(({ uuid }) => uuid),
      ["1", "3"],
    );
  });
});
