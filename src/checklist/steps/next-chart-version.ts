import { act, run } from "../../domain/by-hand.ts";
import { broken, holds, present, wait } from "../../domain/step.ts";
import { type Bump, formatVersion, nextVersion, parseVersion, type Version } from "../../domain/version.ts";
import { readValue } from "../../edits/read-value.ts";
import { keptWord } from "../by-hand/git-words.ts";
import { lookAgain } from "./lateness.ts";

type Input = {
  readonly repository: string;
  /** What the pull request is made on. */
  readonly commit: string;
  readonly file: string;
  readonly at: string;
  readonly bump: Bump;
};

type State = { readonly version: string | undefined };

/** Tells which version the pull request gives the chart. Read from the commit that it is made on, so that the answer stays the same however the branch moves. */
export const nextChartVersion = wait<"objects", Input, State>({
  name: "next-chart-version",
  needs: ["objects"],
  poll: lookAgain.soon,
  describe: ({ file, bump }) => `the ${bump} version after the one in ${file}`,
  observe: async ({ objects }, { repository, commit, file, at }) =>
    present({ version: readValue(await objects.file(repository, commit, file), file, at) }),
  verify: (input, { version }) => {
    const next = nextOf(input, version);
    if (next === undefined) return broken(`${input.file} has no version at ${input.at}: ${version ?? "nothing"}`);
    return holds(`the chart goes from ${version} to ${formatVersion(next)}`);
  },
  facts: (input, { version }) => {
    const next = nextOf(input, version);
    return { version: version ?? "", next: next === undefined ? "" : formatVersion(next) };
  },
  byHand: (input, { keeps, file }) => {
    const { file: path, at, repository, bump } = input;
    const version = readValue(file(repository, path), path, at);
    const next = nextOf(input, version);
    return [
      act(`The chart's version goes from ${version ?? "what stands there"} to the next ${bump} version: ${at} in ${path} of ${repository}`),
      run(...keptWord(keeps("version"), version ?? ""), ...keptWord(keeps("next"), next === undefined ? "" : formatVersion(next))),
    ];
  },
});

const nextOf = ({ bump }: Input, text: string | undefined): Version | undefined => {
  const version = parseVersion(text ?? "");
  return version === undefined ? undefined : nextVersion({ ...version, pre: [] }, bump);
};
