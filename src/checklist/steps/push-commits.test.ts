import { describe, expect, test } from "vitest";
import type { History, Objects, Refs } from "../../domain/ports/git.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { pushCommits } from "./push-commits.ts";

const input = {
  repository: "acme/shop",
  branch: "release-1.30.0",
  base: "base",
  create: "no",
  commits: [
    { message: "Version 1.30.0", edits: [{ is: "set", file: "package.json", at: "version", to: "1.30.0" }] },
    { message: "Nothing new", edits: [{ is: "set", file: "package.json", at: "name", to: "shop" }] },
  ],
  by: { name: "Signalbox", email: "bot@example.com" },
} as const;

/** A repository in which a commit's id says what it was made of. */
const world = (
  head: string | undefined,
  more: { readonly version?: string; readonly conflict?: boolean; readonly older?: string } = {},
) => {
  let at = head;
  const files = new Map([["base", `{ "name": "shop", "version": "${more.version ?? "1.29.0"}" }`]]);
  const pushes: unknown[] = [];
  const made: string[] = [];
  return {
    pushes,
    made,
    refs: only<Refs>({
      look: async (_, ref) => (at === undefined ? undefined : { ref, object: at, commit: at }),
      push: async (_, push) => {
        pushes.push(push);
        at = push.object;
      },
    }),
    objects: only<Objects>({
      file: async (_, commit) => files.get(commit) ?? files.get("base"),
      commit: async (_, { base, files: written, message, by }) => {
        const id = `${base}+${message}@${by.date}`;
        files.set(id, written[0]?.text ?? "");
        made.push(id);
        return id;
      },
      pick: async (_, { onto, commits }) =>
        more.conflict === true
          ? { is: "conflict", commit: commits[0] ?? "", files: ["a.txt"] }
          : { is: "picked", commit: `${onto}+${commits.join("+")}` },
    }),
    history: only<History>({ dateOf: async () => 7, isAncestor: async (_, older) => older === more.older }),
  };
};

const target = "base+Version 1.30.0@7";

