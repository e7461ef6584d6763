import { warning, well } from "../../domain/diagnosis.ts";
import { type AppSays, askApp } from "../steps/ask-app.ts";
import type { Preflight } from "./preflight.ts";

type Input = { readonly name: string; readonly url: string; readonly path: string; readonly at: string };

/** An environment is deployed by the release; that it answers now only shows that the question is right. */
export const environments: Preflight<"web", Input, AppSays> = {
  name: "environments",
  title: "the environment answers",
  needs: ["web"],
  atLaunch: false,
  serves: ["break-the-release"],
  inputs: ({ train }) =>
    train.environments.flatMap(({ name, url, proves, ask }) => {
      const at = ask[proves];
      return at === undefined ? [] : [{ name, url, path: ask.path, at }];
    }),
  about: ({ name }) => name,
  look: ({ web }, { url, path, at }) => askApp(web, { url, path, at }),
  mend: ({ name }) => `Check environments.${name} in signalbox.yaml.`,
  judge: ({ name, url, path, at }, says) =>
    says.is === "proof"
      ? well(`${name} runs ${says.proof.slice(0, 80)}`)
      : warning({
          says: `${name} does not say what it runs: ${says.why}`,
          why: "After a deployment the release waits until it says that it runs the candidate.",
          fix: `Try curl -i ${url.replace(/\/+$/, "")}${path}; its JSON answer must hold ${at}.`,
        }),
};
