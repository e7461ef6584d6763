import type { Arrival } from "../domain/align-releases.ts";
import { type Forecast, forecast } from "../domain/forecast.ts";
import type { PlainDate } from "../domain/plain-date.ts";
import type { Train } from "../domain/train.ts";
import { compareVersions, formatVersion, isPreRelease, type Version, versionOfTag } from "../domain/version.ts";

/** A tag and the day on which it was made, in the train's zone. */
export interface TagDay {
  readonly tag: string;
  readonly day: PlainDate;
}

/** How late a train's releases were by the tags of a repository, and when the next ones will leave. */
export interface TrainForecast {
  readonly train: string;
  /** The pattern by which tags are releases. */
  readonly pattern: string;
  readonly today: PlainDate;
  /** Tags in the repository, and those that are releases of the train. */
  readonly counted: { readonly tags: number; readonly releases: number };
  readonly forecast: Forecast;
}

/** Pure: the tags are what somebody else has read. */
export const forecastTrain = (
  train: Pick<Train, "name" | "schedule" | "repository" | "version">,
  tags: readonly TagDay[],
  { today, count }: { readonly today: PlainDate; readonly count: number },
): TrainForecast => {
  const arrivals = arrivalsOf(train, tags);
  return {
    train: train.name,
    pattern: train.repository.tag,
    today,
    counted: { tags: tags.length, releases: arrivals.length },
    forecast: forecast({ schedule: train.schedule, arrivals, today, count }),
  };
};

/** Released versions that a departure brings: with `bump: minor` 1.30.0 is one and its patch 1.30.1 is not. A day brings the version that is told last. */
const arrivalsOf = (
  { repository, version: { bump } }: Pick<Train, "repository" | "version">,
  tags: readonly TagDay[],
): readonly Arrival[] =>
  tags
    .flatMap(({ tag, day }) => {
      const version = versionOfTag(repository.tag, tag);
      return version === undefined || isPreRelease(version) || !isDeparture(version, bump) ? [] : [{ version, day }];
    })
    .toSorted((a, b) => compareVersions(a.version, b.version))
    .map(({ version, day }) => ({ version: formatVersion(version), day }));

/** Whether a version is one that a departure brings. */
export const isDeparture = ({ minor, patch }: Version, bump: Train["version"]["bump"]): boolean =>
  bump === "patch" || (patch === 0 && (bump === "minor" || minor === 0));