describe("pushing the release's own commits", () => {
  test("one commit for each group that changes something, on a lease of the base, once", async () => {
    const there = world("base");
    expect(await once(pushCommits, there, input)).toMatchObject({ sent: true, found: { is: "present", state: { commit: target } } });
    expect(there.made).toEqual([target]);
    expect(await once(pushCommits, there, input)).toMatchObject({ sent: false, found: { is: "present", state: { commit: target } } });
    expect(there.pushes).toEqual([{ ref: "refs/heads/release-1.30.0", object: target, expect: "base" }]);
    expect(pushCommits.facts(input, { commit: target })).toEqual({ commit: target, changed: "yes" });
  });

  test("nothing is pushed when nothing changes", async () => {
    const there = world("base", { version: "1.30.0" });
    expect(await once(pushCommits, there, input)).toMatchObject({ found: { is: "present", state: { commit: "base" } } });
    expect(there.pushes).toEqual([]);
    expect(pushCommits.facts(input, { commit: "base" })).toEqual({ commit: "base", changed: "no" });
  });

  test("where nothing changes there is nothing for people to push: their mark is enough", async () => {
    const marked = { ...looking(), marked: true } as const;
    expect(await pushCommits.observe(world("base", { version: "1.30.0" }), input, looking())).toEqual({ is: "absent" });
    expect(await pushCommits.observe(world("base", { version: "1.30.0" }), input, marked)).toEqual({
      is: "present",
      state: { commit: "base" },
    });
    expect(await pushCommits.observe(world("base"), input, marked), "a change is still to be pushed").toEqual({ is: "absent" });
  });

  test("a new branch is made with its commits in one push, without making them to look", async () => {
    const there = world(undefined);
    const making = { ...input, create: "yes" } as const;
    expect(await pushCommits.observe(there, making, looking())).toEqual({ is: "absent" });
    expect(there.made).toEqual([]);
    expect(await once(pushCommits, there, making)).toMatchObject({ sent: true, found: { is: "present" } });
    expect(there.pushes).toEqual([{ ref: "refs/heads/release-1.30.0", object: target, expect: "absent" }]);
  });

  test("picks come first", async () => {
    const there = world("base");
    const found = await once(pushCommits, there, { ...input, commits: [], picks: "f1 f2" });
    expect(found).toMatchObject({ found: { state: { commit: "base+f1+f2" } } });
  });

  test("a branch that grew on top of ours is fine", async () => {
    expect(await pushCommits.observe(world("later", { older: target }), input, looking())).toMatchObject({ is: "superseded" });
  });

  test.each([
    ["a stranger's commit", "stranger"],
    ["no branch at all", undefined],
  ])("%s stops it", async (_, head) => {
    expect(await pushCommits.observe(world(head), input, looking())).toMatchObject({ is: "conflicting", code: "BRANCH_MOVED" });
  });

  test("what the branch grew to is not ours only because it contains the base", async () => {
    const there = world("stranger", { version: "1.30.0", older: "base" });
    expect(await pushCommits.observe(there, input, looking())).toMatchObject({ is: "conflicting", code: "BRANCH_MOVED" });
  });

  describe("where people may have done it", () => {
    const hands = looking({ hands: true });

    test("the branch counts when it says what it should, and is a question when it says something else", async () => {
      const theirs = { ...world("theirs", { version: "1.30.0", older: "base" }) };
      expect(await pushCommits.observe(theirs, input, hands)).toMatchObject({ is: "superseded", state: { commit: "theirs" } });
      const others = world("theirs", { version: "1.29.9", older: "base" });
      expect(await pushCommits.observe(others, input, hands)).toMatchObject({
        is: "conflicting",
        state: { commit: "theirs" },
        answers: ["retry", "accept", "abandon"],
      });
    });

    test("a branch that was moved away from its base is nobody's to take over", async () => {
      const found = await pushCommits.observe(world("theirs", { version: "1.30.0" }), input, hands);
      expect(found).toMatchObject({ is: "conflicting", code: "BRANCH_MOVED" });
      expect(found).not.toHaveProperty("state");
    });

    test("fixes that the branch lacks are missed", async () => {
      const there = world("theirs", { version: "1.30.0", older: "base" });
      expect((await pushCommits.observe(there, { ...input, picks: "f1" }, hands)).is).toBe("conflicting");
      const conflicts = world("theirs", { version: "1.30.0", older: "base", conflict: true });
      expect((await pushCommits.observe(conflicts, { ...input, picks: "f1" }, hands)).is).toBe("conflicting");
    });

    test("a branch that was deleted after its merge is found in the merge, and is not made again", async () => {
      const making = { ...input, branch: "1.30.0-sync", create: "yes" } as const;
      const merge = { id: "m", parents: ["old", "head"], subject: "Merge pull request #5 from acme/1.30.0-sync" };
      const merged = world(undefined, { version: "1.30.0" });
      const history = { ...merged.history, log: async () => [merge] as never };
      expect(await pushCommits.observe({ ...merged, history }, making, hands)).toMatchObject({
        is: "superseded",
        state: { commit: "head" },
      });
      expect(await pushCommits.observe({ ...world(undefined), history }, making, hands)).toEqual({ is: "absent" });
    });
  });

  test("an edit that cannot be made, and a pick that conflicts, push nothing", async () => {
    const there = world("base", { conflict: true });
    const missing = { ...input, commits: [{ message: "m", edits: [{ is: "set", file: "package.json", at: "none", to: "x" }] }] } as const;
    await expect(pushCommits.apply(there, missing, looking())).rejects.toMatchObject({ code: "EDIT_REFUSED" });
    await expect(pushCommits.apply(there, { ...input, picks: "f1" }, looking())).rejects.toMatchObject({ code: "PICK_CONFLICTS" });
    expect(there.pushes).toEqual([]);
  });
});
