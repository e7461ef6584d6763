import type { Measure } from "../measure.ts";
import { changelogForm, changelogHeading, changelogPrecision, changelogRecall } from "./changelog.ts";
import { rangeAuthors, rangeCommits, rangeFirstTime } from "./range.ts";
import { schedule } from "./schedule.ts";

/** Every measure, in the order in which they are told. */
export const measures: readonly Measure[] = [
  rangeCommits,
  rangeAuthors,
  rangeFirstTime,
  changelogHeading,
  changelogForm,
  changelogRecall,
  changelogPrecision,
  schedule,
];
