import { describe, expect, test } from "vitest";
import type { Objects } from "../../domain/ports/git.ts";
import { looking, only } from "../../testing/step-bench.ts";
import { nextChartVersion } from "./next-chart-version.ts";

const input = { repository: "acme/chart", commit: "base", file: "charts/shop/Chart.yaml", at: "version", bump: "minor" } as const;

const look = async (text: string, bump: "major" | "minor" | "patch" = "minor") => {
  const objects = only<Objects>({ file: async (_, commit) => (commit === "base" ? text : undefined) });
  const found = await nextChartVersion.observe({ objects }, { ...input, bump }, looking());
  return found.is === "present"
    ? { verdict: nextChartVersion.verify({ ...input, bump }, found.state), facts: nextChartVersion.facts({ ...input, bump }, found.state) }
    : found;
};

describe("the version that the pull request gives the chart", () => {
  test.each([
    ["27.2.2", "patch", "27.2.3"],
    ["27.2.2", "minor", "27.3.0"],
    ["27.2.2", "major", "28.0.0"],
    ["27.2.2-rc.1", "minor", "27.3.0"],
  ] as const)("%s and a %s make %s", async (version, bump, next) =>
    expect(await look(`version: ${version}\n`, bump)).toMatchObject({ verdict: { is: "holds" }, facts: { version, next } }),
  );

  test.each(["version: latest\n", "name: shop\n", ""])("a person is asked where %j holds none", async (text) =>
    expect(await look(text)).toMatchObject({ verdict: { is: "broken" } }),
  );
});
