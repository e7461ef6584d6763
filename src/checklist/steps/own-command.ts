import { run } from "../../domain/by-hand.ts";
import { absent, type Effect, effect, holds, present } from "../../domain/step.ts";
import { commandByHand } from "../by-hand/own-words.ts";
import { timings } from "./lateness.ts";
import { describeLook, type Look, takeLook, unlessDone } from "./take-look.ts";

type Input = {
  readonly argv: readonly string[];
  /** Names of credentials that it sees as variables. */
  readonly secrets: readonly string[];
  readonly look?: Look;
};

type Declared = Pick<Effect<never, never, never>, "name" | "class" | "keyedBy" | "looksAt" | "uncounted">;

/** A command of the team's own. What it does nobody but the team knows, so only their look can see it, and nothing takes it back. */
export const ownCommand = (declared: Declared) =>
  effect<"commands" | "requests", Input, string>({
    ...declared,
    needs: ["commands", "requests"],
    reversible: "no",
    shared: true,
    ...timings.command,
    describe: ({ argv }) => `run ${argv.join(" ")}`,
    observe: async (need, { look }, { receipt }) => {
      if (look === undefined) return receipt === undefined ? absent : present(receipt);
      return (await takeLook(need, look)) ? present(describeLook(look)) : absent;
    },
    apply: async ({ commands }, { argv, secrets }) => (await commands.run({ argv, environment: {}, secrets })).receipt,
    verify: ({ argv }, seen) => holds(`${argv.join(" ")}: ${seen}`),
    facts: () => ({}),
    byHand: ({ look, ...command }) => [run(unlessDone(look, commandByHand(command)))],
  });
