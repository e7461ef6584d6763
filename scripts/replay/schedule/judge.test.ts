import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { testWith } from "../../../src/testing/test-with.ts";
import { judgePlan } from "./judge-plan.ts";
import { publishedPlan } from "./read-plan.ts";
import { judgeRules, successiveRules } from "./successive-rules.ts";
import type { Verdict } from "./verdict.ts";

interface Told {
  readonly [field: string]: unknown;
}

const judge = (rule: string, releases: readonly Told[]): Verdict => judgePlan(publishedPlan.parse({ rule, releases }));

const monthly = "on the 15th";
const day = (series: string, planned: string, text?: string): Told => ({ series, planned_first_rc: planned, planned_first_rc_text: text });

describe("a plan is held against its rule", () => {
  test("a day that nobody published must be the rule's", () => {
    expect(judge(monthly, [day("1", "2021-01-15"), day("2", "2021-02-15")]).differs).toEqual([]);
    expect(judge(monthly, [day("1", "2021-01-15"), day("2", "2021-02-15"), day("3", "2021-03-16")]).differs).toContain(
      "3 release: computed 2021-03-15, planned is 2021-03-16",
    );
  });

  test("a published day may differ, is told, and never the most of them", () => {
    const published = (days: readonly string[]) =>
      judge(
        monthly,
        days.map((each, at) => day(String(at), each, each.replaceAll("-", "."))),
      );
    const two = published(["2021-01-15", "2021-02-15", "2021-03-18"]);
    expect(two.differs).toEqual([]);
    expect(two.remarks).toContain("published otherwise, so moved: 2 release: the rule says 2021-03-15, planned is 2021-03-18");
    expect(published(["2021-01-15", "2021-02-17", "2021-03-18"]).differs).toEqual(["only 1 of 3 release days are the rule's"]);
  });

  test("what was published and what is planned must be one day", () => {
    expect(judge(monthly, [day("1", "2021-01-15", "2021-01-16"), day("2", "2021-02-15", "2021-02-15")]).differs).toEqual([
      "1 release: computed 2021-01-16, planned is 2021-01-15",
    ]);
    expect(judge(monthly, [day("1", "2021-01-15", "Monday, Jan. 15, 2021")]).differs).toEqual(["1: Monday, Jan. 15, 2021 is a friday"]);
  });

  test("a day that does not exist is no planned day", () => {
    const plan = [day("1", "2021-01-15", "2021-01-15"), { series: "2", planned_first_rc: null, planned_first_rc_text: "2021.02.31" }];
    expect(judge(monthly, plan).differs).toEqual([]);
    expect(judge(monthly, [...plan, day("3", "2021-04-30", "2021.04.31")]).differs).toContain(
      "3: 2021-04-30 is planned, 2021-04-31 was published",
    );
  });

  test("a month without a release is a skip that is told, and a sentence that cannot be read is a difference", () => {
    const gap = judge(monthly, [day("1", "2021-01-15"), day("2", "2021-03-15")]);
    expect(gap.differs).toEqual([]);
    expect(gap.remarks).toContain("skipped, because the plan has no release: 2021-02-15");
    expect(judge("whenever it is ready", [day("1", "2021-01-15")]).differs).toContain("the rule was not understood");
  });

  test("an aim is the list that was published", () => {
    const aim = "first rc every 6 weeks (aim)";
    expect(judge(aim, [day("1", "2021-01-06", "2021.01.06"), day("2", "2021-03-02", "2021.03.02")]).differs).toEqual([]);
    expect(judge(aim, [day("1", "2021-01-06")]).differs).toEqual(["1: the rule is only an aim, and no day was published"]);
  });
});

