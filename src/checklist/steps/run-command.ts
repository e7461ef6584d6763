import { run } from "../../domain/by-hand.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { absent, effect, holds, present } from "../../domain/step.ts";
import { askApp } from "./ask-app.ts";
import { timings } from "./lateness.ts";

type Input = {
  readonly argv: readonly string[];
  readonly environment: { readonly [name: string]: string };
  readonly url: string;
  readonly path: string;
  readonly at: string;
  readonly expect: string;
};

/** A commit or digest names one candidate; a version is the same for all of them and proves nothing before we have deployed ours. */
const namesOneCandidate = (proof: string): boolean => /^(?:sha256:)?[0-9a-f]{40,64}$/.test(proof);

/** Runs a configured command, once for each candidate. Whether it worked is asked of the running app, never of the command. */
export const runCommand = effect<"commands" | "web", Input, { readonly proof: string }>({
  name: "run-command",
  needs: ["commands", "web"],
  class: "set",
  keyedBy: "the desired state: running it twice deploys the same",
  looksAt: "the running app's own answer",
  reversible: "compensable",
  ...timings.command,
  target: ({ url }) => url,
  describe: ({ argv }) => `run ${argv.join(" ")}`,
  observe: async ({ web }, input, { receipt }) => {
    const says = await askApp(web, input);
    if (says.is === "nothing" || says.proof !== input.expect) return absent;
    return receipt !== undefined || namesOneCandidate(input.expect) ? present({ proof: says.proof }) : absent;
  },
  apply: async ({ commands }, { argv, environment }) => (await commands.run({ argv, environment })).receipt,
  verify: ({ url }, { proof }) => holds(`${url} runs ${proof}`),
  facts: (_, { proof }) => ({ proof }),
  byHand: ({ argv, environment }) => [
    run([...Object.entries(environment).map(([name, value]) => `${name}=${shellWord(value)}`), ...argv.map(shellWord)].join(" ")),
  ],
});
