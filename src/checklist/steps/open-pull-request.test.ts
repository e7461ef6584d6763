import { describe, expect, test } from "vitest";
import type { PullRequest, PullRequests } from "../../domain/ports/forge.ts";
import { key, looking, once, only } from "../../testing/step-bench.ts";
import { marked } from "./marker.ts";
import { openPullRequest } from "./open-pull-request.ts";

const input = {
  repository: "acme/chart",
  head: "chart-1.30.0",
  base: "main",
  title: "Release 1.30.0",
  body: "Points to 1.30.0.",
  commit: "c",
};

const pull = (more: Partial<PullRequest>): PullRequest => ({
  number: "7",
  state: "open",
  title: input.title,
  body: marked(input.body, key),
  author: "signalbox",
  head: input.head,
  base: input.base,
  headCommit: "c",
  mergeCommit: undefined,
  labels: [],
  url: "https://example.com/7",
  ...more,
});

const world = (listed: readonly PullRequest[], known: readonly PullRequest[] = listed) => {
  const all = [...listed];
  const bodies: string[] = [];
  const pulls = only<PullRequests>({
    find: async () => all,
    get: async (_, number) => known.find((each) => each.number === number),
    open: async (_, { body }) => {
      bodies.push(body);
      all.push(pull({ body }));
      return { number: "7" };
    },
  });
  return { pulls, bodies };
};

const found = async (listed: readonly PullRequest[], receipt?: string, known = listed) =>
  openPullRequest.observe(world(listed, known), input, looking(receipt === undefined ? {} : { receipt }));

describe("opening a pull request", () => {
  test("opens one with our mark, once", async () => {
    const there = world([]);
    expect(await once(openPullRequest, there, input)).toMatchObject({ sent: true, found: { is: "present", state: { number: "7" } } });
    expect(await once(openPullRequest, there, input)).toMatchObject({ sent: false, found: { is: "present" } });
    expect(there.bodies).toEqual([`Points to 1.30.0.\n\n<!-- signalbox:${key} -->`]);
  });

  test.each([
    ["ours is open", [pull({})], "present"],
    ["ours was merged", [pull({ state: "merged" })], "superseded"],
    ["ours was closed", [pull({ state: "closed" })], "conflicting"],
    ["two are ours", [pull({}), pull({ number: "8", state: "merged" })], "conflicting"],
    ["a stranger's is open", [pull({ body: "by hand" })], "conflicting"],
    ["one of another release was merged", [pull({ body: marked("x", "other"), state: "merged" })], "absent"],
  ] as const)("when %s", async (_, listed, is) => expect((await found(listed)).is).toBe(is));

  test("one that people opened or merged counts where people may have done it, unless there are two", async () => {
    const byHand = async (...listed: readonly PullRequest[]) => openPullRequest.observe(world(listed), input, looking({ hands: true }));
    expect(await byHand(pull({ body: "by hand", number: "3" }))).toMatchObject({ is: "present", state: { number: "3" } });
    expect(await byHand(pull({ body: "by hand", number: "3", state: "merged" }))).toMatchObject({
      is: "superseded",
      state: { number: "3" },
    });
    expect((await byHand(pull({ body: "" }), pull({ body: "", number: "8" }))).is).toBe("conflicting");
    expect((await byHand(pull({ body: "", state: "closed" }))).is).toBe("absent");
  });

  test("a stranger's can be accepted, ours that was closed or doubled cannot", async () => {
    expect(await found([pull({ body: "by hand", number: "3" })])).toMatchObject({
      state: { number: "3" },
      answers: ["retry", "accept", "abandon"],
    });
    expect(await found([pull({ state: "closed" })])).not.toHaveProperty("state");
    expect(await found([pull({}), pull({ number: "8" })])).not.toHaveProperty("state");
  });

  test("the answered number beats a stale list and a mark that somebody removed", async () => {
    expect(await found([], "7", [pull({})])).toMatchObject({ is: "present", state: { number: "7" } });
    expect(await found([pull({ body: "rewritten" })], "7")).toMatchObject({ is: "present" });
  });

  test("ours without its mark still counts beside another with it", async () => {
    expect(await found([pull({ body: "rewritten" }), pull({ number: "8" })], "7")).toMatchObject({ is: "conflicting" });
  });
});
