import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { Clone } from "./clone.ts";
import { type Git, gitFailed } from "./git.ts";
import { isAncestor, mailmap } from "./revisions.ts";
import { entryAt } from "./tree.ts";

interface Authors {
  readonly emails: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

/** What was found last time, kept beside the clone's objects. Only a shortcut: without it the whole history is read. */
interface Kept {
  readonly upTo: ObjectId;
  /** The `.mailmap` they were read with: another one gives other names to old commits. */
  readonly mailmap: string;
  readonly emails: readonly string[];
  readonly names: readonly string[];
}

/** E-mails in lower case and names, as written and after `.mailmap`, of every author up to a commit that is in the clone. */
export const authorsUpTo = async (git: Git, from: Clone, upTo: ObjectId): Promise<Authors> => {
  const entry = await entryAt(from, upTo, ".mailmap").catch(() => ({ is: "absent" }) as const);
  const map = entry.is === "file" ? entry.id : "";
  const file = join(from.folder, "signalbox-authors.json");
  const kept = await usable(git, from, file, upTo, map);
  const emails = new Set(kept?.emails);
  const names = new Set(kept?.names);
  if (kept?.upTo === upTo) return { emails, names };
  await readAuthors(git, from, upTo, kept?.upTo, (author) => {
    for (const email of [author.email, author.mappedEmail]) emails.add(email.toLowerCase());
    for (const name of [author.name, author.mappedName]) names.add(name);
  });
  const next: Kept = { upTo, mailmap: map, emails: [...emails], names: [...names] };
  await writeFile(`${file}.new`, JSON.stringify(next));
  await rename(`${file}.new`, file);
  return { emails, names };
};

const usable = async (git: Git, from: Clone, file: string, upTo: ObjectId, map: string): Promise<Kept | undefined> => {
  const text = await readFile(file, "utf8").catch(() => "");
  if (text === "") return undefined;
  const kept = JSON.parse(text) as Kept;
  if (kept.mailmap !== map || (await from.objects.info(kept.upTo)) === undefined) return undefined;
  return kept.upTo === upTo || (await isAncestor(git, from, kept.upTo, upTo)) ? kept : undefined;
};

interface Author {
  readonly email: string;
  readonly name: string;
  readonly mappedEmail: string;
  readonly mappedName: string;
}

const readAuthors = async (
  git: Git,
  from: Clone,
  upTo: ObjectId,
  without: ObjectId | undefined,
  found: (author: Author) => void,
): Promise<void> => {
  const seen = new Set<string>();
  let rest = "";
  const each = (bytes: Buffer): void => {
    const lines = (rest + bytes.toString("latin1")).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      // The same few thousand lines come back for each commit: only new ones are taken apart.
      if (seen.has(line)) continue;
      seen.add(line);
      const [email = "", name = "", mappedEmail = "", mappedName = ""] = Buffer.from(line, "latin1").toString("utf8").split("\0");
      found({ email, name, mappedEmail, mappedName });
    }
  };
  const range = [upTo, ...(without === undefined ? [] : [`^${without}`])];
  const argv = ["log", "--format=%ae%x00%an%x00%aE%x00%aN", "--end-of-options", ...range];
  const call = { ...from.here({ argv, config: mailmap(upTo) }), each, deadline: 300_000 };
  const result = await git.run(call);
  if (result.code !== 0) throw gitFailed(call, result);
};
