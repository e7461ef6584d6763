import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heldMemory } from "../testing/held-memory.ts";
import { collectChanges, entries } from "./change.ts";
import type { RawCommit } from "./commit.ts";
import { type HistoryRelease, type HistorySection, historySections, type Part } from "./history-sections.ts";

const idOf = (number: number): string => createHash("sha1").update(String(number)).digest("hex");

interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly subject: string;
  readonly body: string;
}

/** Reads commits, newest first, and gives for each section the ids of what it tells. */
const sectionsOf = (commits: readonly Commit[], releases: readonly HistoryRelease[] = [], head = commits[0]?.id ?? "") => {
  const packed: string[] = [];
  const found: { readonly version: string; readonly commits: number; readonly told: readonly string[] }[] = [];
  const textOf = (part: Part): string => {
    if (typeof part === "string") return part;
    if ("at" in part) return packed[part.at] ?? "";
    return part.isDropped ? "" : part.text;
  };
  const finished = ({ release, commits: count, entries: own }: HistorySection): void => {
    const told = [...own.values()].flat().map(textOf).join("").split(" ").filter(Boolean);
    found.push({ version: release?.version ?? "unreleased", commits: count, told });
  };
  const pack = (text: string) => ({ at: packed.push(text) - 1, bytes: text.length });
  const sections = historySections({ releases, head, render: ({ commit }) => `${commit} `, pack, finished });
  for (const { id, parents, subject, body } of commits) sections.add(id, parents.join(" "), subject, body);
  return { isRight: sections.end(), found, told: sections.told(), commits: sections.commits() };
};

/** Commits given oldest first as [number, subject, body, parents]; without parents each stands on the one before. */
type Line = readonly [number: number, subject: string, body?: string, parents?: readonly number[]];
const history = (...lines: readonly Line[]): readonly Commit[] =>
  lines
    .map(([number, subject, body = "", parents], at) => ({
      id: idOf(number),
      parents: (parents ?? (at === 0 ? [] : [lines[at - 1]?.[0] ?? 0])).map(idOf),
      subject,
      body,
    }))
    .toReversed();

const release = (version: string, number: number): HistoryRelease => ({ tag: `v${version}`, version, date: 0, commit: idOf(number) });

