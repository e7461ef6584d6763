import type { Match } from "../../domain/backtest/judged.ts";
import { explain } from "../../domain/errors.ts";
import type { PlainDate } from "../../domain/plain-date.ts";
import type { CloneLook, LocalClone, TaggedCommit } from "../../domain/ports/local-clone.ts";
import type { Train } from "../../domain/train.ts";
import { releasesIn, versionOfTag } from "../../domain/version.ts";
import { forecastTrain, type TagDay } from "../forecast-train.ts";
import { finishedReleases, releaseMeant } from "./finished-releases.ts";
import { type Aspects, aspects, type BacktestedRelease, type JudgedLook, judgeLook, withRange } from "./judge-look.ts";
import { lookAtRelease } from "./look-at-release.ts";

export interface BacktestWish {
  readonly clone: LocalClone;
  readonly train: Train;
  /** How many of the newest releases. */
  readonly last: number;
  /** Only this one. */
  readonly release: string | undefined;
  /** The day of a moment, in seconds since 1970, in the train's zone; undefined outside of every calendar. */
  readonly dayOf: (seconds: number) => PlainDate | undefined;
  readonly today: PlainDate;
  /** Told how many releases have been looked at. */
  readonly tell: (looked: number) => void;
}

/** A configuration over the past of a repository. */
export interface Backtest {
  readonly train: string;
  readonly place: string;
  /** `owner/name` at the forge, or the folder's name. */
  readonly name: string;
  readonly pattern: string;
  readonly counted: { readonly tags: number; readonly releases: number };
  /** Newest first. */
  readonly releases: readonly BacktestedRelease[];
  /** Over all releases, how often each part stands how. */
  readonly tally: Readonly<Record<keyof Aspects, Readonly<Record<Match, number>>>>;
  readonly notes: readonly string[];
}

/**
 * Holds a configuration against what people did. Reads the clone only, release after release from the oldest on, so that of one release at a time more
 * is kept than its judgement, and who committed before is found out once.
 */
export const backtest = async (wish: BacktestWish): Promise<Backtest> => {
  const { clone, train, dayOf, today, tell } = wish;
  const pattern = train.repository.tag;
  const look = await clone.refs.look();
  const tags = await clone.refs.taggedCommits();
  const all = finishedReleases(tags, pattern);
  if (all.length === 0) throw explain("NO_RELEASES", { place: look.place, pattern, tags: look.tags.length });
  const chosen = wish.release === undefined ? all.slice(0, wish.last) : [releaseMeant(all, wish.release, look, pattern)];
  const days = tags.flatMap(({ tag, date }) => dayed(tag, dayOf(date)));
  const { forecast } = forecastTrain(train, days, { today, count: 0 });
  const judged: JudgedLook[] = [];
  const firstNamed = new Map<number, string>();
  for (const release of chosen.toReversed()) {
    const found = await lookAtRelease({ clone, look, train, dayOf }, release);
    for (const number of found.named) if (!firstNamed.has(number)) firstNamed.set(number, release.version);
    judged.unshift(judgeLook(found, { train, forecast }));
    tell(judged.length);
  }
  const releases = judged.map((each) => withRange(each, (number) => firstNamed.get(number)));
  return {
    train: train.name,
    place: look.place,
    name: look.origin ?? look.folder,
    pattern,
    counted: { tags: look.tags.length, releases: all.length },
    releases,
    tally: tallyOf(releases),
    notes: notesOf(look, tags, {
      pattern,
      runs: forecast.runs.length,
      unplanned: forecast.unplanned.length,
      told: forecast.lateness !== undefined,
    }),
  };
};

const dayed = (tag: string, day: PlainDate | undefined): readonly TagDay[] => (day === undefined ? [] : [{ tag, day }]);

const tallyOf = (releases: readonly BacktestedRelease[]): Backtest["tally"] => {
  const count = (aspect: keyof Aspects, is: Match): number => releases.filter((each) => each[aspect].is === is).length;
  const of = (aspect: keyof Aspects) =>
    ({
      same: count(aspect, "same"),
      differs: count(aspect, "differs"),
      unknown: count(aspect, "unknown"),
      none: count(aspect, "none"),
    }) as const;
  return Object.fromEntries(aspects.map((aspect) => [aspect, of(aspect)])) as Backtest["tally"];
};

const notesOf = (
  look: CloneLook,
  tags: readonly TaggedCommit[],
  {
    pattern,
    runs,
    unplanned,
    told,
  }: { readonly pattern: string; readonly runs: number; readonly unplanned: number; readonly told: boolean },
): readonly string[] => {
  const named = new Set(tags.map(({ tag }) => tag));
  const empty = releasesIn(look.tags, pattern).filter(({ tag }) => !named.has(tag));
  const odd = look.tags.filter((tag) => /\d+\.\d+/.test(tag) && versionOfTag(pattern, tag) === undefined);
  return [
    ...(look.altered
      ? ["This clone has grafts or replacements, which only it knows of; the history everybody else has is what counts."]
      : []),
    ...(empty.length === 0
      ? []
      : [
          `${counted(empty.length, "tag")} such as ${empty[0]?.tag} ${empty.length === 1 ? "names" : "name"} no commit and ${empty.length === 1 ? "is" : "are"} left out.`,
        ]),
    ...(odd.length === 0
      ? []
      : [`${counted(odd.length, "tag")} such as ${odd[0]} ${odd.length === 1 ? "is" : "are"} not of the form ${pattern} and left out.`]),
    ...(told || runs + unplanned === 0
      ? []
      : [`Most releases did not leave by this schedule: ${runs} of ${runs + unplanned} fit one of its departures.`]),
  ];
};

const counted = (number: number, word: string): string => `${number} ${word}${number === 1 ? "" : "s"}`;
