import { describe, expect, test } from "vitest";
import type { History, Objects, Refs } from "../../domain/ports/git.ts";
import { looking, only } from "../../testing/step-bench.ts";
import { awaitChartVersion } from "./await-chart-version.ts";

const input = {
  repository: "acme/chart",
  branch: "main",
  file: "charts/shop/Chart.yaml",
  at: "version",
  before: "old",
  values: [{ file: "charts/shop/Chart.yaml", at: "appVersion" }],
};

const look = (
  now: string,
  then: string,
  values: readonly Parameters<typeof awaitChartVersion.observe>[1]["values"][number][] = input.values,
) => {
  const refs = only<Refs>({ look: async (_, ref) => ({ ref, object: "head", commit: "head" }) });
  const objects = only<Objects>({ file: async (_, commit) => (commit === "old" ? then : now) });
  const history = only<History>({ log: async () => [] });
  return awaitChartVersion.observe({ refs, objects, history }, { ...input, values }, looking());
};

const verdict = async (now: string, then: string) => {
  const found = await look(now, then);
  return found.is === "present" ? awaitChartVersion.verify(input, found.state).is : found.is;
};

describe("waiting for the chart's own release", () => {
  test.each([
    ["went up", "version: 16.2.0\n", "version: 16.1.9\n", "holds"],
    ["went up over a nine", "version: 16.10.0\n", "version: 16.9.0\n", "holds"],
    ["stayed", "version: 16.1.9\n", "version: 16.1.9\n", "pending"],
    ["went down", "version: 16.1.8\n", "version: 16.1.9\n", "pending"],
    ["is gone", "name: shop\n", "version: 16.1.9\n", "broken"],
  ])("its version %s", async (_, now, then, is) => expect(await verdict(now, then)).toBe(is));

  test.each([
    ["version: 16.2.0\nappVersion: 1.30.0\n", "1.30.0"],
    ["version: 16.2.0\n", "gone"],
  ])("tells what the merge brought, so that a later look sees when it changes", async (now, value) => {
    const found = await look(now, "version: 16.1.9\n");
    const facts = found.is === "present" ? awaitChartVersion.facts(input, found.state) : {};
    expect(facts).toEqual({ version: "16.2.0", "appVersion of charts/shop/Chart.yaml": value });
  });

  const shop = (version: string, app: string) => `version: ${version}\nappVersion: ${app}\n`;

  /** Commits of the branch, newest first; ours was looked at as `before`. */
  const afterHands = async (commits: Readonly<Record<string, string>>, before: string) => {
    const ids = Object.keys(commits);
    const refs = only<Refs>({ look: async (_, ref) => ({ ref, object: ids[0] ?? "", commit: ids[0] ?? "" }) });
    const objects = only<Objects>({ file: async (_, commit) => commits[commit] });
    const ana = { name: "Ana", email: "ana@example.com" };
    const commit = { parents: [], author: ana, date: 0, commitDate: 0, subject: "", body: "" };
    const history = only<History>({ log: async (_, { to }) => ids.slice(ids.indexOf(to)).map((id) => ({ ...commit, id })) });
    const found = await awaitChartVersion.observe({ refs, objects, history }, { ...input, before }, looking({ hands: true }));
    return found.is === "present" ? awaitChartVersion.verify(input, found.state) : found;
  };

  const untilLast = { released: shop("3.18.0", "1.30.0"), merged: shop("3.17.0", "1.30.0"), old: shop("3.17.0", "1.29.0") };

  test("where people merged before anybody looked, the branch's own history tells from what it went up", async () => {
    const released = { bumped: shop("3.19.0", "1.31.0"), theirs: shop("3.18.0", "1.31.0"), ...untilLast };
    const wentUp = { is: "holds", evidence: "the chart went from 3.18.0 to 3.19.0" };
    expect(await afterHands(released, "bumped")).toEqual(wentUp);
    expect(await afterHands(released, "theirs")).toEqual(wentUp);
    expect(await afterHands(released, "released")).toEqual(wentUp);
  });

  test("in a release that was picked up too, what an earlier one moved is no move of this one", async () => {
    const merged = { ours: shop("3.18.0", "1.31.0"), ...untilLast };
    expect(await afterHands(merged, "released")).toEqual({ is: "pending", why: "the chart is still 3.18.0" });
    expect(await afterHands(merged, "ours")).toEqual({ is: "pending", why: "the chart is still 3.18.0" });
  });

  test("tells what stands in the group of a pattern", async () => {
    const place = { file: "charts/shop/README.md", is: "pattern", pattern: "badge/app-([\\w.]+)-blue" } as const;
    const found = await look("version: 16.2.0 # badge/app-1.30.0-blue\n", "version: 16.1.9\n", [place]);
    expect(found).toMatchObject({ state: { values: { "badge/app-([\\w.]+)-blue of charts/shop/README.md": "1.30.0" } } });
  });
});
