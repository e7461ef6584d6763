import { act, repeat } from "../../domain/by-hand.ts";
import { sha256 } from "../../domain/canonical.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { holds, pending, present, wait } from "../../domain/step.ts";
import { readFeed } from "../../edits/read-feed.ts";
import { lookAgain } from "./lateness.ts";

type Input = { readonly url: string; readonly version: string };

type State = { readonly is: "withdrawn"; readonly sha256: string } | { readonly is: "not yet"; readonly why: string };

/** Waits until users' apps, which read at the edge, are no longer told of a version. An answer that is no feed proves nothing. */
export const awaitWithdrawal = wait<"web", Input, State>({
  name: "await-withdrawal",
  shared: true,
  published: { moves: ["sha256"] },
  needs: ["web"],
  poll: lookAgain.soon,
  describe: ({ url, version }) => `${url} no longer tells of ${version}`,
  observe: async ({ web }, { url, version }) => {
    const answer = await web.read(url);
    if (answer?.status !== 200)
      return present({ is: "not yet", why: answer === undefined ? `nothing answers at ${url}` : `${url} answers ${answer.status}` });
    const told = readFeed(answer.text);
    if (told.length === 0) return present({ is: "not yet", why: `${url} answers with what is no feed` });
    return present(
      told.some((each) => each.version.replace(/^v/, "") === version)
        ? { is: "not yet", why: `${url} still tells of ${version}` }
        : { is: "withdrawn", sha256: sha256(answer.text) },
    );
  },
  verify: ({ url, version }, state) =>
    state.is === "withdrawn" ? holds(`${url} no longer tells of ${version}: ${state.sha256}`) : pending(state.why),
  facts: (_, state) => (state.is === "withdrawn" ? { sha256: state.sha256 } : {}),
  byHand: ({ url, version }) => [
    act(`Wait until ${url}, which users' apps read, no longer tells of ${version}.`),
    repeat(`feed=$(curl -fsS ${shellWord(url)})`, `! printf '%s' "$feed" | grep -qF ${shellWord(version)}`),
  ],
});
