import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { explain } from "../../domain/errors.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { SharedCommit, SharedRef, SharedWriting } from "../../domain/ports/shared-ref.ts";
import { messageOf, readCommit, signatureLine } from "./commit-object.ts";
import { type Git, type GitCall, shown } from "./git.ts";
import { objectReader } from "./object-reader.ts";
import { isAncestor } from "./revisions.ts";
import { safePath } from "./safe-names.ts";
import type { StoreAddress } from "./store-address.ts";
import { entriesOf } from "./tree.ts";

/** Keys by the name of the person they belong to: lines as in an OpenSSH public key, or fingerprints of OpenPGP keys. */
export type Signers = readonly { readonly name: string; readonly key: string }[];

/** How commits of this person are signed, as their own git does it. */
export interface CommitSigning {
  readonly format: "ssh" | "openpgp";
  /** `user.signingKey`. */
  readonly key: string;
  readonly home: string | undefined;
  readonly agent: string | undefined;
}

interface Needs {
  readonly git: Git;
  /** Our bare copy. */
  readonly folder: string;
  readonly remote: StoreAddress;
  /** Fully qualified, under `refs/signalbox/`. */
  readonly ref: string;
  readonly signers: Signers;
  /** Asked before the first commit. */
  readonly signing: () => Promise<CommitSigning | undefined>;
}

/** A ref shared through any git host: fetched and pushed by git itself, one ref, with a lease. The copy is made by the first use. */
export const openSharedRef = ({ git, folder, remote, ref, signers, signing }: Needs): SharedRef => {
  const here = (call: GitCall): GitCall => ({ ...call, argv: [`--git-dir=${folder}`, ...call.argv] });
  const speak = (call: GitCall) =>
    git.run(
      here({ deadline: 60_000, ...call, config: [...remote.config(), ...(call.config ?? [])], environment: { ...remote.environment } }),
    );
  const objects = objectReader(git, `--git-dir=${folder}`);
  const unreachable = (message: string) => explain("STORE_UNREACHABLE", { place: remote.address, reason: message.replace(/\.$/, "") });
  let made: Promise<void> | undefined;
  let signs: Promise<CommitSigning | undefined> | undefined;
  const ready = (): Promise<void> => (made ??= makeCopy(git, folder));
  const seenFile = join(folder, "signalbox-seen");
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
      await ready();
      if ((await objects.info(commit)) !== undefined) return commit;
      // What was fetched before has a ref, which tells the remote, and git's own check, what is here already.
      const options = ["--quiet", "--no-tags", "--no-auto-gc", "--no-write-fetch-head", "--no-recurse-submodules"];
      const fetched = await speak({ argv: ["fetch", ...options, "--end-of-options", remote.address, ref] });
      if (fetched.code !== 0) throw unreachable(shown(fetched.errors) || `git ended with ${fetched.code}`);
      // Another process may be at it; then that one's does as well.
      await git.run(here({ argv: ["update-ref", fetchedRef, commit] }));
      return commit;
    },
    seen: () => seenIn(seenFile),
    // Whole or not at all; two processes may accept at once, and the next one to accept something remembers more.
    accept: async (commit) => {
      accepted += 1;
      const aside = `${seenFile}.${process.pid}-${accepted}`;
      await writeFile(aside, commit);
      await rename(aside, seenFile);
    },
    follows: async (newer, older) =>
      newer === older || (await readCommit({ objects }, newer)).parents.includes(older) || isAncestor(git, { here }, older, newer),
    between: (older, newer) => commitsBetween({ git, here, folder, signers, older, newer }),
    list: async (commit, path) => {
      let tree = (await readCommit({ objects }, commit)).tree;
      for (const part of path === "" ? [] : path.split("/")) {
        const found = entriesOf(await objects.read(tree)).get(Buffer.from(part, "utf8").toString("latin1"));
        if (found?.mode !== "40000") return new Map();
        tree = found.id;
      }
      return new Map([...entriesOf(await objects.read(tree))].map(([name, { id }]) => [Buffer.from(name, "latin1").toString("utf8"), id]));
    },
    read: (blob) => objects.read(blob),
    write: async (writing) => {
      await ready();
      const commit = await importCommit(git, here, writing);
      signs ??= signing();
      const own = await signs;
      if (own === undefined) return commit;
      return signCommit({ git, here, signing: own, commit, writing, tree: (await readCommit({ objects }, commit)).tree });
    },
    push: async (commit, parent) => {
      const lease = `--force-with-lease=${ref}:${parent ?? ""}`;
      const options = ["--porcelain", "--no-verify", "--no-follow-tags", "--no-signed", "--recurse-submodules=no", lease];
      const pushed = await speak({ argv: ["push", ...options, "--end-of-options", remote.address, `${commit}:${ref}`] });
      if (pushed.code === 0) return "pushed";
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

/** git's own refusal of a lease, and the words of a remote where two pushes met. */
const raced = /^\[rejected\]|cannot lock ref|incorrect old value|failed to update ref|reference already exists|but expected/;

/** Names of files that are being written, one for each. */
let accepted = 0;

const fetchedRef = "refs/signalbox/fetched";

const seenIn = async (file: string): Promise<ObjectId | undefined> => {
  const text = (await readFile(file, "utf8").catch(() => "")).trim();
  return /^[0-9a-f]{40}$/.test(text) ? text : undefined;
};

const makeCopy = async (git: Git, folder: string): Promise<void> => {
  if (existsSync(join(folder, "HEAD"))) return;
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 }).catch((cause: Error) => {
    throw explain("STORE_UNUSABLE", { place: dirname(folder), reason: cause.message }, { cause });
  });
  // Made aside and named when complete: another process may begin at the same moment.
  const aside = await mkdtemp(`${folder}.`);
  await git.must({ argv: ["init", "--quiet", "--bare", "--template=", "--initial-branch=none", aside] });
  await rename(aside, folder).catch(async (error: unknown) => {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(join(folder, "HEAD"))) throw error;
  });
};

