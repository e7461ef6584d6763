import { explain } from "../../domain/errors.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { SharedWriting } from "../../domain/ports/shared-ref.ts";
import { messageOf } from "./commit-object.ts";
import { type Git, type GitCall, shown } from "./git.ts";

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
