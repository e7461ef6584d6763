import { commandsFor } from "../app/commands-for.ts";
import { itemStanding, waitingSince } from "../app/item-standing.ts";
import type { StepNow } from "../app/what-now.ts";
import { phases } from "../domain/plan.ts";
import { checksNowLines } from "./checks-text.ts";
import { correctionLines } from "./correction-text.ts";
import { lineOfNoReturn, pointOfNoReturnOf } from "./no-return.ts";
import { brief, momentText, type Paint } from "./paint.ts";
import type { ReleaseView } from "./release-view.ts";

/** Marks of a checklist: what is done, left out, later, waiting, asked, due or not known. */
const marks: Readonly<Record<StepNow["is"], readonly [string, Parameters<Paint>[0]]>> = {
  done: ["✓", "green"],
  skipped: ["–", "dim"],
  blocked: ["·", "dim"],
  waiting: ["…", "cyan"],
  asks: ["?", "yellow"],
  due: ["→", "cyan"],
  unknown: ["!", "red"],
};

/** The whole status of a release: checklist by phase, questions with their commands, findings, verdicts, alarms and the next wake-up. */
export const statusText = (view: ReleaseView, paint: Paint, width: number): string =>
  [
    ...heading(view, paint),
    ...checklistLines(view, paint, width),
    ...checksNowLines(view.now.steps, paint),
    "",
    ...summaryLines(view, paint),
    "",
  ].join("\n");

/** What is open, for the end of `start` and `tick`: questions and the next wake-up, without the checklist. */
export const summaryText = (view: ReleaseView, paint: Paint): string =>
  [heading(view, paint)[0] ?? "", ...summaryLines(view, paint), ""].join("\n");

const heading = ({ now: { state } }: ReleaseView, paint: Paint): readonly string[] => {
  const days = state.plan?.days;
  const moved = state.departure === undefined ? "" : ` (moved: ${brief(state.departure.reason)})`;
  return [
    `${paint("bold", `${brief(state.train)} ${brief(state.version)}`)}  captain ${brief(state.captain)}, started ${momentText(state.startedAt)} by ${brief(state.proposer)}`,
    ...(days === undefined ? [] : [`freeze ${days.freeze}, release ${days.planned}${moved}, plan revision ${state.plan?.revision}`]),
  ];
};

const checklistLines = (view: ReleaseView, paint: Paint, width: number): readonly string[] => {
  const { state, steps } = view.now;
  const items = state.plan?.items ?? [];
  const widest = Math.max(0, ...items.map((each) => each.id.length));
  const noReturn = pointOfNoReturnOf(items);
  return phases.flatMap((phase) => {
    const inPhase = items.filter((each) => each.phase === phase);
    if (inPhase.length === 0) return [];
    const lines = inPhase.flatMap(({ id, title }) => {
      const own = steps.filter((each) => each.item === id);
      const line = `  ${marked(itemStanding(own), paint)} ${brief(id).padEnd(widest)}  ${brief(title)}`;
      return [...(id === noReturn ? [lineOfNoReturn(paint, width)] : []), line, ...own.flatMap((each) => stepLines(each, paint))];
    });
    return ["", paint("bold", phase), ...lines];
  });
};

const marked = (is: StepNow["is"], paint: Paint): string => paint(marks[is][1], marks[is][0]);

const stepLines = (step: StepNow, paint: Paint): readonly string[] => {
  if (step.is === "done" || step.is === "blocked" || step.is === "due") return [];
  const until = step.until === undefined ? "" : paint("dim", ` (looks again ${momentText(step.until)})`);
  return [`      ${paint("dim", brief(step.step.slice(step.item.length + 1)))}  ${brief(step.says, 400)}${until}`];
};

const summaryLines = (view: ReleaseView, paint: Paint): readonly string[] => {
  const { state } = view.now;
  return [
    ...standingLines(view, paint),
    ...view.now.asks.flatMap((each) => askLines(view, each, paint)),
    ...state.findings
      .filter((each) => each.closed === undefined)
      .map(
        (each) =>
          `${paint(each.severity === "blocker" ? "red" : "yellow", `finding ${brief(each.id)}`)} ${each.severity}, ${brief(each.owner)}: ${brief(each.text)}`,
      ),
    ...view.corrections.flatMap((each) => correctionLines(state.version, each, paint)),
    ...state.verdicts.map((each) => `pull request ${brief(each.pull)} ${each.verdict}: ${brief(each.title, 80)} (${brief(each.reason)})`),
    ...state.alarms.map(
      (each) =>
        `${each.over === true ? paint("dim", `over ${brief(each.code)}`) : paint("red", `alarm ${brief(each.code)}`)} ${momentText(each.at)}: ${brief(each.what, 400)}`,
    ),
    ...nextLines(view),
  ];
};

const standingLines = ({ now: { state, steps } }: ReleaseView, paint: Paint): readonly string[] => {
  const over = steps.filter((each) => each.is === "done" || each.is === "skipped").length;
  const { rollback } = state;
  const back =
    rollback === undefined
      ? []
      : [paint("red", `rolled back ${momentText(rollback.at)} by ${brief(rollback.by)}: ${brief(rollback.reason, 400)}`)];
  if (state.finishedAt !== undefined) return [...back, paint("green", `finished ${momentText(state.finishedAt)}: every step is done.`)];
  if (state.aborted !== undefined) return [paint("red", `aborted by ${brief(state.aborted.by)}: ${brief(state.aborted.reason)}`)];
  const held =
    state.held === undefined
      ? []
      : [paint("yellow", `held by ${brief(state.held.by)}: ${brief(state.held.reason)}`), `  signalbox resume ${brief(state.version)}`];
  // What is approved is the plan as it will be, not as it is shown here.
  const replan =
    state.replan === undefined ? [] : [paint("yellow", `the plan is made again before anything else is sent: ${brief(state.replan, 300)}`)];
  return [...back, `${over} of ${steps.length} steps are over.`, ...held, ...replan];
};

const askLines = (view: ReleaseView, step: StepNow, paint: Paint): readonly string[] => {
  const whom =
    step.waitsFor === undefined || step.waitsFor.length === 0 ? "" : ` for ${step.waitsFor.map((each) => brief(each)).join(", ")}`;
  if (step.question === undefined && step.is === "unknown") return [];
  const needs = step.access === undefined || step.access.length === 0 ? "" : `; needs ${step.access.map((each) => brief(each)).join(", ")}`;
  return [
    `${marked(step.is, paint)} ${paint("bold", brief(step.step))}  waits${whom} since ${momentText(waitingSince(view, step))}${needs}`,
    `    ${brief(step.says, 600)}`,
    ...(step.voided === undefined
      ? []
      : [
          `    ${paint("yellow", `approved by ${step.voided.map((each) => brief(each)).join(", ")} as it was before; it has changed since`)}`,
        ]),
    ...(step.question === undefined ? [] : [`    ${paint("dim", brief(step.question.why, 400))}`]),
    ...commandsFor(view.now.state.version, step).map((each) => `    ${paint("cyan", brief(each, 400))}`),
  ];
};

const nextLines = ({ now: { state, steps }, next }: ReleaseView): readonly string[] => {
  if (state.finishedAt !== undefined || state.aborted !== undefined || state.held !== undefined) return [];
  if (steps.some((each) => each.is === "due")) return ["next: something is due now; run `signalbox tick`."];
  return [
    next === undefined ? "next: nothing waits for the clock." : `next: looks again ${momentText(next)}; run \`signalbox tick\` then.`,
  ];
};
