import type { Check } from "../app/check-guards.ts";
import { type CheckNow, checksOf } from "../app/checks-of.ts";
import type { StepNow } from "../app/what-now.ts";
import { brief, type Paint } from "./paint.ts";

/** What the launch's guards say, one line each; a violation with its code, its reason and what to do. */
export const checkLines = (checks: readonly Check[], paint: Paint): readonly string[] =>
  checks.length === 0 ? [] : ["", paint("bold", "checks"), ...checks.flatMap((each) => linesOf(each, paint))];

const linesOf = ({ is, title, code, says, until, why, next, accepted }: Check, paint: Paint): readonly string[] => {
  switch (is) {
    case "ok":
      return [`  ${paint("green", "✓")} ${title}  ${paint("dim", brief(says, 300))}`];
    case "unknown":
      return [`  ${paint("cyan", "?")} ${title}  not known before ${brief(until ?? "")}  ${paint("dim", brief(says, 300))}`];
    case "violated":
      return accepted === undefined
        ? [
            `  ${paint("red", "✗")} ${title}  ${paint("red", code)}: ${brief(says, 600)}`,
            `      ${paint("dim", brief(why ?? "", 400))}`,
            `      next: ${brief(next ?? "", 400)}`,
          ]
        : [`  ${paint("yellow", "✗")} ${title}  ${code}: ${brief(says, 600)}`, `      ${brief(accepted, 400)}`];
  }
};

const marks: Readonly<Record<CheckNow["is"], readonly [string, Parameters<Paint>[0]]>> = {
  ok: ["✓", "green"],
  violated: ["✗", "red"],
  accepted: ["✗", "yellow"],
  open: ["·", "dim"],
};

/** The checks of a release under way, for `status`; nothing before the first was looked at. */
export const checksNowLines = (steps: readonly StepNow[], paint: Paint): readonly string[] => {
  const checks = checksOf(steps);
  if (checks.every((each) => each.is === "open")) return [];
  return [
    "",
    paint("bold", "checks"),
    ...checks
      .filter((each) => each.is !== "open")
      .map(
        ({ is, step, title, says }) =>
          `  ${paint(marks[is][1], marks[is][0])} ${title}  ${paint("dim", `${itemOf(step)}, ${brief(says, 300)}`)}`,
      ),
  ];
};

const itemOf = (step: string): string => brief(step.slice(0, step.indexOf("/")));
