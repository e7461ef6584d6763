import { act, repeat } from "../../domain/by-hand.ts";
import { sha256 } from "../../domain/canonical.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { holds, type Need, pending, present, wait } from "../../domain/step.ts";
import { readFeed } from "../../edits/read-feed.ts";
import { lookAgain } from "./lateness.ts";

type Input = {
  readonly url: string;
  readonly version: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Where the feed is kept; `file` names the fact of what stands there. */
  readonly source: { readonly repository: string; readonly branch: string; readonly file: string };
};

type State = { readonly is: "told"; readonly sha256: string; readonly source: string } | { readonly is: "not yet"; readonly why: string };

/** Waits until users' apps, which read at the edge, are told of this version with this date. */
export const awaitEdge = wait<"web" | "refs" | "objects", Input, State>({
  name: "await-edge",
  shared: true,
  published: { moves: [] },
  needs: ["web", "refs", "objects"],
  poll: lookAgain.soon,
  describe: ({ url, version }) => `${url} tells of ${version}`,
  observe: async (need, { url, version, date, source }) => {
    const answer = await need.web.read(url);
    if (answer?.status !== 200)
      return present({ is: "not yet", why: answer === undefined ? `nothing answers at ${url}` : `${url} answers ${answer.status}` });
    const entry = readFeed(answer.text).find((each) => each.version.replace(/^v/, "") === version);
    if (entry?.date === date) return present({ is: "told", sha256: sha256(answer.text), source: await sourceNow(need, source) });
    return present({
      is: "not yet",
      why:
        entry === undefined ? `${url} does not tell of ${version} yet` : `${url} dates ${version} ${entry.date ?? "nowhere"}, not ${date}`,
    });
  },
  verify: ({ url, version }, state) => (state.is === "told" ? holds(`${url} tells of ${version}: ${state.sha256}`) : pending(state.why)),
  facts: ({ source }, state) => (state.is === "told" ? { sha256: state.sha256, [`sha256 of ${source.file}`]: state.source } : {}),
  byHand: ({ url, version, date }) => [
    act(`Wait until ${url}, which users' apps read, tells of ${version} with the day ${date}.`),
    repeat(`curl -fsS ${shellWord(url)} | grep -F ${shellWord(version)}`),
  ],
});

/** The edge may serve what it keeps for hours after its source has changed, so both are looked at. */
const sourceNow = async ({ refs, objects }: Need<"refs" | "objects">, { repository, branch, file }: Input["source"]): Promise<string> => {
  const head = await refs.look(repository, `refs/heads/${branch}`);
  const text = head === undefined ? undefined : await objects.file(repository, head.commit, file);
  return text === undefined ? "gone" : sha256(text);
};
