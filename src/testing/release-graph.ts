import fc from "fast-check";
import { type Mark, startImport } from "../twins/git/fast-import.ts";

/** What a team does with its history; numbers choose among what is there. */
export type GraphAct =
  | { readonly is: "commit"; readonly on: number }
  | { readonly is: "cut"; readonly from: number }
  | { readonly is: "tag"; readonly on: number; readonly kind: "patch" | "minor" | "major" | "candidate" | "other" }
  | { readonly is: "merge"; readonly from: number; readonly into: number };

/** A history with release branches, some merged back, as a model and as a bare repository. */
export interface ReleaseGraph {
  readonly folder: string;
  /** Parents by commit, first parent first. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
  readonly main: string;
  /** Heads of the release branches. */
  readonly branches: readonly string[];
  /** Commits by tag. */
  readonly tags: ReadonlyMap<string, string>;
}

/** Acts in which branches, tags and merges all occur often. */
export const graphActs = (most = 40): fc.Arbitrary<readonly GraphAct[]> =>
  fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.record({ is: fc.constant("commit" as const), on: fc.nat({ max: 9 }) }) },
      { weight: 2, arbitrary: fc.record({ is: fc.constant("cut" as const), from: fc.nat({ max: 9 }) }) },
      {
        weight: 3,
        arbitrary: fc.record({
          is: fc.constant("tag" as const),
          on: fc.nat({ max: 9 }),
          kind: fc.constantFrom("patch" as const, "minor" as const, "major" as const, "candidate" as const, "other" as const),
        }),
      },
      { weight: 3, arbitrary: fc.record({ is: fc.constant("merge" as const), from: fc.nat({ max: 9 }), into: fc.nat({ max: 9 }) }) },
    ),
    { minLength: 6, maxLength: most },
  );

/** Makes the repository of some acts. `clock` gives the date of the n-th commit, in seconds; clocks may lie. */
export const makeGraph = async (
  folder: string,
  acts: readonly GraphAct[],
  clock: (at: number) => number = inOrder,
): Promise<ReleaseGraph> => {
  const git = await startImport(folder, "main");
  const parents = new Map<Mark, readonly Mark[]>();
  const heads: Mark[] = [];
  const tags = new Map<string, Mark>();
  const versions = [{ major: 1, minor: 0, patch: 0 }];
  const ana = { name: "Ana Example", email: "ana@example.com" };
  const nameOf = (branch: number): string => (branch === 0 ? "main" : `release-${branch}`);
  const commit = (branch: number, own: readonly Mark[]): void => {
    const at = parents.size;
    const mark = git.commit({ branch: nameOf(branch), parents: own, author: ana, date: clock(at), message: `change ${at}\n`, files: {} });
    parents.set(mark, own);
    heads[branch] = mark;
  };
  const tag = (name: string, branch: number): void => {
    if (tags.has(name)) return;
    const mark = heads[branch] ?? 1;
    git.tag({ name, commit: mark, tagger: ana, date: clock(parents.size), message: name });
    tags.set(name, mark);
  };
  commit(0, []);
  for (const act of acts) {
    if (act.is === "commit") commit(act.on % heads.length, [heads[act.on % heads.length] ?? 1]);
    if (act.is === "cut" && heads.length < 5) {
      const from = act.from % heads.length;
      versions.push({ ...(versions[from] ?? { major: 1, minor: 0, patch: 0 }) });
      heads.push(heads[from] ?? 1);
      commit(heads.length - 1, [heads[from] ?? 1]);
    }
    if (act.is === "merge") {
      const [from, into] = [act.from % heads.length, act.into % heads.length];
      if (from !== into && heads[from] !== heads[into]) commit(into, [heads[into] ?? 1, heads[from] ?? 1]);
    }
    if (act.is === "tag") {
      const branch = act.on % heads.length;
      const version = versions[branch] ?? { major: 1, minor: 0, patch: 0 };
      const next = stepped(version, act.kind);
      const text = `${next.major}.${next.minor}.${next.patch}`;
      if (act.kind === "candidate") tag(`v${text}-rc.1`, branch);
      else if (act.kind === "other") tag(`other@${text}`, branch);
      else if (!tags.has(`v${text}`)) {
        tag(`v${text}`, branch);
        versions[branch] = next;
      }
    }
  }
  const marks = [...parents.keys()];
  const ids = await git.idsOf(marks);
  await git.end();
  const idOf = new Map(marks.map((mark, at) => [mark, ids[at] ?? ""]));
  const id = (mark: Mark): string => idOf.get(mark) ?? "";
  return {
    folder,
    parents: new Map([...parents].map(([mark, own]) => [id(mark), own.map(id)])),
    main: id(heads[0] ?? 1),
    branches: heads.slice(1).map(id),
    tags: new Map([...tags].map(([name, mark]) => [name, id(mark)])),
  };
};

/** A commit and its first parents, newest first. */
export const firstParents = (graph: ReleaseGraph, from: string): readonly string[] => {
  const chain: string[] = [];
  for (let at: string | undefined = from; at !== undefined; at = graph.parents.get(at)?.[0]) chain.push(at);
  return chain;
};

const inOrder = (at: number): number => 1_600_000_000 + at * 3600;

const stepped = ({ major, minor, patch }: { readonly major: number; readonly minor: number; readonly patch: number }, kind: string) => {
  if (kind === "major") return { major: major + 1, minor: 0, patch: 0 };
  if (kind === "patch") return { major, minor, patch: patch + 1 };
  return { major, minor: minor + 1, patch: 0 };
};
