import { ok, violated } from "../../domain/guard.ts";
import type { FactOf } from "../../domain/known.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { Need } from "../../domain/step.ts";
import { readFeed } from "../../edits/read-feed.ts";
import type { Arranging } from "../item.ts";
import { candidateCommit } from "../release-edits.ts";
import { short } from "../steps/short.ts";
import type { Guard, Guarded } from "./guard.ts";

type Input = Guarded & {
  readonly repository: string;
  readonly file: string;
  /** Of the launch: planned, until it is known. */
  readonly day: string;
  readonly freezeDay: string;
  /** Where an entry may stand besides the candidate. */
  readonly branches: readonly string[];
  /** Whether the entry must be in one of them by now. */
  readonly expected: "yes" | "no";
};

/** Every entry of the version, and where it stands. */
type Seen = readonly { readonly where: string; readonly date: string }[];

/** An entry that somebody wrote early carries the day on which they wrote it. */
export const guardFeedDate: Guard<"refs" | "objects", Input, Seen> = {
  name: "guard-feed-date",
  needs: ["refs", "objects"],
  looksAt: "the version's entry in the feed on the main branch, on the sync's branch and at the candidate",
  input: (at) => feedDate(at, at.release.days.planned, "no"),
  describe: ({ file, version, day }) => `${file} dates ${version} ${day}, wherever it tells of it`,
  look: async (need, { repository, candidate, branches, file, version }) => {
    const heads = await Promise.all(
      branches.map(async (name) => [name, (await need.refs.look(repository, `refs/heads/${name}`))?.commit] as const),
    );
    const places = [[short(candidate), candidate] as const, ...heads];
    const entries = places.map(async ([where, commit]) =>
      (await datesAt(need, repository, commit, { file, version })).map((date) => ({ where, date })),
    );
    return (await Promise.all(entries)).flat();
  },
  judge: ({ file, version, day, freezeDay, expected }, seen) => {
    const wrong = seen
      .filter(({ date }) => date !== day)
      .map(({ where, date }) => `on ${where} ${date}${date === freezeDay ? ", the day of the freeze" : ""}`);
    if (wrong.length > 0) return violated(`${file} dates ${version} ${wrong.join("; ")}, but the launch is on ${day}`);
    if (seen.length > 0) return ok(`${file} dates ${version} ${day} on ${seen.map(({ where }) => where).join(", ")}`);
    return expected === "yes"
      ? violated(`${file} does not tell of ${version} where the sync should have put it`)
      : ok(`${file} tells of ${version} nowhere yet`);
  },
};

/** The same look before the feed is merged, when the entry is there and the day of the launch is known. */
export const feedDate = (at: Arranging, day: string | FactOf, expected: Input["expected"]) =>
  at.train.updateFeed === undefined
    ? undefined
    : {
        version: at.release.version,
        candidate: candidateCommit(at),
        repository: at.train.repository.name,
        file: at.train.updateFeed.file,
        day,
        freezeDay: at.release.days.freeze,
        branches: [at.train.repository.main, ...(at.train.sync === undefined ? [] : [at.fill(at.train.sync.branch)])],
        expected,
      };

const datesAt = async (
  { objects }: Need<"objects">,
  repository: string,
  commit: ObjectId | undefined,
  { file, version }: { readonly file: string; readonly version: string },
): Promise<readonly string[]> => {
  const text = commit === undefined ? undefined : await objects.file(repository, commit, file);
  const entries = text === undefined ? [] : readFeed(text).filter((each) => each.version.replace(/^v/, "") === version);
  return entries.map((each) => each.date ?? "without a day");
};
