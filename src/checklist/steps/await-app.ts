import { act, repeat } from "../../domain/by-hand.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { holds, pending, present, wait } from "../../domain/step.ts";
import { type AppSays, addressOf, askApp, jqPath } from "./ask-app.ts";
import { lookAgain } from "./lateness.ts";

type Input = {
  readonly url: string;
  readonly path: string;
  readonly at: string;
  readonly expect: string;
  readonly proves: "version" | "commit" | "digest";
};

/** Waits until the running app itself says that it runs the candidate. */
export const awaitApp = wait<"web", Input, AppSays>({
  name: "await-app",
  needs: ["web"],
  poll: lookAgain.soon,
  describe: ({ url, proves, expect }) => `${url} runs ${proves} ${expect}`,
  observe: async ({ web }, input) => present(await askApp(web, input)),
  verify: ({ url, proves, expect }, says) => {
    if (says.is === "nothing") return pending(says.why);
    return says.proof === expect ? holds(`${url} runs ${proves} ${says.proof}`) : pending(`${url} still runs ${says.proof}, not ${expect}`);
  },
  facts: (_, says) => ({ proof: says.is === "proof" ? says.proof : "" }),
  byHand: ({ url, path, at, expect, proves }) => [
    act(`Wait until ${url} says itself that it runs ${proves} ${expect}.`),
    repeat(`test "$(curl -fsS ${shellWord(addressOf({ url, path }))} | jq -r ${shellWord(jqPath(at))})" = ${shellWord(expect)}`),
  ],
});
