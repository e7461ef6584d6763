import { well } from "../../domain/diagnosis.ts";
import type { AppBuild } from "../../domain/ports/environments.ts";
import type { Preflight } from "./preflight.ts";

type Input = { readonly app: string };

/** An app that is misspelt, or that the key may not see, is refused here instead of in the middle of a freeze. */
export const apps: Preflight<"builds", Input, readonly AppBuild[]> = {
  name: "apps",
  title: "the app at Heroku",
  needs: ["builds"],
  atLaunch: false,
  serves: ["break-the-release"],
  inputs: ({ train }) => train.environments.flatMap(({ deploy }) => (deploy.is === "heroku" ? [{ app: deploy.app }] : [])),
  about: ({ app }) => app,
  look: ({ builds }, { app }) => builds.list(app),
  mend: ({ app }) => `heroku access --app ${app}; the key at https://dashboard.heroku.com/account must be of somebody who may deploy it.`,
  judge: ({ app }, builds) =>
    well(`${app} is there; ${builds.length === 0 ? "nothing was built yet" : `its last build ${builds[0]?.state}`}`),
};
