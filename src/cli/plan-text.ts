import type { AppParts } from "../app/parts.ts";
import type { ShownPlan } from "../app/plan-release.ts";
import { illustrate, type Json } from "../domain/known.ts";
import { type PlannedItem, type PlannedStep, type Preview, phases } from "../domain/plan.ts";
import { forTerminalLines } from "../texts/for-terminal.ts";
import { checkLines } from "./checks-text.ts";
import { lineOfNoReturn } from "./no-return.ts";
import { brief, type Paint } from "./paint.ts";

/** A plan for people: every item and step by phase, changes as diffs, what is not known yet as «known after …», and the point of no return as a line. */
export const planText = (
  { plan, hash, pointOfNoReturn, begun, missing, checks }: ShownPlan,
  kinds: AppParts["kinds"],
  paint: Paint,
  width: number,
): string => {
  const itemsOf = (phase: string) => plan.items.filter((each) => each.phase === phase);
  return [
    `${paint("bold", `${brief(plan.train)} ${brief(plan.version)}`)}  ${plan.kind} after ${brief(plan.previous)}, plan revision ${plan.revision}`,
    `freeze ${plan.days.freeze}, release ${plan.days.planned}`,
    `hash ${paint("cyan", hash)}`,
    ...missing.map((each) => `${paint("yellow", "warning:")} ${brief(each)} is not set; \`${begun ? "tick" : "start"}\` needs it`),
    ...plan.warnings.map((each) => `${paint("yellow", "warning:")} ${brief(each, 600)}`),
    ...checkLines(checks, paint),
    ...phases.flatMap((phase) =>
      itemsOf(phase).length === 0
        ? []
        : [
            "",
            paint("bold", phase),
            ...itemsOf(phase).flatMap((item) => [
              ...(item.id === pointOfNoReturn ? [lineOfNoReturn(paint, width)] : []),
              ...itemLines(item, kinds, paint),
            ]),
          ],
    ),
    "",
    begun
      ? `It has begun; where it stands: signalbox status ${brief(plan.version)}`
      : `Start exactly this with: signalbox start ${brief(plan.version)} --plan ${hash}`,
    "",
  ].join("\n");
};

/** Kinds of steps by their names. */
export type StepKinds = AppParts["kinds"];

/** An item with its steps and what they would change. */
export const itemLines = (item: PlannedItem, kinds: StepKinds, paint: Paint): readonly string[] => {
  const by =
    item.by === "signalbox"
      ? ""
      : paint(
          "dim",
          `  by ${item.by === "people" ? `people (${item.owner.map((each) => brief(each)).join(", ")})` : "people, prepared by Signalbox"}`,
        );
  return [
    `  ${paint("bold", brief(item.id))}  ${brief(item.title)}${by}`,
    ...(item.interlock === undefined ? [] : [`    ${paint("yellow", "interlock:")} ${brief(item.interlock, 400)}`]),
    ...item.steps.flatMap((step) => stepLines(step, item, kinds, paint)),
  ];
};

const stepLines = (step: PlannedStep, item: PlannedItem, kinds: AppParts["kinds"], paint: Paint): readonly string[] => [
  `    ${paint("dim", brief(step.id.slice(item.id.length + 1)))}  ${brief(describeStep(step, kinds), 400)}`,
  ...(step.preview === undefined ? [] : previewLines(step.preview, paint)),
];

/** The kind's own words for the input, with what is not known yet named. */
export const describeStep = (step: PlannedStep, kinds: StepKinds): string => {
  const kind = kinds.get(step.kind);
  const input = illustrate(step.input, () => undefined);
  return kind === undefined ? JSON.stringify(input) : (kind.describe as (input: Json) => string)(input);
};

const previewLines = (preview: Preview, paint: Paint): readonly string[] => {
  switch (preview.is) {
    case "line":
      return [`      ${brief(preview.line, 400)}`];
    case "text":
      return [`      ${paint("dim", brief(preview.title))}`, ...indented(preview.text)];
    case "diff":
      return [`      ${paint("dim", brief(preview.title))}`, ...indented(preview.diff).map((line) => diffLine(line, paint))];
  }
};

const indented = (text: string): readonly string[] =>
  forTerminalLines(text)
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => `      ${line}`.trimEnd());

/** The mark of a diff stands in its first column; a context line that begins with a dash is no removal. */
const diffLine = (line: string, paint: Paint): string => {
  const mark = line[6];
  if (mark === "+") return paint("green", line);
  if (mark === "-") return paint("red", line);
  return mark === "@" ? paint("cyan", line) : line;
};
