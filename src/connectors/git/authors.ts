import type { KnownAuthors } from "../../domain/person.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { Clone } from "./clone.ts";
import { type Git, gitFailed } from "./git.ts";
import type { KeptFolder } from "./kept-folder.ts";
import { isAncestor, mailmap } from "./revisions.ts";

type Reading = Pick<Clone, "here" | "objects">;

/**
 * E-mails in lower case and names, as written and after `.mailmap`, of every author up to a commit that is in the clone. Whoever is author of what a
 * commit's id stands for never changes, so that what was found once is kept by that id and may be extended from it: only by commits that descend
 * from it, which a rewritten history does not. Another `.mailmap` gives other names to old commits and is another case.
 */
export const authorsUpTo = async (git: Git, from: Reading, kept: KeptFolder, upTo: ObjectId): Promise<KnownAuthors> => {
  const map = await mailmapAt(from, upTo);
  const ending = `-${map || "plain"}.authors`;
  const same = parsed(kept.read(`${upTo}${ending}`));
  if (same !== undefined) return same;
  const base = await nearestKept(git, from, kept, { upTo, ending });
  const emails = new Set(base?.known.emails);
  const names = new Set(base?.known.names);
  await readAuthors(git, from, { upTo, without: base?.upTo, mapped: map !== "" }, (author) => {
    for (const email of author.emails) emails.add(email.toLowerCase());
    for (const name of author.names) names.add(name);
  });
  kept.write(`${upTo}${ending}`, [`${emails.size} ${names.size}`, ...emails, ...names].join("\n"));
  return { emails, names };
};

/** The id of a commit's `.mailmap`; empty where it has none. */
export const mailmapAt = async ({ objects }: Pick<Clone, "objects">, commit: ObjectId): Promise<ObjectId> => {
  const found = await objects.info(`${commit}:.mailmap`);
  return found?.type === "blob" ? found.id : "";
};

/** What is kept of an older commit of the same history. */
const nearestKept = async (
  git: Git,
  from: Reading,
  kept: KeptFolder,
  { upTo, ending }: { readonly upTo: ObjectId; readonly ending: string },
): Promise<{ readonly upTo: ObjectId; readonly known: KnownAuthors } | undefined> => {
  for (const name of kept.names(ending)) {
    const older = name.slice(0, -ending.length);
    if ((await from.objects.info(older)) === undefined || !(await isAncestor(git, from, older, upTo))) continue;
    const known = parsed(kept.read(name));
    if (known !== undefined) return { upTo: older, known };
  }
  return undefined;
};

/** Two counts, then a line for each: neither an e-mail nor a name holds a line break, because a commit's header is made of lines. */
const parsed = (text: string | undefined): KnownAuthors | undefined => {
  if (text === undefined) return undefined;
  const lines = text.split("\n");
  const counts = /^(\d+) (\d+)$/.exec(lines.shift() ?? "");
  const [emails, names] = [Number(counts?.[1]), Number(counts?.[2])];
  if (counts === null || lines.length !== emails + names) return undefined;
  return { emails: new Set(lines.slice(0, emails)), names: new Set(lines.slice(emails)) };
};

interface Author {
  readonly emails: readonly string[];
  readonly names: readonly string[];
}

interface AuthorRange {
  readonly upTo: ObjectId;
  readonly without: ObjectId | undefined;
  readonly mapped: boolean;
}

const readAuthors = async (git: Git, from: Reading, range: AuthorRange, found: (author: Author) => void): Promise<void> => {
  const { upTo, without, mapped } = range;
  const seen = new Set<string>();
  let rest = "";
  const each = (bytes: Buffer): void => {
    const lines = (rest + bytes.toString("latin1")).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      // The same few thousand lines come back for each commit: only new ones are taken apart.
      if (seen.has(line)) continue;
      const own = Buffer.from(line, "latin1");
      // A copy: a piece of the output would keep the whole of it in memory.
      seen.add(own.toString("latin1"));
      const [email = "", name = "", mappedEmail = email, mappedName = name] = own.toString("utf8").split("\0");
      found({ emails: [email, mappedEmail], names: [name, mappedName] });
    }
  };
  const format = mapped ? "%ae%x00%an%x00%aE%x00%aN" : "%ae%x00%an";
  const argv = ["log", `--format=${format}`, "--end-of-options", upTo, ...(without === undefined ? [] : [`^${without}`])];
  const call = { ...from.here({ argv, config: mailmap(upTo) }), each, deadline: 300_000 };
  const result = await git.run(call);
  if (result.code !== 0) throw gitFailed(call, result);
};
