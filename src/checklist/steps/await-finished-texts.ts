import { act } from "../../domain/by-hand.ts";
import { holds, present, wait } from "../../domain/step.ts";
import { lookAgain } from "./lateness.ts";

type Input = {
  /** What was left open, as `text: where`; nobody but the template's author can fill it in. */
  readonly open: readonly string[];
};

/** Holds texts that would be sent with something left open; another template, once the plan is made again, is another question. */
export const awaitFinishedTexts = wait<never, Input, Record<string, never>>({
  name: "await-finished-texts",
  momentary: true,
  needs: [],
  poll: lookAgain.later,
  describe: ({ open }) => `${open.length} ${open.length === 1 ? "place is" : "places are"} filled in`,
  observe: async (_, { open }) =>
    open.length === 0
      ? present({})
      : { is: "conflicting", code: "TEXT_UNFINISHED", found: open.join("; "), state: {}, answers: ["accept", "plan-again"] },
  verify: () => holds("every text is finished"),
  facts: () => ({}),
  byHand: ({ open }) => [act(`Fill in what the texts leave open before anything is sent: ${open.join("; ")}`)],
});
