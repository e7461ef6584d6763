import { describe, expect, test } from "vitest";
import type { History, Objects, Refs } from "../../domain/ports/git.ts";
import type { Tracks } from "../../domain/ports/tracks.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { pushTag } from "./push-tag.ts";

const input = {
  repository: "acme/shop",
  tag: "1.30.0",
  commit: "ccc",
  message: "Version 1.30.0",
  by: { name: "Signalbox", email: "bot@example.com" },
};

const ours = "tag 1.30.0 of ccc at 7";

const world = (
  there: { readonly object: string; readonly commit: string } | undefined,
  beside: Awaited<ReturnType<Tracks["beside"]>> = { launching: [], yields: false },
) => {
  let at = there;
  const pushes: unknown[] = [];
  return {
    pushes,
    refs: only<Refs>({
      look: async (_, ref) => (at === undefined ? undefined : { ref, ...at }),
      push: async (_, push) => {
        pushes.push(push);
        at = { object: push.object, commit: "ccc" };
      },
    }),
    objects: only<Objects>({ tag: async (_, { name, commit, by }) => `tag ${name} of ${commit} at ${by.date}` }),
    history: only<History>({ dateOf: async () => 7 }),
    tracks: only<Tracks>({ beside: async () => beside }),
  };
};

describe("tagging the release", () => {
  test("the tag is pushed once, expecting none", async () => {
    const there = world(undefined);
    expect(await once(pushTag, there, input)).toMatchObject({
      sent: true,
      found: { is: "present", state: { object: ours, commit: "ccc" } },
    });
    expect(await once(pushTag, there, input)).toMatchObject({ sent: false, found: { is: "present" } });
    expect(there.pushes).toEqual([{ ref: "refs/tags/1.30.0", object: ours, expect: "absent" }]);
  });

  test.each([
    ["shortly, where the other one stands back for longer", false, 15_000],
    ["for longer, where the other one goes first", true, 120_000],
  ])("where another release is launching, nothing is pushed and it is tried again: %s", async (_, yields, retryAfter) => {
    const there = world(undefined, { launching: ["1.30.1"], yields });
    await expect(pushTag.apply(there, input, looking())).rejects.toMatchObject({
      code: "TRACK_TAKEN",
      explanation: { what: expect.stringContaining("1.30.1"), retry: "later" },
      retryAfter,
    });
    expect(there.pushes).toEqual([]);
  });

  test("a tag that people made counts where people may have done it, when it is annotated and names our commit", async () => {
    const byHand = async (object: string, commit: string) =>
      (await pushTag.observe(world({ object, commit }), input, looking({ hands: true }))).is;
    expect([await byHand("ttt", "ccc"), await byHand("ccc", "ccc"), await byHand("ttt", "ddd")]).toEqual([
      "present",
      "conflicting",
      "conflicting",
    ]);
  });

  test.each([
    ["our own tag, after a crash", { object: ours, commit: "ccc" }, undefined, "present", ""],
    ["our own tag, by its receipt", { object: "signed", commit: "ccc" }, "signed", "present", ""],
    ["a lightweight tag of our commit", { object: "ccc", commit: "ccc" }, undefined, "conflicting", "a lightweight tag of the same commit"],
    ["another tag of our commit", { object: "ttt", commit: "ccc" }, undefined, "conflicting", "another tag (ttt) of the same commit"],
    ["a lightweight tag of another commit", { object: "ddd", commit: "ddd" }, undefined, "conflicting", "names ddd, not ccc"],
    ["an annotated tag of another commit", { object: "ttt", commit: "ddd" }, undefined, "conflicting", "names ddd, not ccc"],
    ["a tag that was moved after our push", { object: "ttt", commit: "ddd" }, ours, "conflicting", "names ddd, not ccc"],
    ["our object under a commit that is not ours", { object: ours, commit: "ddd" }, undefined, "conflicting", "names ddd, not ccc"],
  ] as const)("finds %s", async (_, there, receipt, is, says) => {
    const found = await pushTag.observe(world(there), input, looking(receipt === undefined ? {} : { receipt }));
    expect(found.is).toBe(is);
    if (found.is !== "conflicting") return;
    expect(found).toMatchObject({ code: "TAG_TAKEN", found: expect.stringContaining(says) });
    expect(found.state !== undefined, "only a tag of our commit can be accepted").toBe(there.commit === "ccc");
  });
});
