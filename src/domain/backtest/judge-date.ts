import type { Alignment } from "../align-releases.ts";
import type { PlainDate } from "../plain-date.ts";
import type { Move } from "../schedule.ts";
import { type Judged, judgedBy, nothingToCompare, unknown } from "./judged.ts";

export interface DateFacts {
  /** Of the tag, in the train's zone. */
  readonly actual: PlainDate;
  /** By the rule in force; null where none was planned. */
  readonly planned: PlainDate | null;
  /** Where the configuration moved that departure. */
  readonly moved: PlainDate | null;
  /** Days after the planned one. */
  readonly late: number | null;
}

/** Holds the day of a tag against the day that the schedule planned for it. */
export const judgeDate = (
  { version, actual, isDeparture }: { readonly version: string; readonly actual: PlainDate | undefined; readonly isDeparture: boolean },
  { runs, unplanned }: Pick<Alignment, "runs" | "unplanned">,
  moves: readonly Pick<Move, "from" | "to">[],
): Judged<DateFacts> => {
  if (actual === undefined) return unknown("The tag's date is outside of every calendar.");
  const none: DateFacts = { actual, planned: null, moved: null, late: null };
  if (!isDeparture) return nothingToCompare(none, ["The schedule plans no patch releases."]);
  const run = runs.find((each) => each.version === version);
  if (run === undefined && unplanned.some((each) => each.version === version))
    return judgedBy(none, [`It left on ${actual}, and no departure was planned for it.`]);
  if (run === undefined) return unknown("It is older than the releases that are laid over the schedule.", none);
  const { planned, late } = run;
  const moved = moves.find(({ from }) => from === planned)?.to;
  const facts: DateFacts = { actual, planned, moved: moved ?? null, late };
  if (actual === (moved ?? planned)) return judgedBy(facts, []);
  const days = Math.abs(late);
  const how =
    late === 0 ? "on the planned day" : `${days} ${days === 1 ? "day" : "days"} ${late < 0 ? "before" : "after"} the planned ${planned}`;
  return judgedBy(facts, [`It left on ${actual}, ${how}${moved === undefined ? "" : `, which was moved to ${moved}`}.`]);
};
