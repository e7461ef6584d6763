import { sha256 } from "../../domain/canonical.ts";
import { holds, pending, present, wait } from "../../domain/step.ts";
import { readFeed } from "../../edits/read-feed.ts";
import { lookAgain } from "./lateness.ts";

type Input = {
  readonly url: string;
  readonly version: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
};

type State = { readonly is: "told"; readonly sha256: string } | { readonly is: "not yet"; readonly why: string };

/** Waits until users' apps, which read at the edge, are told of this version with this date. */
export const awaitEdge = wait<"web", Input, State>({
  name: "await-edge",
  shared: true,
  needs: ["web"],
  poll: lookAgain.soon,
  describe: ({ url, version }) => `${url} tells of ${version}`,
  observe: async ({ web }, { url, version, date }) => {
    const answer = await web.read(url);
    if (answer?.status !== 200)
      return present({ is: "not yet", why: answer === undefined ? `nothing answers at ${url}` : `${url} answers ${answer.status}` });
    const entry = readFeed(answer.text).find((each) => each.version.replace(/^v/, "") === version);
    if (entry?.date === date) return present({ is: "told", sha256: sha256(answer.text) });
    return present({
      is: "not yet",
      why:
        entry === undefined ? `${url} does not tell of ${version} yet` : `${url} dates ${version} ${entry.date ?? "nowhere"}, not ${date}`,
    });
  },
  verify: ({ url, version }, state) => (state.is === "told" ? holds(`${url} tells of ${version}: ${state.sha256}`) : pending(state.why)),
  facts: (_, state) => ({ sha256: state.is === "told" ? state.sha256 : "" }),
});
