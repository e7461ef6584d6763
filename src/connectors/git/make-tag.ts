import { explain } from "../../domain/errors.ts";
import type { ObjectId, Signature } from "../../domain/ports/git.ts";
import type { Clone } from "./clone.ts";
import { messageOf, signatureLine } from "./commit-object.ts";
import { type Git, shown } from "./git.ts";
import { safeRef } from "./safe-names.ts";

/** How tags are signed: `key` is the file of an unencrypted ed25519 key, whose signatures are the same each time. */
export interface Signing {
  readonly format: "ssh";
  readonly key: string;
}

/** A tag to make, as the port has it. */
export interface WantedTag {
  readonly name: string;
  readonly commit: ObjectId;
  readonly message: string;
  readonly by: Signature;
}

/** Makes an annotated tag object by `git mktag`, which checks it; no ref is made. */
export const makeTag = async (git: Git, into: Clone, wanted: WantedTag, signing: Signing | undefined): Promise<ObjectId> => {
  const name = safeRef(`refs/tags/${wanted.name}`).slice("refs/tags/".length);
  const head = `object ${wanted.commit}\ntype commit\ntag ${name}\ntagger ${signatureLine(wanted.by)}\n`;
  const text = `${head}\n${messageOf(wanted.message)}`;
  const signature = signing === undefined ? "" : await sign(git, signing, text);
  return (await git.must(into.here({ argv: ["mktag"], input: text + signature }))).toString("latin1").trim();
};

// gitformat-signature(5): an SSH signature in the namespace "git" follows the message.
const sign = async ({ processes }: Git, { key }: Signing, text: string): Promise<string> => {
  const ended = await processes.run({ program: "ssh-keygen", argv: ["-Y", "sign", "-n", "git", "-f", key], input: text, deadline: 20_000 });
  if (ended.is === "ended" && ended.code === 0) return ended.output.toString("latin1");
  const message = ended.is === "absent" ? "there is no ssh-keygen to sign it with" : shown(ended.errors);
  throw explain("GIT_FAILED", { command: "tag", message });
};