/** One `git fast-import` makes blobs, trees and commit; what it makes has no ref here, and git's own housekeeping is off in this copy. */
const importCommit = async (
  git: Git,
  here: (call: GitCall) => GitCall,
  { parent, files, message, by, at }: SharedWriting,
): Promise<ObjectId> => {
  written += 1;
  const ref = `refs/signalbox/written/${process.pid}-${written}`;
  const who = signatureLine({ name: by, email: `${by}@signalbox.invalid`, date: Date.parse(at) / 1000 });
  const input = Buffer.concat([
    Buffer.from(`feature done\ncommit ${ref}\nmark :1\nauthor ${who}\ncommitter ${who}\n`),
    data(Buffer.from(messageOf(message))),
    Buffer.from(parent === undefined ? "" : `from ${parent}\n`),
    ...files.flatMap(({ path, bytes }) => [Buffer.from(`M 100644 inline "${safePath(path).replaceAll('"', '\\"')}"\n`), data(bytes)]),
    Buffer.from(`get-mark :1\nreset ${ref}\nfrom 0000000000000000000000000000000000000000\n\ndone\n`),
  ]);
  const said = (await git.must(here({ argv: ["fast-import", "--quiet", "--force", "--date-format=raw"], input })))
    .toString("latin1")
    .trim();
  if (/^[0-9a-f]{40}$/.test(said)) return said;
  throw explain("GIT_FAILED", { command: "fast-import", message: `it answered ${JSON.stringify(said.slice(0, 80))}` });
};

/** fast-import wants a ref to write to; a name of this process's own, gone at the end of the same stream. */
let written = 0;

const data = (bytes: Uint8Array): Buffer => Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from("\n")]);

