import { run } from "../../domain/by-hand.ts";
import { explain } from "../../domain/errors.ts";
import { duration } from "../../domain/instant.ts";
import type { RefAt } from "../../domain/ports/git.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { absent, effect, holds, type Need, present } from "../../domain/step.ts";
import { fetchAll, gitIn, kept, keptWord, pushRef } from "../by-hand/git-words.ts";
import { identity } from "../by-hand/make-commits.ts";
import { timings } from "./lateness.ts";
import { short } from "./short.ts";

type Input = {
  readonly repository: string;
  readonly tag: string;
  readonly commit: string;
  readonly message: string;
  readonly by: { readonly name: string; readonly email: string };
};

const refOf = ({ tag }: Input): string => `refs/tags/${tag}`;

/** Dated like the commit it names, so that a tag made again after a crash is the same object. */
const targetOf = async ({ objects, history }: Need<"objects" | "history">, input: Input): Promise<string> => {
  const { repository, tag, commit, message } = input;
  const by = { name: input.by.name, email: input.by.email, date: await history.dateOf(repository, commit) };
  return objects.tag(repository, { name: tag, commit, message, by });
};

/** Longer than the other one needs to try again, so that two do not go on meeting. */
const standBack = duration("2m");

const describeFound = (there: RefAt, commit: string): string => {
  if (there.commit !== commit) return `it names ${there.commit}, not ${commit}`;
  return there.object === there.commit
    ? "it is a lightweight tag of the same commit"
    : `it is another tag (${there.object}) of the same commit`;
};

/**
 * Pushes an annotated tag whose object id is known beforehand. A tag that is there already is never moved. The intent, which is durable by then, keeps
 * others off the track; a release that finds another one there as well has not pushed, and takes its intent back. Of two that look at
 * the same time at least one sees the other, so never both push.
 */
export const pushTag = effect<"refs" | "objects" | "history" | "tracks", Input, { readonly object: string; readonly commit: string }>({
  name: "push-tag",
  needs: ["refs", "objects", "history", "tracks"],
  class: "keyed",
  keyedBy: "the tag's object id, computed beforehand; a push with a lease on «absent»",
  looksAt: "the remote's tag, by object id",
  reversible: "no",
  published: { moves: [] },
  ...timings.git,
  target: (input) => `${input.repository} ${refOf(input)}`,
  describe: ({ repository, tag, commit }) => `tag ${short(commit)} of ${repository} as ${tag}`,
  observe: async (need, input, { receipt, hands }) => {
    const there = await need.refs.look(input.repository, refOf(input));
    if (there === undefined) return absent;
    const state = { object: there.object, commit: there.commit };
    if (there.commit === input.commit && there.object === (receipt ?? (await targetOf(need, input)))) return present(state);
    if (hands === true && there.commit === input.commit && there.object !== there.commit) return present(state);
    const found = `tag ${input.tag} is there already: ${describeFound(there, input.commit)}`;
    // What names the right commit can be accepted by a person; what names another one cannot be this release.
    return { is: "conflicting", code: "TAG_TAKEN", found, ...(there.commit === input.commit ? { state } : {}) };
  },
  apply: async (need, input) => {
    const object = await targetOf(need, input);
    const { launching, yields } = await need.tracks.beside(input.tag);
    if (launching.length > 0)
      throw explain("TRACK_TAKEN", { launching: launching.join(", ") }, { retryAfter: yields ? standBack : timings.git.poll });
    await need.refs.push(input.repository, { ref: refOf(input), object, expect: "absent" });
    return object;
  },
  verify: ({ tag }, { object, commit }) => holds(`${tag} is ${object}, which names ${commit}`),
  facts: (_, { object, commit }) => ({ object, commit }),
  byHand: (input, { keeps }) => {
    const { repository, tag, commit, message, by } = input;
    const at = `"$(${gitIn(repository, "show", "-s", "--format=%ct", commit)}) +0000"`;
    return [
      run(
        fetchAll(repository),
        `printf '%s\\n' ${shellWord(message.trimEnd())} | ${identity(by, at)} ${gitIn(repository, "-c", "tag.gpgSign=false", "tag", "-a", "--cleanup=verbatim", "-F", "-", tag, commit)}`,
        pushRef(repository, refOf(input), { from: "", to: refOf(input) }),
        ...keptWord(keeps("commit"), commit),
        ...kept(keeps("object"), gitIn(repository, "rev-parse", refOf(input))),
      ),
    ];
  },
});
