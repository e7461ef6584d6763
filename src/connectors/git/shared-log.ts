import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { SharedCommit } from "../../domain/ports/shared-ref.ts";
import type { Git, GitCall } from "./git.ts";

/** Keys by the name of the person they belong to: lines as in an OpenSSH public key, or fingerprints of OpenPGP keys. */
export type Signers = readonly { readonly name: string; readonly key: string }[];

/** What commits did to files and who signed them, by one `git log`. */
export const commitsBetween = async ({
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
