import { expect, test } from "vitest";
import { explain } from "../domain/errors.ts";
import { addDuration, duration } from "../domain/instant.ts";
import { toyApp } from "../testing/toy-app.ts";
import { openToyRelease, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { drive } from "./drive.ts";

const version = "1.30.0";

/** A chart pull request that is open, and whose merge waits for the images. */
const waiting = async () => {
  const plan = toyPlan({
    open: { kind: "marked", input: { what: "12" } },
    images: { kind: "look" },
    merge: {
      kind: "merge-pull-request",
      input: { repository: "PostHog/charts", number: { after: "open/do", fact: "made" } },
      after: ["images"],
      interlock: "Do not merge until the latest version is built.",
    },
  });
  const world = openToyWorld();
  world.kinds.set("merge-pull-request", world.kinds.get("keyed") as never);
  const release = await openToyRelease(world, plan);
  const forge = { state: "open", asked: [] as string[] };
  const pulls = {
    get: async (repository: string, number: string) => {
      forge.asked.push(`${repository}#${number}`);
      if (forge.state === "limited") throw explain("RATE_LIMITED", { system: "GitHub", request: "GET" }, { retryAfter: 90_000 });
      return { state: forge.state };
    },
  };
  const parts = toyApp(release, "ana", { kinds: release.world.kinds, ports: { pulls } as never });
  return { ...release, parts, clock: world.clock, forge, tick: () => drive(parts, version) };
};

test("a pull request that is open is left alone, by the number that its opening told", async () => {
  const { tick, forge, state } = await waiting();
  await tick();
  await tick();
  expect(new Set(forge.asked)).toEqual(new Set(["PostHog/charts#12"]));
  expect((await state()).alarms).toEqual([]);
});

test("a merge by hand before its time raises one alarm and holds the release, until a person resumes it", async () => {
  const { tick, forge, state, say } = await waiting();
  await tick();
  forge.state = "merged";
  expect((await tick()).stopped).toBe("held");
  expect((await state()).alarms).toMatchObject([
    { code: "MERGED_EARLY", what: "PostHog/charts#12 was merged before its time; Do not merge until the latest version is built." },
  ]);
  expect((await tick()).stopped).toBe("held");
  await say("ana", { is: "resumed" });
  expect((await tick()).stopped).toBe("nothing-due");
  expect((await state()).alarms.length).toBe(1);
});

test("a tag pushed by hand before its time raises one alarm and holds the release, until a person resumes it", async () => {
  const tagging = { repository: "PostHog/posthog", tag: version };
  const plan = toyPlan({ approve: { kind: "look" }, tag: { kind: "push-tag", input: tagging, after: ["approve"] } });
  const world = openToyWorld();
  world.kinds.set("push-tag", world.kinds.get("keyed") as never);
  const release = await openToyRelease(world, plan);
  const host: { tag?: { commit: string } } = {};
  const asked: string[] = [];
  const refs = {
    look: async (repository: string, ref: string) => {
      asked.push(`${repository} ${ref}`);
      return host.tag;
    },
  };
  const tick = () => drive(toyApp(release, "ana", { kinds: world.kinds, ports: { refs } as never }), version);
  world.looks.set("approve", () => ({ is: "absent" }));
  expect((await tick()).stopped).toBe("nothing-due");
  host.tag = { commit: "badc0de" };
  expect((await tick()).stopped).toBe("held");
  expect((await release.state()).alarms).toMatchObject([{ code: "TAG_EARLY", what: expect.stringContaining("at badc0de") }]);
  await release.say("ana", { is: "resumed" });
  expect((await tick()).stopped).toBe("nothing-due");
  expect((await release.state()).alarms.length).toBe(1);
  expect(new Set(asked)).toEqual(new Set(["PostHog/posthog refs/tags/1.30.0"]));
});

test("while the git host asks to be left alone, nothing is driven, and it is looked at again when it says", async () => {
  const { parts, forge, clock } = await waiting();
  expect((await drive(parts, version)).stopped).toBe("nothing-due");
  forge.state = "limited";
  expect(await drive(parts, version)).toMatchObject({ stopped: "nothing-due", next: addDuration(clock.now(), duration("90s")) });
});
