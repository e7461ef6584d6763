import type { Measure } from "../measure.ts";
import { changelogForm, changelogHeading, changelogPrecision, changelogRecall } from "./changelog.ts";
import { chartFiles } from "./chart-files.ts";
import { feed } from "./feed.ts";
import { rangeAuthors, rangeCommits, rangeFirstTime } from "./range.ts";
import { schedule } from "./schedule.ts";
import { versionFiles } from "./version-files.ts";

/** Every measure, in the order in which they are told. */
export const measures: readonly Measure[] = [
  rangeCommits,
  rangeAuthors,
  rangeFirstTime,
  changelogHeading,
  changelogForm,
  changelogRecall,
  changelogPrecision,
  versionFiles,
  chartFiles,
  feed,
  schedule,
];
