/* A small company for the tests of the chart: two departments, three teams, and some who are on none. */
import { EMPTY, withPages, withPicture } from "../../crm_app/web/chart/tree.js";

export const picture = (changes = {}) => ({
  people: 12,
  unassigned: 1,
  departments: [
    {
      uuid: "e",
      name: "Engineering",
      people: 9,
      direct: 2,
      teams: [
        { uuid: "w", name: "Web", people: 4 },
        { uuid: "p", name: "Platform", people: 3 },
      ],
    },
    { uuid: "s", name: "Sales", people: 2, direct: 0, teams: [{ uuid: "n", name: "North", people: 2 }] },
  ],
  ...changes,
});

export const person = (uuid, name = uuid, more = {}) => ({ uuid, name, title: "", email: "", status: "active", image: "", letters: name[0], tint: "1", ...more });

export const people = (...names) => names.map((name) => person(name.toLowerCase(), name));

/* The company with everything closed but the root, or with these keys open. */
export function company(...open) {
  const state = withPicture({ ...EMPTY, open: new Set(["all"]) }, picture());
  return { ...state, open: new Set(["all", ...open]) };
}

/* The same with the people of Web known. */
export const withWeb = (...open) => withPages(company("department:e", "team:w", ...open), [{ branch: "team:w", page: 0, rows: people("Ada", "Bo", "Cleo", "Dora") }]);

export const texts = {
  title: "Org chart",
  everyone: "Everyone",
  direct: "Not on a team",
  unassigned: "Unassigned",
  inactive: "Inactive",
  people_one: "{count} person",
  people_many: "{count} people",
  teams_one: "{count} team",
  teams_many: "{count} teams",
  departments_one: "{count} department",
  departments_many: "{count} departments",
};
