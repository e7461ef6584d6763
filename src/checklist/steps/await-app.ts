import { holds, pending, present, wait } from "../../domain/step.ts";
import { type AppSays, askApp } from "./ask-app.ts";
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
});