describe("what a sentence leaves open is found in the plan", () => {
  const rule = "quarterly; RC1 seven weeks before GA (first Tuesday, formerly Monday, of Feb/May/Aug/Nov)";
  const row = (series: string, cut: string, out: string): Told => ({ series, planned_first_rc: cut, planned_ga: out });

  test("when the former weekday ended, and the weekday of a first candidate", () => {
    const { differs, remarks } = judge(rule, [
      row("1", "2024-09-16", "2024-11-04"),
      row("2", "2024-12-16", "2025-02-03"),
      row("3", "2025-03-17", "2025-05-06"),
      row("4", "2025-06-16", "2025-08-05"),
    ]);
    expect(differs).toEqual([]);
    expect(remarks[0]).toContain('"2025-05-01":{"release":"first tuesday"');
    expect(remarks[0]).toContain('"monday 7 weeks before"');
  });

  test("but not another number of weeks, another month or another weekday", () => {
    for (const wrong of [row("2", "2024-12-23", "2025-02-03"), row("2", "2024-12-16", "2025-02-10"), row("2", "2024-12-16", "2025-02-05")])
      expect(judge(rule, [row("1", "2024-09-16", "2024-11-04"), wrong, row("3", "2025-03-17", "2025-05-05")]).differs).not.toEqual([]);
  });

  test("from where weeks are counted, and whether a slip takes the later ones along", () => {
    const weeks = (...days: readonly string[]) =>
      judge(
        "first pre-release every 6 weeks",
        days.map((each, at) => day(String(at), each, each)),
      );
    expect(weeks("2025-01-28", "2025-03-18", "2025-04-22", "2025-06-03").remarks[0]).toMatch(/^3 of 4 .*"6 weeks"/);
    expect(weeks("2025-01-28", "2025-03-18", "2025-04-29", "2025-06-10").remarks[0]).toMatch(/^3 of 4 .*"6 weeks( from the last)?"/);
    expect(weeks("2025-01-28", "2025-02-18", "2025-03-11", "2025-04-01", "2025-04-22").differs).not.toEqual([]);
  });
});

describe("real calendars", () => {
  const folder = join(import.meta.dirname, "../../../../shared/replay");
  const read = (name: string): Told & { readonly releases: readonly Told[] } =>
    JSON.parse(readFileSync(join(folder, name, "case.json"), "utf8"));
  const plans = ["schedule__argo-cd", "schedule__prometheus", "schedule__self-hosted", "schedule__thanos"];

  testWith(["../shared/replay"], "every planned day comes out, and what is not the rule's is named", () => {
    const [argo, prometheus, selfHosted, thanos] = plans.map((name) => judgePlan(publishedPlan.parse(read(name))));
    expect([argo, prometheus, selfHosted, thanos].map((each) => each?.differs)).toEqual([[], [], [], []]);
    expect(argo?.remarks[0]).toMatch(/^11 of 14 planned days/);
    expect(argo?.remarks[1]?.match(/\d+\.\d+ \w+:/g)).toEqual(["2.7 freeze:", "2.8 freeze:", "2.11 freeze:"]);
    expect(prometheus?.remarks[0]).toMatch(/^4 of 7 planned days/);
    expect(prometheus?.remarks[1]?.match(/\d+\.\d+ \w+:/g)).toEqual(["3.0 release:", "3.4 release:", "3.6 release:"]);
    expect(selfHosted?.remarks[0]).toMatch(/^33 of 33 planned days/);
    expect(thanos?.remarks).toEqual([
      "the rule is an aim (4 of 18 days are its own): the days are listed as published",
      "published is the day on which it was out: 0.12, 0.14, 0.16, 0.17",
    ]);
  });

  testWith(
    ["../shared/replay"],
    "no planned day can be another one unnoticed",
    () => {
      for (const name of plans) {
        const plan = read(name);
        for (const field of ["planned_first_rc", "planned_ga"])
          for (const [at, release] of plan.releases.entries()) {
            if (typeof release[field] !== "string" || (at % 5 !== 0 && at !== plan.releases.length - 1)) continue;
            const other = new Date(Date.parse(release[field]) + 86_400_000).toISOString().slice(0, 10);
            const releases = plan.releases.with(at, { ...release, [field]: other });
            expect(judgePlan(publishedPlan.parse({ ...plan, releases })).differs, `${name} ${field} ${at}`).not.toEqual([]);
          }
      }
    },
    30_000,
  );

  testWith(["../shared/replay"], "successive rules give every freeze, and every freeze of another rule is noticed", () => {
    const calendar = successiveRules.parse(read("posthog-calendar__1.28.0_1.35.0"));
    expect(judgeRules(calendar).differs).toEqual([]);
    for (const [at, release] of calendar.releases.entries()) {
      const releases = (more: Told) => ({ ...calendar, releases: calendar.releases.with(at, { ...release, ...more }) });
      expect(judgeRules(releases({ freeze_by_rule: release.released })).differs).toHaveLength(1);
      expect(judgeRules(releases({ last_monday_of_month: release.freeze_by_rule })).differs).toHaveLength(1);
      expect(judgeRules(releases({ rule: "Z" })).differs).toEqual(["rule Z was not understood"]);
    }
    const last = calendar.releases.with(-1, { ...calendar.releases.at(-1), on_rule_day: false } as (typeof calendar.releases)[number]);
    expect(judgeRules({ ...calendar, releases: last }).differs).toEqual(["1.35.0 on the rule's day: computed true, planned is false"]);
  });
});
