import type { Alarm, ReleaseState } from "./journal/state.ts";

/** Alarms about what users get that nobody has put right: the last one of each step, unless it says that it is over or the step was taken back since. */
export const standingAlarms = ({ alarms, rollback }: Pick<ReleaseState, "alarms" | "rollback">): readonly Alarm[] => {
  const last = new Map(alarms.flatMap((each) => (each.step === undefined ? [] : [[each.step, each] as const])));
  return [...last.values()].filter(({ step, over }) => over !== true && !(rollback?.undoes ?? []).includes(step ?? ""));
};