/** The same commit once more, signed by the person's own program and key. */
const signCommit = async ({
  git,
  here,
  signing,
  commit,
  writing,
  tree,
}: {
  readonly git: Git;
  readonly here: (call: GitCall) => GitCall;
  readonly signing: CommitSigning;
  readonly commit: ObjectId;
  readonly writing: SharedWriting;
  readonly tree: ObjectId;
}): Promise<ObjectId> => {
  const { format, key, home, agent } = signing;
  const date = `${Math.floor(Date.parse(writing.at) / 1000)} +0000`;
  const [name, email] = [writing.by, `${writing.by}@signalbox.invalid`];
  const call = here({
    argv: ["commit-tree", "-S", ...(writing.parent === undefined ? [] : ["-p", writing.parent]), tree],
    input: messageOf(writing.message),
    config: [
      ["gpg.format", format],
      ["user.signingKey", key],
    ],
    environment: {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
      GIT_COMMITTER_DATE: date,
      ...(home === undefined ? {} : { HOME: home }),
      ...(agent === undefined ? {} : { SSH_AUTH_SOCK: agent }),
    },
  });
  const { code, output, errors } = await git.run(call);
  if (code === 0) return output.toString("latin1").trim();
  throw explain("GIT_FAILED", { command: `commit-tree -S of ${commit.slice(0, 12)}`, message: shown(errors) });
};

const commitsBetween = async ({
  git,
  here,
  folder,
  signers,
  older,
  newer,
}: {
  readonly git: Git;
  readonly here: (call: GitCall) => GitCall;
  readonly folder: string;
  readonly signers: Signers;
  readonly older: ObjectId | undefined;
  readonly newer: ObjectId;
}): Promise<readonly SharedCommit[]> => {
  const keys = join(folder, "signers");
  if (signers.length > 0) {
    const lines = signers.filter(({ key }) => /^(?:ssh|ecdsa|sk)-/.test(key)).map(({ name, key }) => `${name} namespaces="git" ${key}\n`);
    await writeFile(keys, lines.join(""), { mode: 0o600 });
  }
  const signature = signers.length > 0 ? "%G?%x00%GS%x00%GF" : "N%x00%x00";
  const argv = [
    "log",
    "--reverse",
    "--topo-order",
    "--raw",
    "--no-renames",
    "--no-abbrev",
    "--root",
    "-m",
    "-z",
    `--format=%x01%H%x00%P%x00${signature}`,
  ];
  const range = older === undefined ? [newer] : [newer, `^${older}`];
  const output = await git.must(here({ argv: [...argv, ...range], config: [["gpg.ssh.allowedSignersFile", keys]], deadline: 10 * 60_000 }));
  return output
    .toString("utf8")
    .split("\u0001")
    .slice(1)
    .map((text) => commitOf(text, signers));
};

const commitOf = (text: string, signers: Signers): SharedCommit => {
  const [commit = "", parents = "", verdict, principal, fingerprint, ...rest] = text.split("\0");
  const good = verdict === "G" || verdict === "U";
  const known = signers.find(
    ({ name, key }) => name === principal || (fingerprint !== "" && key.replaceAll(" ", "").toUpperCase() === fingerprint),
  );
  return {
    commit,
    parents: parents === "" ? 0 : parents.split(" ").length,
    signer: good ? known?.name : undefined,
    changed: changesIn(rest.map((each) => each.replace(/^\n/, ""))),
  };
};

/** `:100644 100644 <old> <new> M`, then the path. */
const changesIn = (fields: readonly string[]): SharedCommit["changed"] =>
  fields.flatMap((field, at) => {
    const found = /^:\d{6} \d{6} [0-9a-f]+ ([0-9a-f]+) ([A-Z])$/.exec(field);
    const path = fields[at + 1];
    if (found === null || path === undefined) return [];
    return [
      {
        path,
        blob: found[1] ?? "",
        how: found[2] === "A" ? ("added" as const) : found[2] === "D" ? ("removed" as const) : ("changed" as const),
      },
    ];
  });
