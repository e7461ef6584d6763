import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { explain, ReleaseError } from "../../domain/errors.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { SharedRef } from "../../domain/ports/shared-ref.ts";
import { readCommit } from "./commit-object.ts";
import { foldersOf } from "./folders.ts";
import { type Git, type GitCall, shown } from "./git.ts";
import { looseFirst } from "./loose-objects.ts";
import { makeBare } from "./make-bare.ts";
import { objectReader } from "./object-reader.ts";
import { isAncestor } from "./revisions.ts";
import { commitsBetween, type Signers } from "./shared-log.ts";
import { type CommitSigning, type Keyring, signCommit } from "./sign-commit.ts";
import type { StoreAddress } from "./store-address.ts";
import { writeCommit } from "./write-commit.ts";

interface Needs {
  readonly git: Git;
  /** Our bare copy. */
  readonly folder: string;
  readonly remote: StoreAddress;
  /** Fully qualified, under `refs/signalbox/`. */
  readonly ref: string;
  readonly signers: Signers;
  /** Where the public OpenPGP keys of others are looked for. */
  readonly keyring: Keyring;
  /** Asked before the first commit. */
  readonly signing: () => Promise<CommitSigning | undefined>;
}

/** A ref shared through any git host: fetched and pushed by git itself, one ref, with a lease. The copy is made by the first use. */
export const openSharedRef = ({ git, folder, remote, ref, signers, keyring, signing }: Needs): SharedRef => {
  const here = (call: GitCall): GitCall => ({ ...call, argv: [`--git-dir=${folder}`, ...call.argv] });
  const speak = (call: GitCall) =>
    git.run(
      here({ deadline: 60_000, ...call, config: [...remote.config(), ...(call.config ?? [])], environment: { ...remote.environment } }),
    );
  const objects = looseFirst(folder, objectReader(git, `--git-dir=${folder}`));
  const listed = foldersOf(objects);
  const unreachable = (message: string) => explain("STORE_UNREACHABLE", { place: remote.address, reason: message.replace(/\.$/, "") });
  let made: Promise<void> | undefined;
  let signs: Promise<CommitSigning | undefined> | undefined;
  const ready = (): Promise<void> => (made ??= makeBare(git, folder));
  const seenFile = join(folder, "signalbox-seen");
  /** The last commit that arrived here, or there, with all that belongs to it. */
  let whole: ObjectId | undefined;
  return {
    place: remote.address,
    fetch: async () => {
      const listed = await speak({ argv: ["ls-remote", "--quiet", "--refs", "--end-of-options", remote.address, ref] });
      if (listed.code !== 0) throw unreachable(shown(listed.errors) || `git ended with ${listed.code}`);
      const line = listed.output
        .toString("latin1")
        .split("\n")
        .find((each) => each.endsWith(`\t${ref}`));
      if (line === undefined) return undefined;
      const commit = line.slice(0, line.indexOf("\t"));
      if (commit === whole) return commit;
      await ready();
      const known = seenIn(seenFile);
      // A commit alone says nothing: git unpacks it before its files, and another process may be at it, or was killed at it.
      if (commit === known && (await objects.info(commit)) !== undefined) return commit;
      // What was fetched before has a ref, which tells the remote, and git's own check, what is here already.
      const options = ["--quiet", "--no-tags", "--no-auto-gc", "--no-write-fetch-head", "--no-recurse-submodules"];
      const fetched = await speak({ argv: ["fetch", ...options, "--end-of-options", remote.address, ref] });
      if (fetched.code !== 0) {
        const reason = shown(fetched.errors) || `git ended with ${fetched.code}`;
        // The repository has just answered: where what was here is here no more, it is not to blame.
        const isOurs = known !== undefined && (await objects.info(known)) === undefined;
        throw isOurs ? explain("COPY_DAMAGED", { place: folder, reason: reason.replace(/\.$/, "") }) : unreachable(reason);
      }
      // Another process may be at it; then that one's does as well.
      await git.run(here({ argv: ["update-ref", fetchedRef, commit] }));
      whole = commit;
      return commit;
    },
    seen: async () => seenIn(seenFile),
    // Whole or not at all; two processes may accept at once, and the next one to accept something remembers more.
    accept: async (commit) => {
      accepted += 1;
      const aside = `${seenFile}.${process.pid}-${accepted}`;
      await writeFile(aside, commit)
        .then(() => rename(aside, seenFile))
        .catch((cause: Error) => {
          throw explain("STORE_UNWRITABLE", { place: folder, reason: cause.message }, { cause });
        });
    },
    follows: async (newer, older) =>
      newer === older ||
      asOurs(
        "COPY_DAMAGED",
        folder,
        async () => (await readCommit({ objects }, newer)).parents.includes(older) || isAncestor(git, { here }, older, newer),
      ),
    between: (older, newer) => asOurs("COPY_DAMAGED", folder, () => commitsBetween({ git, here, folder, signers, keyring, older, newer })),
    list: (commit, path) => asOurs("COPY_DAMAGED", folder, () => listed(commit, path)),
    read: (blob) => asOurs("COPY_DAMAGED", folder, () => objects.read(blob)),
    write: async (writing) => {
      await ready();
      const { commit, tree } = await asOurs("STORE_UNWRITABLE", folder, () => writeCommit({ folder, objects }, writing));
      signs ??= signing();
      const own = await signs;
      if (own === undefined) return commit;
      return signCommit({ git, here, signing: own, commit, writing, tree });
    },
    push: async (commit, parent) => {
      const lease = `--force-with-lease=${ref}:${parent ?? ""}`;
      const options = ["--porcelain", "--no-verify", "--no-follow-tags", "--no-signed", "--recurse-submodules=no", lease];
      const pushed = await speak({ argv: ["push", ...options, "--end-of-options", remote.address, `${commit}:${ref}`] });
      if (pushed.code === 0) {
        whole = commit;
        return "pushed";
      }
      // Whatever is said here, the caller looks: this only tells a race from a remote that will never take it.
      const refused = /^!\t[^\t]*\t(\[.*)$/m.exec(pushed.output.toString("utf8"))?.[1];
      if (refused !== undefined && raced.test(refused)) return "moved";
      throw unreachable(
        [refused, shown(pushed.errors)].filter((each) => each !== undefined && each !== "").join(" ") || `git ended with ${pushed.code}`,
      );
    },
    close: () => objects.close(),
  };
};

/** What git could not do in our copy, as what that means to somebody whose journal it is. */
const asOurs = async <T>(code: "STORE_UNWRITABLE" | "COPY_DAMAGED", place: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof ReleaseError) || cause.code !== "GIT_FAILED") throw cause;
    throw explain(code, { place, reason: cause.explanation.what.replace(/\.$/, "") }, { cause });
  }
};

/** git's own refusal of a lease, and the words of a remote where two pushes met. */
const raced = /^\[rejected\]|cannot lock ref|incorrect old value|failed to update ref|reference already exists|but expected/;

/** Names of files that are being written, one for each. */
let accepted = 0;

const fetchedRef = "refs/signalbox/fetched";

const seenIn = (file: string): ObjectId | undefined => {
  try {
    return /^[0-9a-f]{40}$/.exec(readFileSync(file, "utf8").trim())?.[0];
  } catch {
    return undefined;
  }
};
