/* The signs that are drawn into the chart, as paths of 24 by 24 (lucide, ISC licence). */
const HEAD = "M15 8a5 5 0 1 1-10 0a5 5 0 1 1 10 0";

export const SIGNS = Object.freeze({
  all: "M17 16h4a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-4a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1zM3 16h4a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-4a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1zM10 2h4a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-4a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zM5 16v-3a1 1 0 0 1 1-1h12a1 1 0 0 1 1 1v3M12 12V8",
  department:
    "M10 12h4M10 8h4M14 21v-3a2 2 0 0 0-4 0v3M6 10H4a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V9a2 2 0 0 0-2-2h-2M6 21V5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v16",
  team: `M18 21a8 8 0 0 0-16 0${HEAD}M22 20c0-3.37-2-6.5-4-8a5 5 0 0 0-.45-8.3`,
  direct: `M2 21a8 8 0 0 1 13.292-6${HEAD}M22 19h-6`,
  unassigned: `M2 21a8 8 0 0 1 11.873-7${HEAD}M17 17l5 5M22 17l-5 5`,
  right: "m9 18 6-6-6-6",
  left: "m15 18-6-6 6-6",
  down: "m6 9 6 6 6-6",
  up: "m18 15-6-6-6 6",
  page: "M7 7h10v10M7 17 17 7",
});
