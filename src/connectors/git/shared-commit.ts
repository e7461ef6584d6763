import { explain } from "../../domain/errors.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { SharedWriting } from "../../domain/ports/shared-ref.ts";
import { messageOf, signatureLine } from "./commit-object.ts";
import { type Git, type GitCall, shown } from "./git.ts";
import { answeredId, data, quoted } from "./import-stream.ts";
import { safePath } from "./safe-names.ts";

/** How commits of this person are signed, as their own git does it. */
export interface CommitSigning {
  readonly format: "ssh" | "openpgp";
  /** `user.signingKey`. */
  readonly key: string;
  /** Where the person's keys and agents are, as variables. */
  readonly environment: Keyring;
}

/** Where gpg and ssh find this person's keys and agents: `HOME`, `GNUPGHOME`, `SSH_AUTH_SOCK`. */
export type Keyring = Readonly<Record<string, string>>;

/** One `git fast-import` makes blobs, trees and commit; what it makes has no ref here, and git's own housekeeping is off in this copy. */
export const importCommit = async (
  git: Git,
  here: (call: GitCall) => GitCall,
  { parent, files, message, by, at }: SharedWriting,
): Promise<ObjectId> => {
  written += 1;
  const ref = `refs/signalbox/written/${process.pid}-${written}`;
  const who = signatureLine({ name: by, email: `${by}@signalbox.invalid`, date: Date.parse(at) / 1000 });
  const input = Buffer.concat([
    Buffer.from(`feature done\ncommit ${ref}\nmark :1\nauthor ${who}\ncommitter ${who}\n`),
    data(messageOf(message)),
    Buffer.from(parent === undefined ? "" : `from ${parent}\n`),
    ...files.flatMap(({ path, bytes }) => [Buffer.from(`M 100644 inline ${quoted(safePath(path))}\n`), data(bytes)]),
    Buffer.from(`get-mark :1\nreset ${ref}\nfrom 0000000000000000000000000000000000000000\n\ndone\n`),
  ]);
  return answeredId(await git.must(here({ argv: ["fast-import", "--quiet", "--force", "--date-format=raw"], input })));
};

/** fast-import wants a ref to write to; a name of this process's own, gone at the end of the same stream. */
let written = 0;

/** The same commit once more, signed by the person's own program and key. */
export const signCommit = async ({
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
  const { format, key, environment } = signing;
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
      ...environment,
    },
  });
  const { code, output, errors } = await git.run(call);
  if (code === 0) return output.toString("latin1").trim();
  throw explain("GIT_FAILED", { command: `commit-tree -S of ${commit.slice(0, 12)}`, message: shown(errors) });
};
