import { act, run } from "../../domain/by-hand.ts";
import { canonical } from "../../domain/canonical.ts";
import { broken, holds, pending, present, wait } from "../../domain/step.ts";
import type { Place } from "../../domain/train.ts";
import { compareVersions, parseVersion } from "../../domain/version.ts";
import { editAt } from "../../edits/edit-at.ts";
import { readStanding } from "../../edits/read-value.ts";
import { githubPage } from "../by-hand/ask-github.ts";
import { fetchAll, gitIn } from "../by-hand/git-words.ts";
import { lookAgain } from "./lateness.ts";
import { short } from "./short.ts";

type Input = {
  readonly repository: string;
  readonly branch: string;
  readonly file: string;
  readonly at: string;
  /** The branch's commit before our merge. */
  readonly before: string;
  /** Values that the merge brought; told as facts, so that a later look sees when they change. */
  readonly values: readonly Value[];
};

/** A place of a file; one at a path is told by the path alone. */
type Value = { readonly file: string } & ({ readonly at: string } | Exclude<Place, { readonly is: "at" }>);

type State = {
  readonly version: string | undefined;
  readonly before: string | undefined;
  /** `<path> of <file>` → value. */
  readonly values: Readonly<Record<string, string>>;
};

/** Waits until the chart's version has gone up with the merge: that proves that the label which its CI listens to, or our own edit, was right. */
export const awaitChartVersion = wait<"refs" | "objects" | "history", Input, State>({
  name: "await-chart-version",
  shared: true,
  published: { moves: ["version"] },
  needs: ["refs", "objects", "history"],
  poll: lookAgain.soon,
  describe: ({ repository, branch }) => `the chart's version on ${branch} of ${repository} has gone up`,
  observe: async ({ refs, objects, history }, { repository, branch, file, at, before, values }, { hands }) => {
    const head = await refs.look(repository, `refs/heads/${branch}`);
    if (head === undefined) return { is: "conflicting", found: `${repository} has no branch ${branch}` };
    const read = async (commit: string, value: Value): Promise<string | undefined> =>
      readStanding(await objects.file(repository, commit, value.file), editAt(value.file, placeOf(value), ""));
    const valuesAt = async (commit: string): Promise<Readonly<Record<string, string>>> => {
      const told: [string, string][] = [];
      for (const value of values) told.push([`${nameOf(value)} of ${value.file}`, (await read(commit, value)) ?? "gone"]);
      return Object.fromEntries(told);
    };
    const now = await valuesAt(head.commit);
    const hasAll = async (commit: string): Promise<boolean> => canonical(await valuesAt(commit)) === canonical(now);
    const own = { file, at };
    const version = await read(head.commit, own);
    let earlier = await read(before, own);
    // People may have merged before anybody wrote down where the branch was: then its own history tells where it had other values.
    if (hands === true && (await hasAll(before))) {
      const lately = await history.log(repository, { to: before, without: [], most: mostLookedInto });
      for (const { id } of lately) {
        if (await hasAll(id)) continue;
        earlier = await read(id, own);
        break;
      }
    }
    return present({ version, before: earlier, values: now });
  },
  verify: ({ file, at }, { version, before }) => {
    const [now, then] = [version, before].map((text) => (text === undefined ? undefined : parseVersion(text)));
    if (now === undefined) return broken(`${file} has no version at ${at}: ${version ?? "nothing"}`);
    if (then === undefined || compareVersions(now, then) > 0) return holds(`the chart went from ${before ?? "none"} to ${version}`);
    return pending(`the chart is still ${version}`);
  },
  facts: (_, { version, values }) => ({ version: version ?? "", ...values }),
  byHand: ({ repository, branch, file, at, before }) => [
    act(
      `Wait until ${at} in ${file} on ${branch} is higher than it was at ${short(before)}: ${githubPage(`${repository}/blob/${branch}/${file}`)}`,
    ),
    run(fetchAll(repository), gitIn(repository, "diff", before, `origin/${branch}`, "--", file)),
  ],
});

/** Commits of the branch among which the one before the merge is looked for. */
const mostLookedInto = 60;

const placeOf = (value: Value): Place => ("at" in value ? { is: "at", path: value.at } : value);

const nameOf = (value: Value): string => {
  if ("at" in value) return value.at;
  return value.is === "pattern" ? value.pattern : "all";
};
