import { hashOf } from "../../src/domain/canonical.ts";
import { explain } from "../../src/domain/errors.ts";
import type { Json } from "../../src/domain/known.ts";
import type { PullRequest } from "../../src/domain/ports/forge.ts";
import type { History, ObjectId, Objects, Refs } from "../../src/domain/ports/git.ts";
import type { Images } from "../../src/domain/ports/images.ts";
import type { Ports } from "../../src/domain/ports/index.ts";

/** Two repositories and a registry in memory, as far as launches share them, with a log of everything that was applied. */
export interface Shop {
  readonly ports: Pick<Ports, "refs" | "objects" | "history" | "pulls" | "images" | "cdn">;
  /** Everything applied so far, in order: `push refs/tags/1.30.1`, `promote latest 1.30.1`, `move refs/heads/chart-1.30.1`, `merge sync-1.30.1`. */
  readonly applied: readonly string[];
  readonly fileOnMain: (repository: string, path: string) => string;
  /** A file of the shop's main as the edge has it: as it was at the last invalidation. */
  readonly fileAtEdge: (path: string) => string;
  /** The version whose image a tag names. */
  readonly versionAt: (tag: string) => string | undefined;
}

interface Commit {
  readonly parents: readonly ObjectId[];
  readonly files: Readonly<Record<string, string>>;
}

export const digestOf = (version: string): string => `sha256:${hashOf(version)}`;

/** Opens the shop as its last release left it. */
export const openShop = (mains: Readonly<Record<string, Commit["files"]>>, latest: string, versions: readonly string[]): Shop => {
  const commits = new Map<ObjectId, Commit>();
  const refs = new Map<string, { readonly object: ObjectId; readonly commit: ObjectId }>();
  const tagged = new Map<ObjectId, ObjectId>();
  const images = new Map([["latest", digestOf(latest)]]);
  const merged = new Map<string, PullRequest>();
  const applied: string[] = [];
  const put = (commit: Commit): ObjectId => {
    const id = hashOf(commit as unknown as Json).slice(0, 40);
    commits.set(id, commit);
    return id;
  };
  const filesAt = (commit: ObjectId): Commit["files"] => commits.get(commit)?.files ?? {};
  const isAncestor = (older: ObjectId, newer: ObjectId): boolean =>
    older === newer || (commits.get(newer)?.parents ?? []).some((each) => isAncestor(older, each));
  for (const [repository, files] of Object.entries(mains)) {
    const commit = put({ parents: [], files });
    refs.set(`${repository} refs/heads/main`, { object: commit, commit });
  }
  const headOf = (repository: string, branch: string): ObjectId => refs.get(`${repository} refs/heads/${branch}`)?.commit ?? "";
  const pullOf = (repository: string, number: string): PullRequest => {
    const known = merged.get(`${repository} ${number}`);
    const headCommit = headOf(repository, number);
    const open = { number, state: "open", title: "", body: "", author: "bot", head: number, base: "main", labels: [], url: "" } as const;
    return known ?? { ...open, headCommit, mergeCommit: undefined };
  };
  const ours: Pick<Refs, "look" | "push"> = {
    look: async (repository, ref) => {
      const there = refs.get(`${repository} ${ref}`);
      return there === undefined ? undefined : { ref, ...there };
    },
    push: async (repository, { ref, object, expect }) => {
      const there = refs.get(`${repository} ${ref}`)?.object ?? "absent";
      if (there !== expect) throw explain("NO_ANSWER", { system: "git", request: `push ${ref}`, reason: `it is at ${there}` });
      refs.set(`${repository} ${ref}`, { object, commit: tagged.get(object) ?? object });
      applied.push(`${there === "absent" ? "push" : "move"} ${ref}`);
    },
  };
  const objects: Pick<Objects, "file" | "commit" | "tag"> = {
    file: async (_, commit, path) => filesAt(commit)[path],
    commit: async (_, { base, files, merges }) =>
      put({
        parents: [base, ...(merges ?? [])],
        files: { ...filesAt(base), ...Object.fromEntries(files.map(({ path, text }) => [path, text])) },
      }),
    tag: async (_, { name, commit }) => {
      const object = hashOf(`tag ${name} ${commit}`).slice(0, 40);
      tagged.set(object, commit);
      return object;
    },
  };
  const history: Pick<History, "isAncestor" | "dateOf"> = {
    isAncestor: async (_, older, newer) => isAncestor(older, newer),
    dateOf: async () => 7,
  };
  const registry: Images = {
    digest: async (_, tag) => images.get(tag),
    look: async (_, tag) => {
      const digest = images.get(tag);
      const version = [latest, ...versions].find((each) => digestOf(each) === digest);
      return digest === undefined ? undefined : { digest, platforms: [{ platform: "linux/amd64", digest, revision: "", version }] };
    },
    promote: async (_, digest, tag) => {
      images.set(tag, digest);
      applied.push(`promote ${tag} ${versions.find((each) => digestOf(each) === digest) ?? digest}`);
    },
  };
  const pulls: Pick<Ports["pulls"], "get" | "merge"> = {
    get: async (repository, number) => pullOf(repository, number),
    merge: async (repository, { number, sha }) => {
      const pull = pullOf(repository, number);
      const main = headOf(repository, "main");
      // A three-way merge that git could make is refused as well: what is on main must have been seen by whoever made the branch.
      if (pull.state !== "open" || pull.headCommit !== sha || !isAncestor(main, sha))
        throw explain("REFUSED", { system: "github", request: `merge ${number}`, status: 405, message: "not mergeable" });
      const mergeCommit = put({ parents: [main, sha], files: filesAt(sha) });
      refs.set(`${repository} refs/heads/main`, { object: mergeCommit, commit: mergeCommit });
      merged.set(`${repository} ${number}`, { ...pull, state: "merged", mergeCommit });
      applied.push(`merge ${number}`);
    },
  };
  const edge = new Map<string, ObjectId>();
  const cdn: Ports["cdn"] = {
    invalidate: async (_, { reference }) => {
      if (edge.has(reference)) return { id: reference };
      edge.set(reference, headOf("acme/shop", "main"));
      applied.push("invalidate");
      return { id: reference };
    },
    invalidation: async (_, id) => (edge.has(id) ? "completed" : undefined),
  };
  return {
    ports: {
      cdn,
      refs: ours as Refs,
      objects: objects as Objects,
      history: history as History,
      pulls: pulls as Ports["pulls"],
      images: registry,
    },
    applied,
    fileOnMain: (repository, path) => filesAt(headOf(repository, "main"))[path] ?? "",
    fileAtEdge: (path) => filesAt([...edge.values()].at(-1) ?? "")[path] ?? "",
    versionAt: (tag) => [latest, ...versions].find((each) => digestOf(each) === images.get(tag)),
  };
};
