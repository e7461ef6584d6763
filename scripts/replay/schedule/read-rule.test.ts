import { expect, test } from "vitest";
import { readRule } from "./read-rule.ts";

const open = { every: undefined, release: [], month: undefined, freeze: undefined, counts: "release", isAim: false };

test.each<[string, Partial<ReturnType<typeof readRule>>]>([
  [
    "monthly; freeze three days before the release, on Thursday; tag release-[version] from the branch",
    { every: "month", freeze: "thursday before" },
  ],
  ["monthly; freeze on the Friday of the week before the release", { every: "month", freeze: "friday of the week before" }],
  [
    "last Monday of the month; freeze and break the release on the Wednesday before",
    { every: "month", release: ["last monday"], freeze: "wednesday before" },
  ],
  [
    "every four weeks on Monday (13th week of a quarter is spare); freeze and break the release on the Wednesday before",
    { every: "4 weeks, 1 spare in 13", release: ["monday"], freeze: "wednesday before" },
  ],
  [
    "every four weeks on Wednesday; freeze on the Friday before, break the release on Monday",
    { every: "4 weeks", release: ["wednesday"], freeze: "friday before" },
  ],
  [
    "quarterly; RC1 seven weeks before GA (first Tuesday, formerly Monday, of Feb/May/Aug/Nov); feature freeze in between",
    { every: "quarter", release: ["first monday", "first tuesday"], month: 2, freeze: "7 weeks before" },
  ],
  ["first pre-release every 6 weeks; branch release-X.Y cut with rc.0", { every: "6 weeks", counts: "first candidate" }],
  [
    "first rc every 6 weeks (aim); GA 3 work days after an rc with no major bug",
    { every: "6 weeks", counts: "first candidate", isAim: true },
  ],
  ["CalVer YY.M.0 on the 15th; planned_first_rc holds the planned release day", { every: "month", release: ["day 15"] }],
  [
    "on the 1st or the next business day; freeze 3 business days before",
    { every: "month", release: ["day 1 or next business day"], freeze: "3 business days before" },
  ],
  [
    "every other week on Tuesday; RC1 on the Thursday two weeks before the release",
    { every: "2 weeks", release: ["tuesday"], freeze: "thursday 2 weeks before" },
  ],
  ["whenever it is ready", {}],
])("%s", (sentence, words) => {
  expect(readRule(sentence)).toEqual({ ...open, ...words });
});
