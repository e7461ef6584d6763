import { expect, test } from "vitest";
import { addDuration, duration } from "../../domain/instant.ts";
import type { AppBuilds } from "../../domain/ports/environments.ts";
import { type AppBuildsBench, appBuildsContract } from "../../testing/contracts/app-builds.ts";
import { brokenPromises, testContract } from "../../testing/contracts/contract.ts";
import { openAppBuildsBench, openHerokuTwin } from "../../testing/heroku-bench.ts";
import type { TwinRequest } from "../../twins/kernel/twin.ts";
import { connectHeroku } from "./connect-heroku.ts";

testContract("builds of Heroku's twin", appBuildsContract, openAppBuildsBench);

const wrongly =
  (change: (right: AppBuilds) => Partial<AppBuilds>): (() => Promise<AppBuildsBench>) =>
  async () => {
    const bench = await openAppBuildsBench();
    return { ...bench, builds: { ...bench.builds, ...change(bench.builds) } };
  };

test("an adapter that sends again when no answer came, and lists oldest first, breaks the contract", async () => {
  const open = wrongly((right) => ({
    start: (app, source) => right.start(app, source).catch(() => right.start(app, source)),
    list: async (app) => (await right.list(app)).toReversed(),
  }));
  expect(await brokenPromises(appBuildsContract, open)).toEqual([
    "the newest build is first, and other apps have builds of their own",
    "a lost answer is unknown, is not sent again, and the build is found",
  ]);
});

test("an adapter that takes an error for nothing, and any build for a good one, breaks the contract", async () => {
  const open = wrongly((right) => ({
    list: async (app) => (await right.list(app).catch(() => [])).map((each) => ({ ...each, state: "succeeded" })),
  }));
  expect(await brokenPromises(appBuildsContract, open)).toEqual([
    "a build is found by its commit while it is pending, and has no release yet",
    "a build that failed says so and has no release",
    "an app that does not exist is an error, and never an app without builds",
  ]);
});

test("the source of a build is GitHub's archive of exactly that commit", async () => {
  const heard: TwinRequest[] = [];
  const bench = await openHerokuTwin((request) => heard.push(request));
  await connectHeroku(bench).builds.start("playground", { repository: "acme/app", commit: "a".repeat(40) });
  const url = `https://codeload.github.com/acme/app/tar.gz/${"a".repeat(40)}`;
  expect(heard[0]?.json).toEqual({ source_blob: { url, version: "a".repeat(40) } });
  await bench.close();
});

test.each([
  ["429", "RATE_LIMITED", "later"],
  ["500-before", "BAD_ANSWER", "unknown"],
  ["lost-before", "NO_ANSWER", "unknown"],
  ["502-after", "BAD_ANSWER", "unknown"],
  ["garbled-after", "NO_ANSWER", "unknown"],
] as const)("when the request meets %s, the error is %s and a retry %s", async (fault, code, retry) => {
  const bench = await openHerokuTwin();
  bench.breakNext(fault);
  const started = connectHeroku(bench).builds.start("playground", { repository: "acme/app", commit: "a".repeat(40) });
  await expect(started).rejects.toMatchObject({ code, explanation: { retry } });
  await bench.close();
});

test.each([
  ["no key", {}, "TOKEN_MISSING"],
  ["a wrong key", { HEROKU_API_KEY: "canary-wrong" }, "TOKEN_REFUSED"],
])("with %s the error says so and holds no secret", async (_, environment, code) => {
  const bench = await openHerokuTwin(undefined, environment as Record<string, string>);
  const error = await connectHeroku(bench)
    .builds.list("playground")
    .catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code });
  expect(String(error)).not.toContain("canary");
  await bench.close();
});

test.each(["<html>", "[{}]", '{"id":"x"}', '[{"id":"x","status":"odd","created_at":"","source_blob":{}}]', ""])(
  "an answer of %j is no list of builds",
  async (text) => {
    const bench = await openHerokuTwin();
    const door = { ...bench.door, request: async () => ({ status: 200, headers: {}, bytes: Buffer.from(text) }) };
    await expect(connectHeroku({ ...bench, door }).builds.list("playground")).rejects.toMatchObject({ code: "BAD_ANSWER" });
    await bench.close();
  },
);

test("of more builds than fit a page the newest are listed", async () => {
  const bench = await openHerokuTwin();
  const { builds } = connectHeroku(bench);
  for (let each = 0; each <= 200; each += 1) {
    await builds.start("playground", { repository: "acme/app", commit: String(each).padStart(40, "0") });
  }
  await bench.clock.set(addDuration(bench.clock.now(), duration("1h")));
  await builds.start("playground", { repository: "acme/app", commit: "a".repeat(40) });
  const listed = await builds.list("playground");
  expect([listed.length, listed[0]?.version]).toEqual([200, "a".repeat(40)]);
  await bench.close();
});
