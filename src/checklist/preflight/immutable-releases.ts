import { warning, well } from "../../domain/diagnosis.ts";
import type { Preflight } from "./preflight.ts";

type Input = { readonly repository: string };

/** What users download under a release page should be what was published. */
export const immutableReleases: Preflight<"access", Input, boolean> = {
  name: "immutable-releases",
  title: "immutable releases",
  needs: ["access"],
  atLaunch: false,
  serves: ["publish-release-page"],
  inputs: ({ train }) => (train.releasePage === undefined ? [] : [{ repository: train.repository.name }]),
  about: ({ repository }) => repository,
  look: ({ access }, { repository }) => access.immutableReleases(repository),
  mend: ({ repository }) => `https://github.com/${repository}/settings`,
  judge: ({ repository }, immutable) =>
    immutable
      ? well(`what ${repository} publishes stays as it is; the page is drafted first, so nothing of it comes late`)
      : warning({
          says: `a published release page of ${repository} can be changed, and its tag moved`,
          why: "Whoever takes over an account with the role Write can put something else under the same version.",
          fix: `https://github.com/${repository}/settings, "Enable release immutability".`,
        }),
};
