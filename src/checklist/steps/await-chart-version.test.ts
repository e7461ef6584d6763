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

  test("tells what stands in the group of a pattern", async () => {
    const place = { file: "charts/shop/README.md", is: "pattern", pattern: "badge/app-([\\w.]+)-blue" } as const;
    const found = await look("version: 16.2.0 # badge/app-1.30.0-blue\n", "version: 16.1.9\n", [place]);
    expect(found).toMatchObject({ state: { values: { "badge/app-([\\w.]+)-blue of charts/shop/README.md": "1.30.0" } } });
  });
});
