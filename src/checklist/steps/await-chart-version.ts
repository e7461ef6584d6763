import { broken, holds, pending, present, wait } from "../../domain/step.ts";
import { compareVersions, parseVersion } from "../../domain/version.ts";
import { readValue } from "../../edits/read-value.ts";
import { lookAgain } from "./lateness.ts";

type Input = {
  readonly repository: string;
  readonly branch: string;
  readonly file: string;
  readonly at: string;
  /** The branch's commit before our merge. */
  readonly before: string;
  /** Values that the merge brought; told as facts, so that a later look sees when they change. */
  readonly values: readonly { readonly file: string; readonly at: string }[];
};

type State = {
  readonly version: string | undefined;
  readonly before: string | undefined;
  /** `<path> of <file>` → value. */
  readonly values: Readonly<Record<string, string>>;
};

/** Waits until the chart's own CI has raised its version after the merge: that proves that the label on the pull request was right. */
export const awaitChartVersion = wait<"refs" | "objects", Input, State>({
  name: "await-chart-version",
  shared: true,
  needs: ["refs", "objects"],
  poll: lookAgain.soon,
  describe: ({ repository, branch }) => `the chart's version on ${branch} of ${repository} has gone up`,
  observe: async ({ refs, objects }, { repository, branch, file, at, before, values }) => {
    const head = await refs.look(repository, `refs/heads/${branch}`);
    if (head === undefined) return { is: "conflicting", found: `${repository} has no branch ${branch}` };
    const read = async (commit: string, place: Input["values"][number]): Promise<string | undefined> =>
      readValue(await objects.file(repository, commit, place.file), place.file, place.at);
    const now: [string, string][] = [];
    for (const place of values) now.push([`${place.at} of ${place.file}`, (await read(head.commit, place)) ?? "gone"]);
    const own = { file, at };
    return present({ version: await read(head.commit, own), before: await read(before, own), values: Object.fromEntries(now) });
  },
  verify: ({ file, at }, { version, before }) => {
    const [now, then] = [version, before].map((text) => (text === undefined ? undefined : parseVersion(text)));
    if (now === undefined) return broken(`${file} has no version at ${at}: ${version ?? "nothing"}`);
    if (then === undefined || compareVersions(now, then) > 0) return holds(`the chart went from ${before ?? "none"} to ${version}`);
    return pending(`the chart is still ${version}`);
  },
  facts: (_, { version, values }) => ({ version: version ?? "", ...values }),
});
