import { describe, expect, test } from "vitest";
import type { AppBuild, AppBuilds } from "../../domain/ports/environments.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { buildApp } from "./build-app.ts";

const input = { app: "shop-staging", repository: "acme/shop", commit: "c" };
const build = (id: string, state: AppBuild["state"], version = "c"): AppBuild => ({
  id,
  state,
  version,
  release: state === "succeeded" ? `release of ${id}` : undefined,
});

const world = (...there: AppBuild[]) => ({
  there,
  builds: only<AppBuilds>({
    list: async () => there,
    start: async () => {
      there.unshift(build("b1", "pending"));
      return { id: "b1" };
    },
  }),
});

describe("building an app", () => {
  test("starts one build of the commit and waits for it", async () => {
    const at = world(build("b0", "succeeded", "older"));
    expect(await once(buildApp, at, input)).toMatchObject({ sent: true, verified: { is: "pending" } });
    expect(await once(buildApp, at, input)).toMatchObject({ sent: false });
    expect(at.there).toHaveLength(2);
  });

  test.each([
    ["one that succeeded", [build("b1", "succeeded")], "present", "holds"],
    ["one that failed", [build("b1", "failed")], "present", "broken"],
    ["one that succeeded after one that failed", [build("b2", "succeeded"), build("b1", "failed")], "present", "holds"],
    ["one without its release yet", [{ ...build("b1", "succeeded"), release: undefined }], "present", "pending"],
    ["two that live", [build("b2", "pending"), build("b1", "succeeded")], "conflicting", undefined],
  ] as const)("finds %s", async (_, there, is, verdict) => {
    const found = await buildApp.observe(world(...there), input, looking());
    expect(found.is).toBe(is);
    if (found.is === "present") expect(buildApp.verify(input, found.state).is).toBe(verdict);
  });
});
