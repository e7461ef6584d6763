import { type BranchFacts, judgeBranch } from "../../domain/backtest/judge-branch.ts";
import { type ChangelogFacts, judgeChangelog } from "../../domain/backtest/judge-changelog.ts";
import { type DateFacts, judgeDate } from "../../domain/backtest/judge-date.ts";
import { type FilesFacts, judgeFiles } from "../../domain/backtest/judge-files.ts";
import { judgePeople, type PeopleFacts } from "../../domain/backtest/judge-people.ts";
import { judgeRange, type RangeFacts } from "../../domain/backtest/judge-range.ts";
import { type Judged, nothingToCompare, unknown } from "../../domain/backtest/judged.ts";
import type { Forecast } from "../../domain/forecast.ts";
import type { PlainDate } from "../../domain/plain-date.ts";
import type { ObjectId } from "../../domain/ports/git.ts";
import type { Train } from "../../domain/train.ts";
import { isDeparture } from "../forecast-train.ts";
import type { Found, ReleaseLook } from "./look-at-release.ts";

/** The parts of a release, each judged on its own. */
export interface Aspects {
  readonly range: Judged<RangeFacts>;
  readonly people: Judged<PeopleFacts>;
  readonly files: Judged<FilesFacts>;
  readonly changelog: Judged<ChangelogFacts>;
  readonly branch: Judged<BranchFacts>;
  readonly date: Judged<DateFacts>;
}

/** In the order in which people read them. */
export const aspects = ["range", "people", "files", "changelog", "branch", "date"] as const satisfies readonly (keyof Aspects)[];

/** A finished release, and how each part of it stands to the configuration. */
export interface BacktestedRelease extends Aspects {
  readonly version: string;
  readonly tag: string;
  readonly commit: ObjectId;
  /** In the train's zone. */
  readonly day: PlainDate | undefined;
  readonly notes: readonly string[];
}

/** A release of which the range is yet to be judged: that takes the numbers of the others. */
export interface JudgedLook extends Omit<BacktestedRelease, "range"> {
  readonly range: Found<RangeFacts>;
}

/** Pure: what was seen of a release is held against the configuration. What comes out of it is small, whatever was read. */
export const judgeLook = (look: ReleaseLook, { train, forecast }: { readonly train: Train; readonly forecast: Forecast }): JudgedLook => {
  const { release, day, notes } = look;
  const { version, tag, commit, parsed } = release;
  return {
    version,
    tag,
    commit,
    day,
    notes,
    range: look.range,
    people: unlessNotFound(look.people, ({ contributors, counts: { authors, firstTime, doubtful } }) =>
      judgePeople(contributors, { authors, firstTime: firstTime ?? null, doubtful: doubtful ?? null }, look.section),
    ),
    files: unlessNotFound(look.files, ({ edited, forgotten }) => judgeFiles(edited, { version, forgotten })),
    changelog:
      look.changelog === undefined
        ? nothingToCompare<ChangelogFacts>(undefined, ["The configuration has no changelog."])
        : unlessNotFound(look.changelog, judgeChangelog),
    branch: unlessNotFound(look.branch, (found) =>
      judgeBranch(found.facts, { commit, main: train.repository.main, isThere: found.isThere }),
    ),
    date: judgeDate({ version, actual: day, isDeparture: isDeparture(parsed, train.version.bump) }, forecast, train.schedule.moves),
  };
};

/** With the range judged; `rangeOf` names the release whose range names a number. */
export const withRange = (judged: JudgedLook, rangeOf: (number: number) => string | undefined): BacktestedRelease => ({
  ...judged,
  range: unlessNotFound(judged.range, (facts) => judgeRange(facts, rangeOf)),
});

const unlessNotFound = <T, Facts>(found: Found<T>, judge: (it: T) => Judged<Facts>): Judged<Facts> =>
  found.is === "found" ? judge(found.it) : unknown(found.why);