const kinds = ["plain", "pull", "merge pull", "merge", "revert", "reapply"] as const;
/** A history of which each commit stands on earlier ones; reverts name one of them. */
const histories = fc
  .array(
    fc.record({ kind: fc.constantFrom(...kinds), first: fc.nat({ max: 40 }), second: fc.nat({ max: 40 }), pull: fc.nat({ max: 12 }) }),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map((all) =>
    history(
      ...all.map(({ kind, first, second, pull }, at): Line => {
        // The newest one is the tip of all: every commit is told up to it.
        const parents =
          at === 0
            ? []
            : [...new Set([at - 1 - (first % Math.min(at, 3)), ...(kind.startsWith("merge") || at % 3 === 0 ? [second % at] : [])])];
        if (kind === "pull") return [at, `feat: number ${at} (#${pull})`, "", parents];
        if (kind === "merge pull" && parents.length > 1) return [at, `Merge pull request #${pull} from a/b`, `fix: number ${at}`, parents];
        if (kind === "revert" && at > 0) return [at, "Take it back", `This reverts commit ${idOf(second % at)}.`, parents];
        if (kind === "reapply" && at > 0) return [at, "Take that back", `This reverts commit ${idOf(at - 1)}.`, parents];
        return [at, `change ${at}`, "", parents];
      }),
    ),
  );

/** Only what the newest one stands on. */
const below = (commits: readonly Commit[]): readonly Commit[] => {
  const found = new Set([commits[0]?.id]);
  return commits.filter(({ id, parents }) => {
    if (!found.has(id)) return false;
    for (const parent of parents) found.add(parent);
    return true;
  });
};

describe("a whole history in one pass", () => {
  test("tells what the changes of a range tell", () =>
    fc.assert(
      fc.property(histories, (all) => {
        const commits = below(all);
        const raw = commits.map((commit): RawCommit => ({ ...commit, author: { name: "", email: "" }, date: 0, commitDate: 0 }));
        const changes = collectChanges(raw);
        // A merge whose every part was taken back one by one is still told here, under its number: its parts come after it.
        const isEmptied = changes.filter(({ merge, standing }) => merge && standing.is !== "stands");
        const pulls = new Set(isEmptied.map(({ pull }) => pull).filter((pull) => pull !== undefined));
        const left = new Set(changes.filter(({ pull }) => pull !== undefined && pulls.has(pull)).map(({ commit }) => commit));
        const { found, isRight, told } = sectionsOf(commits);
        const here = found[0]?.told ?? [];
        expect(isRight).toBe(true);
        expect(told).toBe(here.length);
        const wanted = entries(changes).map(({ commit }) => commit);
        expect(here.filter((id) => !left.has(id)).sort()).toEqual(wanted.filter((id) => !left.has(id)).sort());
      }),
      { numRuns: 500 },
    ));

  test("gives each commit to the lowest version that holds it, and says so as soon as it is sure", () =>
    fc.assert(
      fc.property(histories, fc.array(fc.nat({ max: 39 }), { maxLength: 6 }), (all, at) => {
        const commits = below(all);
        const numbers = at.map((each) => commits[each % commits.length]?.id ?? "");
        const releases = numbers.map(
          (commit, place): HistoryRelease => ({ tag: `v1.${place}.0`, version: `1.${place}.0`, date: 0, commit }),
        );
        const parents = new Map(commits.map((each) => [each.id, each.parents]));
        const inside = (from: string): ReadonlySet<string> => {
          const found = new Set<string>();
          for (const open = [from]; open.length > 0; ) {
            const id = open.pop() ?? "";
            if (!found.has(id)) open.push(...(parents.get(id) ?? []));
            found.add(id);
          }
          return found;
        };
        const holds = releases.map((each) => inside(each.commit));
        const { found, isRight } = sectionsOf(commits, releases);
        expect(isRight).toBe(true);
        for (const [place, { version }] of releases.entries()) {
          const own = commits.filter(({ id }) => holds.findIndex((held) => held.has(id)) === place);
          expect(found.find((section) => section.version === version)?.commits ?? 0).toBe(own.length);
        }
      }),
      { numRuns: 300 },
    ));

  test("notices that a commit came before one that builds on it, and that the head never came", () => {
    const commits = history([1, "one"], [2, "two"], [3, "three"]);
    expect(sectionsOf(commits).isRight).toBe(true);
    expect(sectionsOf([commits[0], commits[2], commits[1]].flatMap((each) => each ?? [])).isRight).toBe(false);
    expect(sectionsOf(commits, [], idOf(9)).isRight).toBe(false);
  });

  test("what no release holds is on top, a release of an older line in its own place, and other tags' commits nowhere", () => {
    const commits = history(
      [1, "feat: one"],
      [2, "fix: old line", "", [1]],
      [3, "feat: two", "", [1]],
      [4, "feat: three", "", [3]],
      [5, "plugin: only there", "", [1]],
    );
    const { found } = sectionsOf(commits, [release("1.0.0", 1), release("1.0.1", 2), release("1.1.0", 3)], idOf(4));
    expect(Object.fromEntries(found.map(({ version, told }) => [version, told]))).toEqual({
      "1.0.0": [idOf(1)],
      "1.0.1": [idOf(2)],
      "1.1.0": [idOf(3)],
      unreleased: [idOf(4)],
    });
  });

  test("what stands on the head under another tag does not hide what the head holds", () => {
    const { found, isRight } = sectionsOf(
      history([1, "feat: one"], [2, "feat: two"], [3, "plugin: three"]),
      [release("1.0.0", 1)],
      idOf(2),
    );
    expect(isRight).toBe(true);
    expect(found.map(({ version, told }) => [version, told])).toEqual([
      ["unreleased", [idOf(2)]],
      ["1.0.0", [idOf(1)]],
    ]);
  });

  test("a revert cancels only inside its release, and a pick of the same release is told once", () => {
    const commits = history(
      [1, "feat: one"],
      [2, "feat: two"],
      [3, 'Revert "feat: one"', `This reverts commit ${idOf(1)}.`],
      [4, "feat: four"],
      [5, 'Revert "feat: four"'],
      [6, "fix: six"],
      [7, "fix: six", `(cherry picked from commit ${idOf(6)})`],
      [8, "feat: two again", `(cherry picked from commit ${idOf(2)})`],
    );
    const { found } = sectionsOf(commits, [release("1.0.0", 2)]);
    expect(found.map(({ told }) => told)).toEqual([
      [idOf(8), idOf(6), idOf(3)],
      [idOf(2), idOf(1)],
    ]);
  });

  test("two releases at one commit: the lower one holds it, the other one has nothing", () => {
    const { found } = sectionsOf(history([1, "feat: one"]), [release("1.0.0", 1), release("1.0.1", 1)]);
    expect(found.map(({ version, commits }) => [version, commits])).toEqual([
      ["1.0.0", 1],
      ["1.0.1", 0],
    ]);
  });

  test.each([
    ["texts", 400, (at: number) => `change number ${at}`, 0],
    ["reverts", 400, (at: number) => `Revert "change number ${at} of the day before"`, 0],
    ["commits that are yet to come", 4096, () => "Merge branch 'b'", 10_000],
  ] as const)("what is open keeps nothing of what git said around it: %s", (_, count, subjectOf, more) => {
    const held = heldMemory(() => {
      const finished = (): void => {};
      const pack = (text: string) => ({ at: 0, bytes: text.length });
      const sections = historySections({ releases: [], head: idOf(0), render: ({ summary }) => `- ${summary}\n`, pack, finished });
      for (let at = 0; at < count; at += 1) {
        const parents = more === 0 ? idOf(at + 1) : `${idOf(at + 1)} ${idOf(at + more)}`;
        const [subject, around] = [subjectOf(at), "x".repeat(16_384)];
        const piece = Buffer.from(`${idOf(at)}${parents}${subject}${around}`).toString("latin1");
        const end = 40 + parents.length;
        sections.add(piece.slice(0, 40), piece.slice(40, end), piece.slice(end, end + subject.length), "");
      }
      return sections;
    });
    expect(held).toBeLessThan(4);
  });

  test("a section of any size is put aside piece by piece", () => {
    const lines = Array.from({ length: 3000 }, (_, at): Line => [at, at === 2500 ? 'Revert "change 10"' : `change ${at}`]);
    const { found, told } = sectionsOf(history(...lines));
    expect(told).toBe(2998);
    expect(found[0]?.told).toHaveLength(2998);
  });
});
