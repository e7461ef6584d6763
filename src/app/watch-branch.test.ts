import { expect, test } from "vitest";
import type { Event } from "../domain/journal/event.ts";
import type { Dial } from "../domain/plan.ts";
import type { PullRequest } from "../domain/ports/forge.ts";
import { progressOf } from "../domain/progress.ts";
import { toyApp, toyTrain } from "../testing/toy-app.ts";
import { openToyRelease, placeOf, type ToyStep, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { drive } from "./drive.ts";
import { watchBranch } from "./watch-branch.ts";

const version = "1.30.0";

const manifest = (of: string, needs?: string): string =>
  `${JSON.stringify({ name: "shop", version: of, ...(needs === undefined ? {} : { dependencies: { [needs]: "1" } }) }, null, 2)}\n`;

/** A line of commits, oldest first, each with what its author wrote; a merge names the commit it brought. */
interface Commit {
  readonly id: string;
  readonly subject: string;
  readonly email?: string;
  readonly brings?: string;
  readonly touches?: readonly string[];
  /** The manifest's text as of this commit. */
  readonly manifest?: string;
}

const pullRequest = (number: string, more: Partial<PullRequest> = {}): PullRequest => ({
  number,
  state: "open",
  title: "fix: a crash",
  body: "",
  author: "ben-example",
  head: "mend",
  base: "release-1.30.0",
  headCommit: `head of ${number}`,
  mergeCommit: undefined,
  labels: [],
  url: `https://example.com/${number}`,
  ...more,
});

/** A release whose branch was cut at c0 and has our changelog commit c1, and a forge to change. */
const frozen = async (tag: ToyStep = { kind: "gate" }, writing: Dial = "signalbox") => {
  const plan = toyPlan({ "cut-branch": { kind: "look" }, "write-changelog": { kind: "look" }, "tag-release": tag });
  const rename = (item: string, name: string, input: object) => ({
    ...plan.items.find(({ id }) => id === item),
    steps: [{ id: `${item}/${name}`, kind: "look", input }],
  });
  const items = [
    rename("cut-branch", "push-branch", { what: "cut", branch: "release-1.30.0" }),
    {
      ...rename("write-changelog", "push-commits", {
        what: "changelog",
        commits: [
          {
            edits: [
              { is: "section", file: "CHANGELOG.md", version, text: "## 1.30.0\n" },
              { is: "set", file: "package.json", at: "version", to: version },
            ],
          },
        ],
      }),
      by: writing,
    },
    ...plan.items.filter(({ id }) => id === "tag-release"),
  ];
  const release = await openToyRelease(openToyWorld(), { ...plan, items } as typeof plan);
  const fact = (commit: string) => ({ is: "present", state: commit }) as const;
  const kind = release.world.kinds.get("look");
  if (kind?.is !== "wait") throw new Error("look is a wait");
  release.world.kinds.set("look", { ...kind, facts: ((_: unknown, commit: string) => ({ commit })) as never });
  release.world.looks.set("cut", () => fact("c0"));
  release.world.looks.set("changelog", () => fact("c1"));
  await release.drive();
  const forge = {
    head: "c1" as string | undefined,
    isGrown: true,
    line: [
      { id: "c0", subject: "cut" },
      { id: "c1", subject: "changelog", email: toyTrain.repository.committer.email },
    ] as Commit[],
    pulls: [] as PullRequest[],
  };
  const ports = {
    refs: {
      look: async () =>
        forge.head === undefined ? undefined : { ref: "refs/heads/release-1.30.0", object: forge.head, commit: forge.head },
    },
    history: {
      isAncestor: async () => forge.isGrown,
      touched: async (_: string, commit: string) => forge.line.find(({ id }) => id === commit)?.touches ?? [],
      log: async (_: string, { without }: { readonly without: readonly string[] }) => {
        const from = Math.max(...without.map((each) => forge.line.findIndex(({ id }) => id === each)));
        return forge.line
          .slice(from + 1)
          .map(({ id, subject, email, brings }) => ({
            id,
            subject,
            parents: brings === undefined ? ["p"] : ["p", brings],
            author: { name: "", email: email ?? "x@example.com" },
          }))
          .reverse();
      },
    },
    objects: {
      file: async (_: string, commit: string) => forge.line.find(({ id }) => id === commit)?.manifest ?? manifest("1.29.0"),
    },
    pulls: {
      openInto: async () => forge.pulls.filter(({ state }) => state === "open"),
      get: async (_: string, number: string) => forge.pulls.find((each) => each.number === number),
    },
  };
  const parts = toyApp(release, "ana", { kinds: release.world.kinds, ports: ports as never });
  const push = (...commits: readonly Commit[]): void => {
    forge.line.push(...commits);
    forge.head = commits.at(-1)?.id;
  };
  const watch = async (): Promise<readonly Event[]> => {
    const state = await release.state();
    const events = await watchBranch(parts, state);
    await release.say("signalbox", ...events);
    return events;
  };
  return { ...release, parts, forge, push, watch };
};

const merged = (number: string, mergeCommit: string) => pullRequest(number, { state: "merged", mergeCommit });
const is = (events: readonly Event[], name: Event["is"]) => events.filter((each) => each.is === name);

test("a branch that stands where our own last commit put it has not moved", async () => {
  const { watch } = await frozen();
  expect(await watch()).toEqual([]);
});

test("a fix that was admitted and merged moves the branch, once, with its pull request", async () => {
  const { watch, push, forge, state } = await frozen();
  forge.pulls.push(pullRequest("7"));
  await watch();
  forge.pulls = [merged("7", "c2")];
  push({ id: "c2", subject: "fix: a crash (#7)" });
  expect(await watch()).toEqual([
    { is: "branch-moved", from: "c1", to: "c2", boarded: [{ commit: "c2", subject: "fix: a crash (#7)", pull: "7" }] },
  ]);
  expect((await state()).replan).toContain("c2");
});

test("commits that a merge brought belong to its pull request", async () => {
  const { watch, push, forge } = await frozen();
  forge.pulls.push(pullRequest("7"));
  await watch();
  forge.pulls = [merged("7", "m1")];
  push({ id: "c2", subject: "fix: a crash" }, { id: "m1", subject: "Merge pull request #7 from ben/mend", brings: "c2" });
  const [moved] = is(await watch(), "branch-moved");
  expect(moved).toMatchObject({
    boarded: [
      { commit: "c2", pull: "7" },
      { commit: "m1", pull: "7" },
    ],
  });
});

test.each([
  ["without any pull request", { id: "c2", subject: "quick change" }, undefined],
  ["under the number of an admitted one that it is not", { id: "c2", subject: "feat: smuggled (#7)" }, "another"],
  ["under the number of one that is not there", { id: "c2", subject: "feat: smuggled (#99999)" }, undefined],
  ["under our own name", { id: "c2", subject: "chore: as if it were ours", email: toyTrain.repository.committer.email }, undefined],
] as const)("a commit on the frozen branch %s is loudly told", async (_, commit, mergeCommit) => {
  const { watch, push, forge } = await frozen();
  forge.pulls.push(pullRequest("7"));
  await watch();
  forge.pulls = mergeCommit === undefined ? [] : [merged("7", mergeCommit)];
  push(commit);
  const events = await watch();
  expect(is(events, "alarm")).toMatchObject([{ code: "BOARDED_UNASKED", what: expect.stringContaining(commit.subject) }]);
  expect(is(events, "branch-moved")).toMatchObject([{ boarded: [{ commit: "c2", pull: undefined }] }]);
});

test("what we pushed ourselves under an earlier plan is nobody's boarding", async () => {
  const { watch, push, say } = await frozen();
  const ours = toyTrain.repository.committer.email;
  await say("signalbox", {
    is: "done",
    epoch: 1,
    step: "write-changelog/push-commits",
    key: "earlier",
    facts: { commit: "c3" },
    evidence: "",
  });
  push({ id: "c2", subject: "changelog", email: ours }, { id: "c3", subject: "version", email: ours });
  expect(await watch()).toEqual([{ is: "branch-moved", from: "c1", to: "c3", boarded: [] }]);
});

test("while a push of ours may be on its way nobody is suspected", async () => {
  const { watch, push, say, state } = await frozen();
  const ours = toyTrain.repository.committer.email;
  await say("signalbox", { is: "intent", epoch: 1, step: "write-changelog/push-commits", key: "unrecorded", describes: "" });
  push({ id: "c2", subject: "changelog", email: ours });
  expect(await watch()).toEqual([{ is: "branch-moved", from: "c1", to: "c2", boarded: [] }]);
  expect((await state()).alarms).toEqual([]);
});

test.each([
  ["BRANCH_GONE", undefined, true],
  ["BRANCH_REWRITTEN", "x9", false],
] as const)("%s holds the release once, and a person may resume it", async (code, head, isGrown) => {
  const { parts, forge, state, say } = await frozen({ kind: "look" });
  forge.head = head;
  forge.isGrown = isGrown;
  expect((await drive(parts, version)).stopped).toBe("held");
  expect(await state()).toMatchObject({ alarms: [{ code }], held: { reason: expect.stringContaining(code) } });
  await say("ana", { is: "resumed" });
  expect((await drive(parts, version)).stopped).not.toBe("held");
  expect((await state()).alarms.length).toBe(1);
});

test("once the tag may be there the branch is no longer watched", async () => {
  const { watch, forge, say, parts, state } = await frozen({ kind: "look" });
  const plan = (await state()).plan;
  if (plan === undefined) throw new Error("no plan");
  const items = plan.items.map((item) =>
    item.id === "tag-release" ? { ...item, steps: item.steps.map((each) => ({ ...each, kind: "push-tag" })) } : item,
  );
  await say("signalbox", { is: "plan-revised", plan: { ...plan, items }, because: "" });
  forge.head = undefined;
  expect((await watchBranch(parts, await state())).length).toBe(2);

  const tag = progressOf(await state()).find(({ step }) => step.kind === "push-tag");
  if (tag === undefined) throw new Error("no tag");
  await say("signalbox", { is: "intent", epoch: 1, describes: "", ...placeOf("tag-release", tag.standing) });
  expect(await watch()).toEqual([]);
});

const knocking = async (pull: PullRequest) => {
  const release = await frozen();
  release.forge.pulls.push(pull);
  const change = async (more: Partial<PullRequest>): Promise<readonly Event[]> => {
    release.forge.pulls = release.forge.pulls.map((each) => ({ ...each, ...more }));
    return release.watch();
  };
  return { ...release, change, first: await release.watch() };
};

const statusOf = (events: readonly Event[]) =>
  events.flatMap((each) => (each.is === "step-added" ? [(each.step.input as { readonly state: string }).state] : []));

test("a pull request gets one verdict and one status, and no more as long as nothing changes", async () => {
  const { first, watch } = await knocking(pullRequest("7", { title: "feat: a toy" }));
  expect(is(first, "verdict-given")).toMatchObject([{ pull: "7", verdict: "refused", commit: "head of 7" }]);
  expect(first.flatMap((each) => (each.is === "step-added" ? [each.step] : []))).toMatchObject([
    {
      kind: "set-status",
      input: { commit: "head of 7", context: "signalbox/boards", state: "failure", description: expect.stringContaining("feat must wait") },
    },
  ]);
  expect(await watch()).toEqual([]);
});

test.each([
  ["the label", { labels: ["release-1.30.0"] }],
  ["a better title", { title: "fix: a crash" }],
  ["the open finding it mends", { body: "mends F1" }],
] as const)("a refused pull request boards once it has %s", async (_, change) => {
  const { change: apply, say } = await knocking(pullRequest("7", { title: "feat: a toy" }));
  await say("ben", { is: "finding-raised", id: "F1", severity: "blocker", text: "", owner: "ana", candidate: "c1" });
  const events = await apply(change);
  expect(is(events, "verdict-given")).toMatchObject([{ verdict: "admitted" }]);
  expect(statusOf(events)).toEqual(["success"]);
});

test("a title that is changed there and back is refused again, and the last status waits for those before it", async () => {
  const { change, state, first } = await knocking(pullRequest("7", { title: "feat: a toy" }));
  const there = await change({ title: "fix: a toy" });
  const back = await change({ title: "feat: a toy" });
  expect([first, there, back].flatMap(statusOf)).toEqual(["failure", "success", "failure"]);
  const added = (await state()).added.map(({ step }) => step);
  expect(new Set(added.map(({ id }) => id)).size).toBe(3);
  expect(added.map(({ after }) => after)).toEqual([undefined, [added[0]?.id], [added[1]?.id]]);
});

test("a person's verdict holds for its commit, whatever the title says, and is asked anew for another commit", async () => {
  const { change, say, watch } = await knocking(pullRequest("7", { title: "feat: a toy" }));
  await say("ana", {
    is: "verdict-given",
    pull: "7",
    commit: "head of 7",
    verdict: "exception",
    reason: "ana: let it in 🚂",
    title: "feat: a toy",
    author: "ben-example",
  });
  expect(statusOf(await watch())).toEqual(["success"]);
  expect(await change({ title: "feat: another toy" })).toEqual([]);
  const pushed = await change({ headCommit: "another head" });
  expect(is(pushed, "verdict-given")).toMatchObject([{ verdict: "refused", commit: "another head" }]);
  expect(statusOf(pushed)).toEqual(["failure"]);
});

test("a fix that a person refused stays refused", async () => {
  const { say, watch } = await knocking(pullRequest("7"));
  await say("ana", {
    is: "verdict-given",
    pull: "7",
    commit: "head of 7",
    verdict: "refused",
    reason: "ana: too big",
    title: "fix: a crash",
    author: "ben-example",
  });
  expect(statusOf(await watch())).toEqual(["failure"]);
  expect(await watch()).toEqual([]);
});

test.each<[by: Dial, what: string, commit: Partial<Commit>, alarms: number]>([
  ["people", "the changelog", { touches: ["CHANGELOG.md"] }, 0],
  ["people", "the changelog and the version", { touches: ["CHANGELOG.md", "package.json"], manifest: manifest(version) }, 0],
  ["people", "another version", { touches: ["package.json"], manifest: manifest("1.30.1") }, 1],
  ["people", "the version and a dependency", { touches: ["package.json"], manifest: manifest(version, "left-pad") }, 1],
  ["people", "the changelog and code", { touches: ["CHANGELOG.md", "src/new.ts"] }, 1],
  ["people", "nothing that can be told", { touches: [] }, 1],
  ["signalbox", "the changelog", { touches: ["CHANGELOG.md"] }, 1],
])("with the dial on %s, a commit of %s raises alarms only where it is not the release's own", async (by, _, commit, alarms) => {
  const { push, watch } = await frozen(undefined, by);
  push({ id: "c2", subject: "Changelog version 1.30.0", ...commit });
  const events = await watch();
  expect(is(events, "alarm").length).toBe(alarms);
  expect(is(events, "branch-moved").length).toBe(1);
});
