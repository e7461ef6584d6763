import { explain } from "../../domain/errors.ts";
import type { ObjectId, RefAt, RefName, Refs, RepositoryName } from "../../domain/ports/git.ts";
import type { Clone } from "./clone.ts";
import { readCommit } from "./commit-object.ts";
import type { Git } from "./git.ts";
import type { Remote } from "./remote.ts";
import { isAncestor } from "./revisions.ts";
import { safeObject, safePrefix, safeRef } from "./safe-names.ts";

interface Needs {
  readonly git: Git;
  readonly remote: (repository: RepositoryName) => Remote;
  readonly clone: (repository: RepositoryName) => Promise<Clone>;
}

/** Branches and tags: looked at by one request, pushed by `git push`, exactly one fully qualified ref with a lease. */
export const gitRefs = ({ git, remote, clone }: Needs): Refs => ({
  look: async (repository, ref) => {
    safeRef(ref);
    const found = (await remote(repository).refs(ref)).find((one) => one.ref === ref);
    return found === undefined ? undefined : shown(found);
  },
  list: async (repository, prefix) => {
    safePrefix(prefix);
    const found = await remote(repository).refs(prefix);
    return found.map(shown).sort((a, b) => (a.ref < b.ref ? -1 : 1));
  },
  main: async (repository) => {
    const head = (await remote(repository).refs("HEAD")).find(({ ref }) => ref === "HEAD")?.branch;
    return head === undefined ? undefined : safeRef(head);
  },
  push: async (repository, push) => {
    const into = await clone(repository);
    await prove(git, into, push);
    const lease = `--force-with-lease=${push.ref}:${push.expect === "absent" ? "" : push.expect}`;
    const options = ["--porcelain", "--atomic", "--no-verify", "--no-follow-tags", "--no-signed", "--recurse-submodules=no", lease];
    await into.remote.write(
      into.here({ argv: ["push", ...options, "--end-of-options", into.remote.address, `${push.object}:${push.ref}`] }),
    );
  },
});

/** Refuses, before anything is sent, what must never be pushed. Raises UNSAFE_REF, TAG_TAKEN, BRANCH_MOVED, NOT_FOUND. */
const prove = async (
  git: Git,
  into: Clone,
  { ref, object, expect }: { readonly ref: RefName; readonly object: ObjectId; readonly expect: ObjectId | "absent" },
): Promise<void> => {
  safeRef(ref);
  safeObject(object);
  const name = ref.replace(/^refs\/(?:heads|tags)\//, "");
  if (expect !== "absent") safeObject(expect);
  if (expect !== "absent" && isTag(ref)) throw explain("TAG_TAKEN", { tag: name, found: expect, wanted: object });
  await into.need(expect === "absent" ? [object] : [object, expect]);
  const type = (await into.objects.info(object))?.type;
  if (type !== "commit" && !(type === "tag" && isTag(ref))) {
    throw explain("UNSAFE_REF", { ref: `${ref} at ${object}, a ${type}` });
  }
  // A lease alone accepts an unrelated history that happens to be pushed while the branch stands still.
  if (expect !== "absent" && !(await follows(git, into, expect, object))) {
    throw explain("BRANCH_MOVED", { branch: name, found: expect, wanted: `an ancestor of ${object}` });
  }
};

// Mostly the one is the other's parent, and then no process need be started to see it.
const follows = async (git: Git, into: Clone, older: ObjectId, newer: ObjectId): Promise<boolean> =>
  (await readCommit(into, newer)).parents.includes(older) || isAncestor(git, into, older, newer);

const isTag = (ref: RefName): boolean => ref.startsWith("refs/tags/");

const shown = ({ ref, object, commit }: RefAt): RefAt => ({ ref, object, commit });
