import { act } from "../../domain/by-hand.ts";
import { type GuardName, guardTable, type Judged } from "../../domain/guard.ts";
import type { Json, Known } from "../../domain/known.ts";
import type { Ports } from "../../domain/ports/index.ts";
import { holds, type Need, present, type Wait, wait } from "../../domain/step.ts";
import type { Arranging } from "../item.ts";
import { lookAgain } from "../steps/lateness.ts";

/** What every guard's input holds. The candidate is in it so that another one is judged anew. */
export type Guarded = { readonly version: string; readonly candidate: string };

/** One thing that must be right before a release goes on: what to look at, the look, which changes nothing, and what to make of it, which is pure. */
export interface Guard<Names extends keyof Ports, Input extends Json, Seen> {
  readonly name: GuardName;
  readonly needs: readonly Names[];
  /** In words, for docs/guards.md. */
  readonly looksAt: string;
  /** What to look at in this release; nothing where the train has nothing of the sort. */
  readonly input: (at: Arranging) => Known<Input> | undefined;
  readonly describe: (input: Input) => string;
  readonly look: (need: Need<Names>, input: Input) => Promise<Seen>;
  readonly judge: (input: Input, seen: Seen) => Judged;
}

/** Any guard, as the plan sees it: whatever it needs, it is given all ports. */
export type AnyGuard = Guard<keyof Ports, Json, unknown>;

/**
 * A guard as the wait that stands in a plan. A violation is a question; where a person may accept it, what was accepted is told as a fact, of
 * which the launch's approval is made: whoever approved before is asked again. So is a person's word for what cannot be looked at.
 */
export const waitOf = <Names extends keyof Ports, Input extends Json, Seen>({
  name,
  needs,
  describe,
  look,
  judge,
}: Guard<Names, Input, Seen>): Wait<Names, Input, Judged> => {
  const { code, acceptable, lasts, title, sure } = guardTable[name];
  return wait<Names, Input, Judged>({
    name,
    needs,
    momentary: !lasts,
    poll: lookAgain.later,
    describe,
    observe: async (need, input) => {
      const state = judge(input, await look(need, input));
      if (state.is !== "violated") return present(state);
      return { is: "conflicting", code, found: state.found, state, answers: acceptable ? ["retry", "accept"] : ["retry"] };
    },
    verify: (_, judged) => holds(inWords(judged)),
    facts: (_, judged) => ({ accepted: judged.is === "violated" ? judged.found : "" }),
    vouched: (words) => ({ accepted: words }),
    byHand: (input) => [act(`Look at ${title}: ${sure}. Here: ${describe(input)}.`)],
  });
};

/** A judgement as one line. */
const inWords = (judged: Judged): string => {
  switch (judged.is) {
    case "ok":
      return judged.evidence;
    case "violated":
      return judged.found;
    case "unknown":
      return `not known before ${judged.until}: ${judged.why}`;
  }
};
