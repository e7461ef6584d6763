import type { Examined } from "../app/doctor/examined.ts";
import type { Diagnosis } from "../domain/diagnosis.ts";
import { brief, type Paint } from "./paint.ts";

/** How many checks came to what. */
export type Counts = Readonly<Record<Diagnosis["is"], number>>;

export const countsOf = (all: readonly Examined[]): Counts => {
  const of = (is: Diagnosis["is"]): number => all.filter((each) => each.diagnosis.is === is).length;
  return { ok: of("ok"), warning: of("warning"), failure: of("failure"), unknown: of("unknown") };
};

/** One line a check; what is not right with its reason and the way out. */
export const doctorText = (all: readonly Examined[], paint: Paint): string =>
  `${[...all.flatMap((each) => linesOf(each, paint)), "", summaryOf(countsOf(all))].join("\n")}\n`;

/** In one sentence. */
export const summaryOf = ({ ok, warning, failure, unknown }: Counts): string =>
  [
    `${ok} of ${ok + warning + failure + unknown} are as they must be`,
    ...(failure === 0 ? [] : [`${failure} would stop a release`]),
    ...(warning === 0 ? [] : [`${warning} to look at`]),
    ...(unknown === 0 ? [] : [`${unknown} cannot be known`]),
  ].join("; ");

const marks: Readonly<Record<Diagnosis["is"], readonly [string, Parameters<Paint>[0], string]>> = {
  ok: ["✓", "green", "ok"],
  warning: ["!", "yellow", "warning"],
  failure: ["✗", "red", "failure"],
  unknown: ["?", "cyan", "cannot be known"],
};

const linesOf = ({ title, about, diagnosis }: Examined, paint: Paint): readonly string[] => {
  const [mark, colour, word] = marks[diagnosis.is];
  const what = about === "" ? title : `${title} (${brief(about, 120)})`;
  const line = `${paint(colour, `${mark} ${word}`)}  ${what}: ${brief(diagnosis.says, 400)}`;
  return diagnosis.is === "ok" ? [line] : [line, `    why: ${brief(diagnosis.why, 400)}`, `    fix: ${brief(diagnosis.fix, 400)}`];
};
