import { type AdoptedStep, type Adoption, adoptRelease, type Vouching } from "../../app/adopt-release.ts";
import type { AppParts } from "../../app/parts.ts";
import { type Action, type Invocation, isSet, type Outcome, optionValues } from "../command.ts";
import { brief, type Paint, painter } from "../paint.ts";
import { wishOf } from "../wish.ts";
import { withApp } from "../with-app.ts";

/** Picks up what people did by hand, from what the world shows. Asks once where something must be taken over as it is. */
export const adopt: Action = (invocation) =>
  withApp(invocation, "drive", async (parts) => {
    const accepted = optionValues(invocation, "accept");
    const vouches: Vouching = (step) => (accepted.includes(step) ? "named" : isSet(invocation, "yes") ? "with all" : undefined);
    const first = await adoptRelease(parts, wishOf(invocation), vouches);
    const asked = first.seen.filter(isAsked);
    const taken = asked.length > 0 && (await areTaken(invocation, asked));
    return outcomeOf(invocation, taken ? { ...(await again(parts, invocation)), isNew: first.isNew } : first, taken ? first : undefined);
  });

const again = (parts: AppParts, invocation: Invocation): Promise<Adoption> => adoptRelease(parts, wishOf(invocation), () => "with all");

const isAsked = ({ is }: AdoptedStep): boolean => is === "conflict" || is === "unseen";

/** One question for all of them, to a person who sits there. */
const areTaken = async ({ surroundings, json, colour }: Invocation, asked: readonly AdoptedStep[]): Promise<boolean> => {
  if (!surroundings.interactive || json) return false;
  surroundings.error(asked.map((each) => lineOf(painter(colour), each.step, each.is, each.says)).join(""));
  return surroundings.confirm(`Take over ${asked.length === 1 ? "this" : `these ${asked.length}`} as they are?`);
};

const outcomeOf = (invocation: Invocation, { state, isNew, seen }: Adoption, before: Adoption | undefined): Outcome => {
  const paint = painter(invocation.colour);
  const all = [...(before?.seen ?? []).filter((each) => seen.every(({ step }) => step !== each.step)), ...seen];
  const items = (state.plan?.items ?? []).flatMap(({ id }) => {
    const ours = all.filter((each) => each.item === id);
    return ours.length === 0 ? [] : [{ item: id, ...summed(ours), steps: ours }];
  });
  const left = seen.filter((each) => isAsked(each) || each.is === "unsure");
  const version = brief(state.version);
  const counted = `${items.filter((each) => each.is === "done").length} of ${(state.plan?.items ?? []).length} items are done`;
  return {
    exit: left.length > 0 ? "person" : "done",
    data: { version: state.version, isNew, items, says: counted },
    text: [
      `${isNew ? "The record of" : "Looked again at"} ${version}${isNew ? " begins with what the world shows" : ""}; nothing was changed outside.\n`,
      ...items.map((each) => lineOf(paint, each.item, each.is, each.says)),
      ...(left.length === 0
        ? []
        : [
            `${left.length} to be decided: \`signalbox status ${version}\` has the commands`,
            left.some(isAsked) ? `, or take them over as they are: signalbox adopt ${version} --yes\n` : "\n",
          ]),
      `next: signalbox tick ${version}\n`,
    ].join(""),
  };
};

/** What an item is: in conflict where any of its steps is, done where all are. */
const summed = (steps: readonly AdoptedStep[]): Pick<AdoptedStep, "is" | "says"> => {
  const is = gravest.find((each) => steps.some((step) => step.is === each)) ?? "open";
  const says = steps.filter((each) => each.is === is).map((each) => each.says);
  return { is, says: is === "open" ? (says[0] ?? "") : (says.at(-1) ?? "") };
};

/** How each is shown, the gravest first. */
const shown = {
  conflict: ["≠", "red", "conflict"],
  unseen: ["?", "yellow", "nobody can see"],
  unsure: ["?", "yellow", "nobody can see whether"],
  open: ["·", "dim", "open"],
  done: ["✓", "green", "done"],
} as const;

const gravest = Object.keys(shown) as readonly (keyof typeof shown)[];

const lineOf = (paint: Paint, name: string, is: AdoptedStep["is"], says: string): string => {
  const [sign, colour, words] = shown[is];
  return `${paint(colour, sign)} ${brief(name)}  ${words}: ${brief(says, 200)}\n`;
};
