import { explain } from "../../domain/errors.ts";
import type { ObjectId, Signature } from "../../domain/ports/git.ts";
import type { Clone } from "./clone.ts";

/** A commit object taken apart; lines and message are bytes, one per character (`latin1`), as git stores them. */
export interface CommitObject {
  readonly tree: ObjectId;
  readonly parents: readonly ObjectId[];
  /** `name <e-mail> seconds zone`. */
  readonly author: string;
  readonly authoredAt: number;
  readonly committedAt: number;
  readonly encoding: string | undefined;
  readonly message: string;
}

/** Reads a commit that is in the clone; raises GIT_FAILED for any other kind of object. */
export const readCommit = async (clone: Pick<Clone, "objects">, id: ObjectId): Promise<CommitObject> => {
  const info = await clone.objects.info(id);
  if (info?.type !== "commit") throw explain("GIT_FAILED", { command: "cat-file", message: `${id} is not a commit but ${info?.type}` });
  const text = (await clone.objects.read(id)).toString("latin1");
  const end = text.indexOf("\n\n");
  const lines = text.slice(0, end < 0 ? text.length : end).split("\n");
  const all = (name: string) => lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const author = all("author")[0] ?? "";
  return {
    tree: all("tree")[0] ?? "",
    parents: all("parent"),
    author,
    authoredAt: secondsOf(author),
    committedAt: secondsOf(all("committer")[0] ?? ""),
    encoding: all("encoding")[0],
    message: end < 0 ? "" : text.slice(end + 2),
  };
};

const secondsOf = (line: string): number => Number(/> (\d{1,15}) [+-]\d{4}$/.exec(line)?.[1] ?? 0);

/** `name <e-mail> seconds +0000`: what git forbids inside is left out, as git itself does. */
export const signatureLine = ({ name, email, date }: Signature): string =>
  `${plain(name)} <${plain(email)}> ${Math.max(0, Math.floor(date))} +0000`;

const plain = (text: string): string => text.replace(/[<>\p{Cc}]/gu, "").trim();

/** A message as git keeps it: no NUL, one line break at its end. */
export const messageOf = (text: string): string => `${text.replaceAll("\0", "").trimEnd()}\n`;
