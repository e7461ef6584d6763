import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { SharedCommit } from "../../domain/ports/shared-ref.ts";
import type { Git, GitCall } from "./git.ts";
import type { Keyring } from "./sign-commit.ts";

/** Keys by the name of the person they belong to: lines as in an OpenSSH public key, or fingerprints of OpenPGP keys. */
export type Signers = readonly { readonly name: string; readonly key: string }[];

/** What commits did to files and who signed them, by one `git log`. */
export const commitsBetween = async ({
  git,
  here,
  folder,
  signers,
  keyring,
  older,
  newer,
}: {
  readonly git: Git;
  readonly here: (call: GitCall) => GitCall;
  readonly folder: string;
  readonly signers: Signers;
  readonly keyring: Keyring;
  readonly older: ObjectId | undefined;
  readonly newer: ObjectId;
}): Promise<readonly SharedCommit[]> => {
  const keys = join(folder, "signers");
  if (signers.length > 0) {
    const lines = signers.filter(isSsh).map(({ name, key }) => `${name} namespaces="git" ${key}\n`);
    await writeFile(keys, lines.join(""), { mode: 0o600 });
  }
  const signature = signers.length > 0 ? "%G?%x00%GS%x00%GF%x00%GP" : "N%x00%x00%x00";
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
  const output = await git.must(
    here({
      argv: [...argv, ...range],
      config: [["gpg.ssh.allowedSignersFile", keys]],
      environment: signers.every(isSsh) ? {} : keyring,
      deadline: 10 * 60_000,
    }),
  );
  return output
    .toString("utf8")
    .split("\u0001")
    .slice(1)
    .map((text) => commitOf(text, signers));
};

const isSsh = ({ key }: Signers[number]): boolean => /^(?:ssh|ecdsa|sk)-/.test(key);

const commitOf = (text: string, signers: Signers): SharedCommit => {
  const [commit = "", parents = "", verdict = "", principal = "", fingerprint = "", primary = "", ...rest] = text.split("\0");
  return {
    commit,
    parents: parents === "" ? 0 : parents.split(" ").length,
    signer: verdict === "G" || verdict === "U" ? signers.find(signedIt(principal, [fingerprint, primary]))?.name : undefined,
    changed: changesIn(rest.map((each) => each.replace(/^\n/, ""))),
  };
};

/**
 * Whose key it was. For ssh our own list of keys gave the name; a name in an OpenPGP key is whatever its maker wrote there, so only its fingerprint
 * counts, or that of the key which it is a part of.
 */
const signedIt =
  (principal: string, fingerprints: readonly string[]) =>
  (signer: Signers[number]): boolean => {
    if (isSsh(signer)) return signer.name === principal && fingerprints[0]?.startsWith("SHA256:") === true;
    const wanted = signer.key.replaceAll(" ", "").toUpperCase();
    return /^(?:[0-9A-F]{40}|[0-9A-F]{64})$/.test(wanted) && fingerprints.includes(wanted);
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
