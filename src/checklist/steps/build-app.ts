import { run } from "../../domain/by-hand.ts";
import type { AppBuild } from "../../domain/ports/environments.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { absent, broken, effect, holds, pending, present } from "../../domain/step.ts";
import { curl } from "../by-hand/curl.ts";
import { timings } from "./lateness.ts";
import { short } from "./short.ts";

type Input = { readonly app: string; readonly repository: string; readonly commit: string };

/** Builds an app from a commit's source. The version a build is started with is the commit, and by it builds are found and counted. */
export const buildApp = effect<"builds", Input, AppBuild>({
  name: "build-app",
  needs: ["builds"],
  class: "marked",
  keyedBy: "the commit as the build's version",
  looksAt: "the app's builds of that version; counted",
  reversible: "compensable",
  ...timings.heroku,
  target: ({ app }) => `app ${app}`,
  describe: ({ app, commit }) => `build ${short(commit)} on ${app}`,
  observe: async ({ builds }, { app, commit }) => {
    const ours = (await builds.list(app)).filter((each) => each.version === commit);
    const alive = ours.filter((each) => each.state !== "failed");
    const [build] = alive.length > 0 ? alive : ours;
    if (build === undefined) return absent;
    if (alive.length > 1)
      return {
        is: "conflicting",
        found: `${alive.length} builds of ${short(commit)} on ${app}: ${alive.map((each) => each.id).join(", ")}`,
        state: build,
      };
    return present(build);
  },
  apply: async ({ builds }, { app, repository, commit }) => (await builds.start(app, { repository, commit })).id,
  verify: ({ app, commit }, { id, state, release }) => {
    if (state === "failed") return broken(`build ${id} of ${short(commit)} on ${app} failed`);
    if (state === "pending") return pending(`build ${id} of ${short(commit)} on ${app} is under way`);
    return release === undefined ? pending(`build ${id} has made no release yet`) : holds(`build ${id} made release ${release}`);
  },
  facts: (_, { id, release }) => ({ build: id, release: release ?? "" }),
  byHand: ({ app, repository, commit }) => [
    run(
      `${curl} -X POST -H "Authorization: Bearer $HEROKU_API_KEY" -H 'Accept: application/vnd.heroku+json; version=3' -H 'Content-Type: application/json' ${shellWord(`https://api.heroku.com/apps/${app}/builds`)} -d ${shellWord(
        JSON.stringify({ source_blob: { url: `https://codeload.github.com/${repository}/tar.gz/${commit}`, version: commit } }),
      )}`,
    ),
  ],
});
