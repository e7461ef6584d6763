import { describeDuration } from "../domain/instant.ts";
import type { AnyStep } from "../domain/step.ts";
import { stepKinds } from "./steps/index.ts";

type AnyEffect = Extract<AnyStep, { readonly is: "effect" }>;

const undo = { yes: "can be undone", compensable: "can be made good", no: "**cannot be undone**" } as const;

const cell = (text: string): string => text.replaceAll("|", "\\|");

const rowOf = (each: AnyEffect): string => {
  const times = [each.deadline, each.lateness, each.settle].map(describeDuration);
  return `| \`${each.name}\` | ${[each.class, each.keyedBy, each.looksAt, ...times, undo[each.reversible]].map(cell).join(" | ")} |`;
};

/** docs/effects.md, made from the declarations that the engine obeys. */
export const effectsPage = (): string =>
  [
    "# Effects",
    "",
    "Generated from `src/checklist/steps`; `npm run docs` writes this page.",
    "",
    "Every change Signalbox makes outside is one of these. It is looked for before it is sent, sent once, and looked for again.",
    "What happens when a reply is lost depends on the class:",
    "",
    "- **keyed**: the server refuses or absorbs a second one, so after a look it is sent again.",
    "- **set**: sending it twice is harmless; it is sent again after the times below and two looks that found nothing.",
    "- **marked**: our mark is written with it and counted; it is sent again after the times below and two looks that found nothing. More than one is a question for a person; where the look cannot count, so is sending it again.",
    "- **blind**: nothing tells afterwards; a person is asked, and it is never sent again unasked.",
    "",
    "*Deadline*: one request is given up after it. *Late*: how long after that the system may still apply it. *Settle*: how long a look may lag.",
    "No vendor promises these times; they are pessimistic assumptions.",
    "",
    "| effect | class | key | look | deadline | late | settle | afterwards |",
    "|---|---|---|---|---|---|---|---|",
    ...[...stepKinds.values()].filter((each) => each.is === "effect").map(rowOf),
    "",
  ].join("\n");
